"""Reading GUM's attributions."""

from eval.outside import read_gum

ROWS = [
    "# newpar",
    "1\tBrandt\t_\t_\t_\t_\t_\t_\t_\tDiscourse=attribution-positive:1->2:0:sem-atsrc-1",
    "2\tsaid\t_\t_\t_\t_\t_\t_\t_\t_",
    "3\tit\t_\t_\t_\t_\t_\t_\t_\tDiscourse=ROOT:2:0",
    "4\trained\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No",
    "5\t.\t_\t_\t_\t_\t_\t_\t_\t_",
]


def test_the_clause_of_a_source_and_its_words_are_read_with_their_places() -> None:
    text, (clause,) = read_gum("\n".join(ROWS))
    assert text.strip() == "Brandt said it rained."
    assert text[clause.span.start : clause.span.end] == "Brandt said"
    assert clause.source is not None
    assert text[clause.source.start : clause.source.end] == "Brandt"
