from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.frame.case import (
    Case,
    counted,
    function_pattern,
    is_named,
    listing,
    normal,
    plural,
    shown,
    within,
    words,
)
from onrecord.model import Article, ParagraphKind, Speaker, SpeakerKind, Statement
from onrecord.spans import Span

Articles = Callable[..., Article]
Statements = Callable[..., Statement]
Speakers = Callable[..., Speaker]


def cut(text: str, spans: list[Span]) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_head_is_headline_and_standfirst_and_body_the_rest(make_article: Articles) -> None:
    article = make_article("# Rain", "> More to come", "It rained.", "^ A wet street")
    case = Case(article, (), ())
    assert cut(article.text, list(case.head)) == ["Rain", "More to come"]
    assert cut(article.text, list(case.body)) == ["It rained.", "A wet street"]
    assert [case.part(span) for span in (*case.head, *case.body)] == [
        ParagraphKind.HEADLINE, ParagraphKind.STANDFIRST, ParagraphKind.BODY, ParagraphKind.CAPTION,
    ]  # fmt: skip


@pytest.mark.parametrize(("language", "english"), [(None, True), ("en", True), ("en-GB", True), ("de", False)])
def test_english_lists_are_for_english_and_for_pages_that_do_not_say(
    language: str | None, english: bool, make_article: Articles
) -> None:
    assert Case(replace(make_article("Rain."), language=language), (), ()).english is english


def test_only_who_speaks_is_a_source(
    make_article: Articles, make_statement: Statements, make_speaker: Speakers
) -> None:
    article = make_article("Ann Hill said it rained. Bo Li listened. An official said no.")
    statements = (
        make_statement(article, 1, "it rained", source="Ann Hill"),
        make_statement(article, 2, "no", source="An official", speaker="p3"),
    )
    hill, li, official = (
        make_speaker(1, "Ann Hill"), make_speaker(2, "Bo Li"), make_speaker(3, "an official", SpeakerKind.UNNAMED),
    )  # fmt: skip
    case = Case(article, statements, (hill, li, official))
    assert (case.sources, case.named, case.unnamed) == ((hill, official), (hill,), (official,))
    assert case.of(hill) == statements[:1]
    assert case.of(li) == ()


@pytest.mark.parametrize(
    ("name", "kind", "named"),
    [
        ("Ann Hill", SpeakerKind.PERSON, True),
        ("Northmere Water", SpeakerKind.ORGANISATION, True),
        ("their union", SpeakerKind.ORGANISATION, False),
        ("an official", SpeakerKind.UNNAMED, False),
        ("Ann Hill and Robert Pike", SpeakerKind.GROUP, True),
        ("many experts", SpeakerKind.GROUP, False),
        ("Residents of the old town", SpeakerKind.GROUP, False),
    ],
)
def test_a_group_is_named_only_when_it_is_made_of_names(
    name: str, kind: SpeakerKind, named: bool, make_speaker: Speakers
) -> None:
    assert is_named(make_speaker(1, name, kind)) is named


def test_words_are_compared_in_pieces_and_counted_as_people_count() -> None:
    text = "Mum-of-three can’t pay 9,000 crowns — “twice”, at 6.30 (or 7)."
    whole = [Span(0, len(text))]
    assert cut(text, list(words(text, whole)))[:6] == ["Mum", "of", "three", "can’t", "pay", "9"]
    assert cut(text, list(counted(text, whole))) == [
        "Mum-of-three", "can’t", "pay", "9,000", "crowns", "twice", "at", "6.30", "or", "7",
    ]  # fmt: skip


def test_words_are_taken_only_from_inside_the_spans() -> None:
    assert cut("one two three", list(words("one two three", [Span(8, 13), Span(0, 5)]))) == ["three", "one", "t"]


def test_words_compare_without_case_apostrophes_and_compatibility_forms() -> None:
    assert normal("DON’T") == normal("don't") == "dont"
    assert normal("ﬁre") == "fire"


def test_negations_and_stems_are_found_as_words() -> None:
    negation = function_pattern("negation")
    assert all(negation.search(cue) for cue in ("did not say", "hasn’t said", "declined to say", "NEVER said"))
    assert not any(negation.search(cue) for cue in ("noted", "said", "knotted"))


def test_a_span_lies_within_another_when_both_ends_do() -> None:
    assert within([Span(0, 4), Span(6, 9)], Span(6, 9))
    assert not within([Span(0, 4), Span(6, 9)], Span(3, 7))


def test_words_for_a_message_are_one_printable_line_that_is_cut_when_long() -> None:
    assert shown("a\n b\u202ec\x1b") == "a b⟨U+202E⟩c⟨U+001B⟩"
    assert shown("word " * 100).endswith(" word …")
    assert len(shown("word " * 100)) <= 162


def test_counts_and_lists_read_as_prose() -> None:
    assert (plural(1, "statement"), plural(2, "statement")) == ("1 statement", "2 statements")
    assert listing(["a", "b"]) == "“a”, “b”"
    assert listing("abcdefg", 3) == "“a”, “b”, “c” and 4 more"


@pytest.mark.parametrize(
    ("unit", "number"), [(".", 0), ("-", 0), ("’", 0), ("a-", 1), ("a.,", 1_000_000), ("a ", 1_000_000)]
)
def test_counting_ends_on_hostile_text(unit: str, number: int) -> None:
    text = unit * 1_000_000
    assert sum(1 for _ in counted(text, [Span(0, len(text))])) == number
