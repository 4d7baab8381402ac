"""Statements from candidates: joined, continued, nested, with kind, quotations, confidence, reason and method."""

import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from types import FrameType
from typing import TYPE_CHECKING

import pytest

from onrecord.attribute.assemble import statements
from onrecord.attribute.candidates import RULES
from onrecord.attribute.neighbours import candidates
from onrecord.attribute.quotemarks import parse
from onrecord.data import table
from onrecord.model import Article, ParagraphKind, Statement, StatementKind
from onrecord.spans import Span, contains

if TYPE_CHECKING:
    from _typeshed import TraceFunction

Reported = Callable[[str], list[str]]
Attributed = Callable[[str], tuple[Statement, ...]]
Make = Callable[[str], Article]

STORY = """Minister: dam is safe
The Wenn dam is “perfectly safe”, Transport Minister Ilva Brandt said on Monday, as engineers “checked” the wall.
“The dam,” Brandt told reporters, “will outlive us all. Robert Pike told me ‘it is a marvel’ last year.”
Nobody in the hall laughed.
“We looked at every stone.
“Every single one,” she said. “Twice.”
Pike, who runs the water firm, said the spillway leaked but denied that anybody had been warned.
The claim that the spillway was dry was met with laughter. According to two officials, the council was told in May.
The council issued the following statement:
“We were not told. We would have acted.”
The ministry was shut all day."""


def quotations(text: str, statement: Statement) -> list[str]:
    return [text[a:b] for a, b in statement.quotations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The dam,” Brandt said, “is safe.”", "Brandt | said | “The dam,” + “is safe.”"),
        ("“The dam is safe,” Brandt said. “It will hold.”", "Brandt | said | “The dam is safe,” + “It will hold.”"),
        (
            "“The dam is safe,” said Brandt. “It will hold.” “For ever.”",
            "Brandt | said | “The dam is safe,” + “It will hold.” + “For ever.”",
        ),
        (
            "“The dam is safe,” Brandt said.\n“It will hold. For ever.”",
            "Brandt | said | “The dam is safe,” + “It will hold. For ever.”",
        ),
        (
            "“The dam is safe,” Brandt said. “It will hold.\n“For ever.”",
            "Brandt | said | “The dam is safe,” + “It will hold. + “For ever.”",
        ),
        ("Brandt said: “The dam is safe.” “It will hold.”", "Brandt | said | “The dam is safe.” + “It will hold.”"),
        (
            "Brandt said the dam was “a marvel.” “It will hold.”",
            "Brandt | said | the dam was “a marvel.” + “It will hold.”",
        ),
    ],
)
def test_a_split_or_continued_quotation_is_one_statement(reported: Reported, text: str, expected: str) -> None:
    assert reported(text) == [expected]


@pytest.mark.parametrize("again", ["“", ""], ids=["mark repeated", "mark not repeated"])
def test_a_quotation_over_paragraphs_is_the_statement_of_the_one_who_closes_it(reported: Reported, again: str) -> None:
    text = f"“The dam is safe.\n{again}It will hold.\n{again}For ever,” Brandt said."
    assert reported(text) == [f"Brandt | said | “The dam is safe. + {again}It will hold. + {again}For ever,”"]


@pytest.mark.parametrize(
    "text",
    [
        "“The dam is safe,” Brandt said. He left the hall. “It will hold.”",
        "“The dam is safe,” Brandt said. Nobody answered.\n“It will hold.”",
    ],
)
def test_a_quotation_after_another_sentence_stays_without_a_speaker(reported: Reported, text: str) -> None:
    assert reported(text) == ["Brandt | said | “The dam is safe,”"]


def test_a_quotation_with_its_own_clause_is_a_statement_of_its_own(reported: Reported) -> None:
    assert reported("“The dam is safe,” Brandt said. “It leaks,” said Pike.") == [
        "Brandt | said | “The dam is safe,”",
        "Pike | said | “It leaks,”",
    ]


