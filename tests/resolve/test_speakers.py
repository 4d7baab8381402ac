"""Behaviour of the stage as a whole, on invented articles."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Article, Paragraph, ParagraphKind, Speaker, SpeakerKind, Statement, StatementKind
from onrecord.resolve import resolve
from onrecord.spans import Span


def article(text: str) -> Article:
    paragraphs, place = [], 0
    for block in text.split("\n\n"):
        paragraphs.append(Paragraph(Span(place, place + len(block)), ParagraphKind.BODY))
        place += len(block) + 2
    return Article("a", text, paragraphs=tuple(paragraphs))


def read(marked: str) -> tuple[list[Speaker | None], tuple[Statement, ...], tuple[Speaker, ...]]:
    """The speakers of the sources that stand between ⟦ and ⟧, in order."""
    text, spans = "", []
    for piece in marked.split("⟦"):
        source, mark, rest = piece.partition("⟧")
        if mark:
            spans.append(Span(len(text), len(text) + len(source)))
        text += source + rest
    statements = tuple(
        Statement(f"s{n}", StatementKind.INDIRECT, (), (), (span,), (), 1.0, "rule", "test")
        for n, span in enumerate(spans)
    )
    done, speakers = resolve(article(text), statements)
    by_id = {speaker.id: speaker for speaker in speakers}
    return [by_id[s.speaker] if s.speaker else None for s in done], done, speakers


def names(marked: str) -> list[str | None]:
    return [speaker.name if speaker else None for speaker in read(marked)[0]]


@pytest.mark.parametrize(
    ("source", "name", "role", "country"),
    [
        ("Ukrainian Defense Minister Oleh Marchenko", "Oleh Marchenko", "Ukrainian Defense Minister", "Ukraine"),
        ("campaign spokesman Jason Quill", "Jason Quill", "campaign spokesman", None),
        ("Harbor campaign manager Ellen Harbor", "Ellen Harbor", "Harbor campaign manager", None),
        ("House Speaker Paul Orme (R-Wis.)", "Paul Orme", "House Speaker", "United States"),
        ("Rep. Tim Orme, D-Ohio,", "Tim Orme", "Rep.", "United States"),
        ("the Courier’s Robert Vale", "Robert Vale", None, None),
        (
            "Laura Pell, a professor of law at Easton University,",
            "Laura Pell",
            "professor of law at Easton University",
            None,
        ),
        ("a lawyer for the outlet, David Shaw,", "David Shaw", None, None),
        ("Ursula van der Berg", "Ursula van der Berg", None, None),
    ],
)
def test_a_name_is_split_from_its_role(source: str, name: str, role: str | None, country: str | None) -> None:
    speaker = read(f"On Monday ⟦{source}⟧ said the plan was dead.")[0][0]
    assert speaker is not None
    assert (speaker.name, speaker.kind) == (name, SpeakerKind.PERSON)
    if role:
        assert (speaker.role, speaker.country) == (role, country)


def test_surname_title_and_nickname_are_the_same_person() -> None:
    found, _, speakers = read(
        "⟦William Harrow⟧ said no. ⟦Harrow⟧ said so twice. ⟦Mr. Harrow⟧ left. Later ⟦Bill Harrow⟧ wrote a letter."
    )
    assert {speaker.name for speaker in found if speaker} == {"William Harrow"}
    assert len(speakers) == 1
    assert "Bill Harrow" in speakers[0].aliases


def test_a_surname_of_two_people_is_tied_to_neither() -> None:
    found, _, _ = read(
        "Ann Harrow met Tom Harrow in the hall.\n\nAfter it ⟦Harrow⟧ said the deal was done.\n\n⟦Mr. Harrow⟧ agreed."
    )
    assert [speaker.name for speaker in found if speaker] == ["Harrow", "Tom Harrow"]
    assert found[0] is not None
    assert "not known which" in found[0].reason


def test_an_acronym_in_brackets_names_the_organisation() -> None:
    assert (
        names("⟦The Northern Budget Office (NBO)⟧ said so. Then ⟦the NBO⟧ said more.") == ["Northern Budget Office"] * 2
    )


def test_he_and_she_go_to_the_subject_of_their_gender() -> None:
    assert names(
        "⟦Mary Coll⟧ said the bridge was safe.\n\nShe met John Park on Monday. ⟦She⟧ said it was cheap. ⟦He⟧ disagreed."
    ) == ["Mary Coll", "Mary Coll", "John Park"]


def test_two_equally_near_people_leave_the_pronoun_unknown_with_a_reason() -> None:
    found, done, _ = read("The dinner was late. With Peter Ash and Paul Birch it was loud. ⟦He⟧ said it was wrong.")
    assert found == [None]
    assert "; speaker unknown: " in done[0].reason


def test_a_name_inside_quotation_marks_is_no_antecedent() -> None:
    assert names("⟦Peter Ash⟧ said: “Paul Birch lied to us.”\n\n⟦He⟧ added that it was late.") == ["Peter Ash"] * 2


def test_an_unnamed_subject_stands_before_the_name() -> None:
    assert names("⟦Peter Ash⟧ spoke first.\n\nThe officer then opened the gate. ⟦He⟧ said it was late.")[1] is None


def test_a_definite_description_finds_the_role() -> None:
    marked = (
        "⟦Defense Minister Oleh Marchenko⟧ said no.\n\nA senior official left.\n\n⟦The defense minister⟧ said it again."
    )
    assert names(marked) == ["Oleh Marchenko"] * 2


def test_a_description_with_words_that_were_not_said_stays_apart() -> None:
    found, _, _ = read("⟦Defense Minister Oleh Marchenko⟧ said no. ⟦The finance minister⟧ said yes.")
    assert found[1] is not None
    assert (found[1].name, found[1].kind) == ("The finance minister", SpeakerKind.UNNAMED)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("a senior official, who asked not to be named", SpeakerKind.UNNAMED),
        ("one resident", SpeakerKind.UNNAMED),
        ("two people familiar with the talks", SpeakerKind.UNNAMED),
        ("residents", SpeakerKind.GROUP),
        ("Harbor’s aides", SpeakerKind.UNNAMED),
        ("the White House", SpeakerKind.ORGANISATION),
        ("the Ukrainian Defense Ministry", SpeakerKind.ORGANISATION),
        ("China", SpeakerKind.ORGANISATION),
        ("Mary Coll and John Park", SpeakerKind.GROUP),
    ],
)
def test_the_kind_of_a_source(source: str, kind: SpeakerKind) -> None:
    speaker = read(f"In a note ⟦{source}⟧ said the plan was dead.")[0][0]
    assert speaker is not None
    assert speaker.kind == kind


def test_two_unnamed_single_sources_are_not_one() -> None:
    _, _, speakers = read("⟦A source⟧ said yes. ⟦Another source⟧ said no. ⟦The source⟧ added a date.")
    assert [speaker.name for speaker in speakers] == ["A source", "Another source"]
    assert len(speakers[1].mentions) == 2


def test_known_names_are_found_in_a_headline_in_title_case() -> None:
    found, _, _ = read("⟦Harrow⟧ Slams Plan For New Bridge Tax\n\n“No,” ⟦Mary Harrow⟧ said on Monday.")
    assert [speaker.name for speaker in found if speaker] == ["Mary Harrow"] * 2


def test_i_inside_a_quotation_is_its_speaker() -> None:
    text = "Mary Coll said: “I think it is late.”"
    outer = Statement("s1", StatementKind.DIRECT, (Span(16, 37),), (), (Span(0, 9),), (Span(16, 37),), 1.0, "r", "t")
    inner = Statement("s2", StatementKind.INDIRECT, (), (), (Span(17, 18),), (), 1.0, "r", "t", within="s1")
    done, speakers = resolve(article(text), (outer, inner))
    assert [s.speaker for s in done] == ["p1", "p1"]
    assert Span(17, 18) in speakers[0].mentions


def test_i_waits_for_a_speaker_named_behind_the_quotation() -> None:
    text = "“I think it is late,” said Mary Coll."
    inner = Statement("s1", StatementKind.INDIRECT, (), (), (Span(1, 2),), (), 1.0, "r", "t", within="s2")
    outer = Statement("s2", StatementKind.DIRECT, (Span(0, 21),), (), (Span(27, 36),), (Span(0, 21),), 1.0, "r", "t")
    done, speakers = resolve(article(text), (inner, outer))
    assert [s.speaker for s in done] == ["p1", "p1"]
    assert speakers[0].name == "Mary Coll"


def test_a_statement_without_a_source_keeps_no_speaker() -> None:
    bare = Statement("s1", StatementKind.DIRECT, (Span(0, 4),), (), (), (), 1.0, "r", "t")
    assert resolve(article("“No.” Nobody came."), (bare,)) == ((bare,), ())


def test_speakers_are_numbered_in_the_order_of_their_first_source() -> None:
    _, _, speakers = read("Ann Harrow listened. ⟦Tom Birch⟧ said no. Then ⟦Ann Harrow⟧ said yes.")
    assert [(speaker.id, speaker.name) for speaker in speakers] == [("p1", "Tom Birch"), ("p2", "Ann Harrow")]


WORDS = st.sampled_from(
    [
        "Jane Doe",
        "Mr. Doe",
        "he",
        "She",
        "the minister",
        "said",
        ".",
        ",",
        "“",
        "”",
        "\n\n",
        "of",
        "and",
        "’s",
        "U.S.",
        "(R-Wis.)",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40), st.data())
def test_spans_lie_in_the_text_and_every_speaker_is_listed(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = [Span(min(pair), max(pair)) for pair in data.draw(st.lists(places, max_size=6))]
    statements = tuple(
        Statement(f"s{n}", StatementKind.INDIRECT, (), (), (span,), (), 1.0, "r", "t") for n, span in enumerate(spans)
    )
    done, speakers = resolve(article(text), statements)
    assert {s.speaker for s in done} - {None} == {speaker.id for speaker in speakers}
    for speaker in speakers:
        assert speaker.name
        assert all(0 <= m.start < m.end <= len(text) for m in speaker.mentions)


@pytest.mark.parametrize("unit", ["Jane Doe, ", "la ", "« ", "U.S. ", "A-", "The official said he left.\n\n"])
def test_hostile_repetition_takes_bounded_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    statements = tuple(
        Statement(f"s{n}", StatementKind.INDIRECT, (), (), (Span(n, n + 8),), (), 1.0, "r", "t")
        for n in range(0, len(text) - 8, 200)
    )
    started = time.process_time()
    resolve(article(text), statements)
    assert time.process_time() - started < 6
