"""The quotation-mark grammar: which marks open and close what, on clean pages and on damaged ones."""

import re
from collections.abc import Callable

import pytest

from onrecord.attribute.quotemarks import MARK, MAX_RUN_ON, Marks, outermost, parse, unbalanced
from onrecord.model import Article
from onrecord.spans import Span, contains, overlaps


def marks_of(text: str) -> Marks:
    """The marks of a text whose lines are its paragraphs."""
    return parse(text, [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)])


def quoted(text: str) -> list[str]:
    """The quotations as they stand in the text, one string each, indented by their level."""
    return ["  " * q.level + text[q.span.start : q.span.end] for q in marks_of(text).quotations]


def stray(text: str) -> list[int]:
    return [span.start for span in marks_of(text).unbalanced]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        pytest.param("“", "”", id="curly double"),
        pytest.param("‘", "’", id="curly single"),
        pytest.param('"', '"', id="straight double"),
        pytest.param("'", "'", id="straight single"),
        pytest.param("«", "»", id="guillemets"),
        pytest.param("»", "«", id="guillemets the Danish way"),
        pytest.param("‹", "›", id="single guillemets"),
        pytest.param("›", "‹", id="single guillemets the Danish way"),
        pytest.param("„", "“", id="German, Ukrainian: low, then raised six"),
        pytest.param("„", "”", id="Polish, Romanian: low, then raised nine"),
        pytest.param("„", '"', id="low, then straight"),
        pytest.param("‚", "’", id="single low, then raised nine"),
        pytest.param("”", "”", id="Swedish: raised nines"),
        pytest.param("‟", "”", id="reversed nine"),
        pytest.param("``", "''", id="LaTeX"),
        pytest.param("``", '"', id="LaTeX, closed straight"),
        pytest.param("''", "''", id="doubled single quotes"),
        pytest.param("“", '"', id="curly, closed straight"),
        pytest.param('"', "”", id="straight, closed curly"),
        pytest.param("“", "“", id="closed by a second opening mark"),
    ],
)
def test_a_pair_of_marks_makes_one_quotation(opening: str, closing: str) -> None:
    words = f"{opening}The harbour stays shut{closing}"
    for text in (f"She said {words} and left.", words, f"{words}, she said.", f"She wrote: {words}."):
        assert quoted(text) == [words]
        assert stray(text) == []
        (quotation,) = marks_of(text).quotations
        assert text[quotation.inside.start : quotation.inside.end] == "The harbour stays shut"
        assert quotation.closed
        assert not quotation.continues