def test_a_quotation_over_paragraphs_is_not_shared_out_between_two_speakers(reported: Reported) -> None:
    assert reported("“The dam is safe,” Brandt said.\n“It leaks.\n“It always has,” Pike said.") == [
        "Brandt | said | “The dam is safe,”",
        "Pike | said | “It leaks. + “It always has,”",
    ]


def test_an_announcement_takes_the_quotations_below_it(reported: Reported) -> None:
    text = (
        "Ilva Brandt issued the following statement:\n“The dam is safe. It will hold.”\n“For ever.”\nNobody answered."
    )
    assert reported(text) == [
        "Ilva Brandt | issued the following statement | “The dam is safe. It will hold.” + “For ever.”"
    ]


def test_an_announcement_that_nothing_follows_is_no_statement(reported: Reported) -> None:
    assert reported("Ilva Brandt issued the following statement:\nThe dam was shut on Monday.") == []
    assert reported("Ilva Brandt issued the following statement:") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“The dam is safe,” Brandt said.", StatementKind.DIRECT),
        ("“The dam,” Brandt said, “is safe.”", StatementKind.DIRECT),
        ("Brandt said: “The dam is safe.”", StatementKind.DIRECT),
        ("Brandt said the dam was safe.", StatementKind.INDIRECT),
        ("Brandt said that the ’90s were over.", StatementKind.INDIRECT),
        ("Brandt said the dam was “safe”.", StatementKind.MIXED),
        ("Brandt said: “The dam is safe”, and it would hold.", StatementKind.MIXED),
        ("Brandt said the dam was “a marvel.” “It will hold.”", StatementKind.MIXED),
    ],
)
def test_the_kind_says_how_much_stands_inside_marks(attributed: Attributed, text: str, kind: StatementKind) -> None:
    (statement,) = attributed(text)
    assert statement.kind is kind


def test_quotations_are_the_marked_parts_of_the_content_marks_included(attributed: Attributed) -> None:
    text = "The “old” dam stood. “The dam,” Brandt said, “is ‘safe’.” Brandt called it “a marvel” of “the age”."
    first, second = attributed(text)
    assert quotations(text, first) == ["“The dam,”", "“is ‘safe’.”", "‘safe’"]
    assert quotations(text, second) == ["“a marvel”", "“the age”"]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“Pike told me that ‘the dam leaks’ last year,” Brandt said.", "Pike | told | that ‘the dam leaks’ last year"),
        ("‘Pike said: “The dam leaks”,’ Brandt told reporters.", "Pike | said | “The dam leaks”"),
        ("«Pike said: „The dam leaks“», Brandt told reporters.", "Pike | said | „The dam leaks“"),
    ],
)
def test_who_is_quoted_inside_a_quotation_is_within_the_outer_statement(
    attributed: Attributed, reported: Reported, text: str, inner: str
) -> None:
    outer, nested = attributed(text)
    assert nested.within == outer.id
    assert outer.within is None
    assert reported(text)[1] == inner


def test_words_quoted_inside_a_quotation_without_a_clause_make_no_statement(reported: Reported) -> None:
    assert len(reported("“They gave me ‘The Long Tide’ to read,” Brandt said.")) == 1


def test_speech_inside_indirect_speech_is_part_of_it_and_a_statement_within_it(attributed: Attributed) -> None:
    outer, inner = attributed("Brandt said Pike had told him that the dam leaked.")
    assert (outer.within, inner.within) == (None, outer.id)
    assert contains(outer.content[0], inner.content[0])


def test_a_headline_may_name_its_speaker_before_a_colon(make_article: Make) -> None:
    article = make_article("Brandt: dam will hold\nPike: dam will break")
    head, body = article.paragraphs
    (statement,) = statements(replace(article, paragraphs=(replace(head, kind=ParagraphKind.HEADLINE), body)), "rules")
    assert [article.text[a:b] for a, b in (*statement.source, *statement.content)] == ["Brandt", "dam will hold"]


def test_an_unclosed_mark_does_not_swallow_what_follows_its_paragraph(reported: Reported) -> None:
    text = "“The dam is safe, Brandt said.\nThe bank was shut.\nPike said: “It leaks.” The ministry was shut."
    assert reported(text) == ["Pike | said | “It leaks.”"]


