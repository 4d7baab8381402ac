from dataclasses import replace

from onrecord.export.brat import from_text, to_text
from onrecord.export.told import Told
from onrecord.model import Statement, StatementKind
from onrecord.spans import Span


def test_the_attributions_come_back_as_they_were(told: Told) -> None:
    back = from_text(to_text(told))
    assert [(b.source, b.cue, b.content) for b in back] == [
        (s.source, s.cue, s.content) for s in told.record.statements
    ]


def test_a_line_gives_the_very_words_of_its_places(told: Told) -> None:
    text = told.record.article.text
    for line in to_text(told).splitlines():
        if line.startswith("T"):
            _, places, words = line.split("\t")
            spans = [tuple(map(int, place.split())) for place in places.partition(" ")[2].split(";")]
            assert words.split() == " ".join(text[start:end] for start, end in spans).split()


def test_a_span_over_lines_is_given_in_pieces(told: Told) -> None:
    whole = Statement(
        "s1", StatementKind.INDIRECT, (Span(0, len(told.record.article.text)),), (), (), (), 0.5, "", "rules 1"
    )
    (back,) = from_text(to_text(replace(told, record=replace(told.record, statements=(whole,)))))
    assert len(back.content) == 3
    assert back.cue == back.source == ()


def test_a_record_without_statements_is_an_empty_file(told: Told) -> None:
    assert to_text(replace(told, record=replace(told.record, statements=()))) == ""