@pytest.mark.parametrize("before", ["(", "[", "—", "–", "/", "…"])
def test_a_mark_opens_after_brackets_dashes_and_white_space(before: str) -> None:
    for mark in ('"…"', "'…'", "“…”", "‘…’"):
        words = mark.replace("…", "never again")
        assert quoted(f"The plan {before}{words} was shelved.") == [words]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was ‘carrying out NATO’s mission’, he said.", ["‘carrying out NATO’s mission’"]),
        ("It was 'carrying out NATO's mission', he said.", ["'carrying out NATO's mission'"]),
        ("‘We don’t know and we can’t tell,’ he said.", ["‘We don’t know and we can’t tell,’"]),
        ("‘The dockers’ rights are at stake,’ she said.", ["‘The dockers’ rights are at stake,’"]),
        ("'The dockers' rights are at stake,' she said.", ["'The dockers' rights are at stake,'"]),
        ("‘Three weeks’ pay, ten days’ notice,’ he said.", ["‘Three weeks’ pay, ten days’ notice,’"]),
        ("The girls’ school and James' house stood empty.", []),
        ("The O’Hara house isn't Mary's.", []),
    ],
)
def test_an_apostrophe_closes_no_british_single_quotation(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected
    assert stray(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In the '90s and the ’80s the quay was busy.", []),
        ("‘In the ’90s it rained,’ she said.", ["‘In the ’90s it rained,’"]),
        ("“In the '90s it rained,” she said.", ["“In the '90s it rained,”"]),
        ("Rock 'n' roll, rock ’n’ roll, rock ‘n’ roll.", []),
        ("'Tis late, he said, 'and cold'.", ["'and cold'"]),
        ('A 6\'2" man bought a 27" screen.', []),
        ('The 27" screen is "too big", he said.', ['"too big"']),
        ("A board 8'' wide.", []),
    ],
)
def test_inches_decades_and_elisions_are_no_quotations(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected
    assert stray(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“He said ‘no’ and left,” she said.", ["“He said ‘no’ and left,”", "  ‘no’"]),
        ("‘He said “no” and left,’ she said.", ["‘He said “no” and left,’", "  “no”"]),
        ("\"He said 'no' and left,\" she said.", ["\"He said 'no' and left,\"", "  'no'"]),
        ("«He said „no“ and left», she said.", ["«He said „no“ and left»", "  „no“"]),
        ("«He said «no» and left», she said.", ["«He said «no» and left»", "  «no»"]),
        ("“‘No’ is what he said,” she told us.", ["“‘No’ is what he said,”", "  ‘No’"]),
        ("She said: “He said ‘no’.”", ["“He said ‘no’.”", "  ‘no’"]),
        ("She said: “He said ‘no’”.", ["“He said ‘no’”", "  ‘no’"]),
        ("“A ‘b “c” d’ e,” she said.", ["“A ‘b “c” d’ e,”", "  ‘b “c” d’", "    “c”"]),
        ("“No,” he said, “‘never’ is long.”", ["“No,”", "“‘never’ is long.”", "  ‘never’"]),
    ],
)
def test_quotations_stand_inside_each_other(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected
    assert stray(text) == []


def test_a_nested_quotation_that_is_never_closed_ends_with_the_one_around_it() -> None:
    text = "“He wrote “no and left”, she said. Nobody knew."
    assert quoted(text) == ["“He wrote “no and left”"]
    assert quoted("„He wrote «no and left“, she said.") == ["„He wrote «no and left“"]


def test_scare_quotes_are_quotations_to_the_grammar() -> None:
    assert quoted("The so-called “experts” met the 'press'.") == ["“experts”", "'press'"]


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ('"', '"'), ("«", "»"), ("„", "“"), ("``", "''")])
@pytest.mark.parametrize("repeated", [True, False], ids=["mark repeated", "mark not repeated"])
def test_a_quotation_runs_on_over_paragraphs(opening: str, closing: str, repeated: bool) -> None:
    again = opening if repeated else ""
    text = f"{opening}One.\n{again}Two.\n{again}Three,{closing} she said. Nobody else spoke."
    assert quoted(text) == [f"{opening}One.", f"{again}Two.", f"{again}Three,{closing}"]
    assert [(q.closed, q.continues) for q in marks_of(text).quotations] == [(False, False), (False, True), (True, True)]
    assert stray(text) == []


@pytest.mark.parametrize(("opening", "closing"), [("‘", "’"), ("'", "'")])
def test_british_single_marks_run_on_when_they_are_repeated(opening: str, closing: str) -> None:
    text = f"{opening}One.\n{opening}Two.\n{opening}Three,{closing} she said."
    assert quoted(text) == [f"{opening}One.", f"{opening}Two.", f"{opening}Three,{closing}"]


def test_a_german_single_quotation_stands_inside_a_double_one() -> None:
    assert quoted("„Er sagte ‚nie‘ und ging“, sagte sie.") == ["„Er sagte ‚nie‘ und ging“", "  ‚nie‘"]


@pytest.mark.parametrize("mark", ["“", '"', "«", "„", "``", "‚"])
def test_an_unclosed_mark_reaches_to_the_end_of_its_paragraph_and_no_further(mark: str) -> None:
    text = f"She said {mark}it rained and went home.\nNobody came. The bank was shut.\nThe end."
    assert quoted(text) == [f"{mark}it rained and went home."]
    assert [q.closed for q in marks_of(text).quotations] == [False]
    assert stray(text) == [9]


@pytest.mark.parametrize("mark", ["‘", "'"])
def test_an_unclosed_single_mark_is_an_apostrophe(mark: str) -> None:
    assert quoted(f"She said {mark}it rained and went home.\nNobody came.") == []


def test_an_unclosed_mark_does_not_reach_a_quotation_that_opens_for_itself() -> None:
    text = "She said “it rained.\nNobody came, “or stayed,” he said."
    assert quoted(text) == ["“it rained.", "“or stayed,”"]
    assert stray(text) == [9]