def test_a_story_is_read_as_a_reader_would(reported: Reported) -> None:
    lines = reported(STORY)
    assert "Transport Minister Ilva Brandt | said | The Wenn dam is “perfectly safe”" in lines
    assert (
        "Brandt | told | “The dam,” + “will outlive us all. Robert Pike told me ‘it is a marvel’ last year.”" in lines
    )
    assert "she | said | “We looked at every stone. + “Every single one,” + “Twice.”" in lines
    assert "two officials | According to | the council was told in May" in lines
    assert " | claim | that the spillway was dry" in lines
    assert "The council | issued the following statement | “We were not told. We would have acted.”" in lines


def test_statements_come_in_order_numbered_with_reason_method_and_confidence(attributed: Attributed) -> None:
    found = attributed(STORY)
    patterns = {row["rule"]: row["pattern"] for row in table("en", "rules.tsv")}
    assert [s.id for s in found] == [f"s{n}" for n in range(1, len(found) + 1)]
    assert [s.content[0].start for s in found] == sorted(s.content[0].start for s in found)
    for statement in found:
        rule, _, words = statement.reason.removeprefix("rule ").partition(": ")
        assert patterns[rule] == words
        assert statement.method == RULES
        assert 0 <= statement.confidence <= 1
        assert statement.speaker is None


def test_spans_lie_in_the_text_and_contents_are_in_order_and_apart(attributed: Attributed) -> None:
    for statement in attributed(STORY):
        for span in (*statement.content, *statement.cue, *statement.source, *statement.quotations):
            assert contains(Span(0, len(STORY)), span)
            assert span.start < span.end
        assert all(a.end < b.start for a, b in pairwise(statement.content))
        assert statement.cue
        assert statement.content


def test_candidates_below_the_threshold_are_kept_for_those_who_weigh_them(make_article: Make) -> None:
    article = make_article("Brandt fixed the dam. “No,” Brandt said.")
    marks = parse(article.text, (p.span for p in article.paragraphs)).quotations
    assert {c.rule for c in candidates(article, marks)} >= {"after-quotation"}
    assert len(statements(article, "rules")) == 1


@pytest.mark.parametrize("text", ["", "\n\n", "No.", "“”", "“", "‘’ said", "said", ":", "“a” “b”", "\x00\x07“\u202e”"])
def test_a_text_without_reports_has_no_statements(attributed: Attributed, text: str) -> None:
    assert attributed(text) == ()


def test_an_article_without_paragraphs_has_no_statements() -> None:
    assert statements(Article("a", "“No,” Brandt said.")) == ()


HOSTILE = [
    "“Yes,” he said. ",
    "“Yes.” ",
    "“He said ‘no,’ she added.” ",
    "He said: “a.” ",
    "“Yes,” he said.\n",
    "“One.\n“Two.\n",
    "he said that ",
    "“yes” he said, ",
    "his claim that he ",
    "according to a ",
    ", adding ",
    "was told by ",
    "“a ",
    "'a ",
    "„",
    "Ann and ",
    "the man, ",
    "a: ",
    "( a ",
    "said ",
]


@pytest.mark.parametrize("pattern", HOSTILE)
def test_a_text_that_repeats_one_pattern_is_read_to_its_end(attributed: Attributed, pattern: str) -> None:
    text = pattern * (16_000 // len(pattern))
    for statement in attributed(text):
        assert statement.content[-1].end <= len(text)


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of Python the work takes: a measure that no other process disturbs."""
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> "TraceFunction":
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("pattern", HOSTILE)
def test_four_times_the_text_is_not_much_more_than_four_times_the_work(make_article: Make, pattern: str) -> None:
    statements(make_article(pattern), "rules")
    few, many = (make_article(pattern * size) for size in (80, 320))
    assert lines_run(lambda: statements(many, "rules")) <= 6 * lines_run(lambda: statements(few, "rules"))