def test_a_quotation_is_followed_over_so_many_paragraphs_and_no_more() -> None:
    def text(between: int) -> str:
        return "“One.\n" + "Two.\n" * between + "Three,” she said."

    assert len(quoted(text(MAX_RUN_ON - 1))) == MAX_RUN_ON + 1
    assert quoted(text(MAX_RUN_ON)) == ["“One."]
    assert stray(text(MAX_RUN_ON)) == [0, len(text(MAX_RUN_ON)) - 11]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("It rained,” she said.", 10),
        ("It rained» she said.", 9),
        ("She said “it rained.", 9),
        ("She said «it rained.", 9),
        ("“It rained,” she said. It rained,” he said.", 33),
    ],
)
def test_a_mark_without_a_partner_is_named_with_its_place(text: str, at: int) -> None:
    assert stray(text) == [at]


def test_unbalanced_marks_of_an_article_are_those_of_its_paragraphs(make_article: Callable[[str], Article]) -> None:
    article = make_article("“All right.”\nIt rained,” she said.\nHe said “no.")
    assert [article.text[a:b] for a, b in unbalanced(article)] == ["”", "“"]
    assert unbalanced(Article("a", "It rained,” she said.")) == ()


def test_marks_outside_the_paragraphs_are_not_read() -> None:
    text = "“One”\n“Two”\n“Three”"
    assert [text[q.span.start : q.span.end] for q in parse(text, [Span(6, 11)]).quotations] == ["“Two”"]


def test_a_text_without_marks_has_no_quotation() -> None:
    assert marks_of("The bank opened at nine.") == Marks((), ())
    assert parse("", [Span(0, 0)]) == Marks((), ())
    assert parse("“a”", []) == Marks((), ())


def test_outermost_leaves_out_what_stands_inside() -> None:
    text = "“He said ‘no’,” she said, “and ‘yes’.”"
    assert [text[q.span.start : q.span.end] for q in outermost(marks_of(text).quotations)] == [
        "“He said ‘no’,”",
        "“and ‘yes’.”",
    ]


HOSTILE = ["“", "”", '"', "'", "‘", "’", "«", "»", "‹", "›", "„", "‟", "‚", "‛", "``", "''"]


@pytest.mark.parametrize("mark", HOSTILE)
def test_two_hundred_thousand_marks_are_read_and_their_quotations_lie_in_the_text(mark: str) -> None:
    text = f"{mark}a {mark} b{mark}{mark}".ljust(40) * 50_000
    found = marks_of(text)
    assert len(found.quotations) + len(found.unbalanced) <= 400_000
    assert all(0 <= q.span.start <= q.inside.start <= q.inside.end <= q.span.end for q in found.quotations)
    assert max((q.span.end for q in found.quotations), default=0) <= len(text)


@pytest.mark.parametrize("between", ["", " ", "a ", " a", "a", "\n", "a\n"])
@pytest.mark.parametrize("mark", HOSTILE)
def test_marks_at_any_place_make_quotations_inside_their_paragraphs(mark: str, between: str) -> None:
    text = (mark + between) * 200
    paragraphs = [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)]
    for quotation in parse(text, paragraphs).quotations:
        assert contains(quotation.span, quotation.inside)
        assert any(contains(paragraph, quotation.span) for paragraph in paragraphs)


def test_the_work_on_each_mark_does_not_grow_with_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts how often a mark's neighbours are read, over marks of which nearly all stay open."""
    counted = 0
    original = MARK.finditer

    class Counting:
        def finditer(self, text: str, start: int, end: int) -> object:
            nonlocal counted
            for match in original(text, start, end):
                counted += 1
                yield match

    monkeypatch.setattr("onrecord.attribute.quotemarks.MARK", Counting())
    for pattern in ("“One\n", "“One ‘two\n", "“One\n‘a ‘b ‘c\n", "«One\n‚a ‚b\n"):
        work = []
        for size in (200, 400):
            counted = 0
            marks_of(pattern * size)
            work.append(counted)
        assert work[1] <= 2.2 * work[0], pattern


def test_quotations_of_one_level_do_not_overlap() -> None:
    text = "“A ‘b’ ‘c,” d “e ‘f’ «g» „h“\n“i” 'j' \"k 'l'\"\n«m «n» o» ``p'' ''q''"
    tops = outermost(marks_of(text).quotations)
    assert not any(overlaps(a.span, b.span) for a in tops for b in tops if a is not b)
