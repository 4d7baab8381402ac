"""A record built by hand, about invented people: what the views and exports are tried on without any reading."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.cli import inputs
from onrecord.errors import OnRecordError
from onrecord.model import (
    Article,
    Damage,
    Dated,
    Dropped,
    Finding,
    Link,
    Outlet,
    Paragraph,
    ParagraphKind,
    Record,
    Reporting,
    Sheet,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
    StatementKind,
)
from onrecord.spans import Span, Spans

pytest_plugins = ["tests.told", "tests.website"]

HEADLINE = "Ferry minister admits pier “was never safe”"
FIRST = "The pier “was never safe,” Transport Minister Ilva Brandt said, as the harb,01,our stayed closed."
SECOND = "“Brandt told me that the money had gone,” claimed an official. The council gave no reply."
TEXT = f"{HEADLINE}\n\n{FIRST}\n\n{SECOND}"


def place(words: str, text: str = TEXT, after: int = 0) -> Span:
    """Where the words stand in the text."""
    start = text.index(words, after)
    return Span(start, start + len(words))


def _paragraphs() -> tuple[Paragraph, ...]:
    kinds = (ParagraphKind.HEADLINE, ParagraphKind.BODY, ParagraphKind.BODY)
    return tuple(Paragraph(place(words), kind) for words, kind in zip((HEADLINE, FIRST, SECOND), kinds, strict=True))


def _article() -> Article:
    return Article(
        id="a1",
        text=TEXT,
        url="https://harbour-post.example/pier",
        title=HEADLINE,
        byline=("Ann Vale", "Tom Reed"),
        outlet=Outlet("The Harbour Post", "harbour-post.example"),
        published=Dated("2023-08-01", "json-ld"),
        modified=Dated("2023-08-03T10:00:00Z", "furniture line “Updated: Aug 3, 2023”"),
        language="en",
        paragraphs=_paragraphs(),
        links=(Link(place("harb,01,our"), "https://harbour-post.example/harbour"),),
        damage=(Damage(place("harb,01,our"), "harb,01,our", "harbour", 0.91234, "digits and commas inside a word"),),
        dropped=(Dropped("Share this", "share line"), Dropped("Advertisement", "advertising")),
    )


def _statement(id_: str, content: str, cue: str, source: Span, speaker: str) -> Statement:
    span = place(content)
    quoted = content.startswith("“")
    return Statement(
        id=id_,
        kind=StatementKind.DIRECT if quoted else StatementKind.INDIRECT,
        content=(span,),
        cue=(place(cue),),
        source=(source,),
        quotations=(span,) if quoted else (),
        confidence=0.87654,
        reason="quotation with a reporting clause after it",
        method="rules/1",
        speaker=speaker,
        reporting=Reporting(cue, None, None, "not tested"),
    )


def _statements() -> tuple[Statement, ...]:
    claimed = _statement("s2", "“Brandt told me that the money had gone,”", "claimed", place("an official"), "p2")
    told = _statement("s3", "the money had gone", "told", place("Brandt", after=place("Brandt told").start), "p1")
    return (
        _statement("s1", "“was never safe,”", "said", place("Ilva Brandt"), "p1"),
        replace(claimed, reporting=Reporting("claim", Stance.DISTANCING, -0.61236, "MegaVeridicality")),
        replace(told, within="s2"),
    )


def _speakers() -> tuple[Speaker, ...]:
    mentions = (place("Ilva Brandt"), place("Brandt", after=place("Brandt told").start))
    return (
        Speaker(
            "p1", "Ilva Brandt", SpeakerKind.PERSON, "Transport Minister", None, ("Brandt",), mentions, "same surname"
        ),
        Speaker("p2", "an official", SpeakerKind.UNNAMED, None, None, (), (place("an official"),), "no name given"),
    )


def _sheet() -> Sheet:
    findings = (
        Finding(
            "distancing-cue", "The reporting word “claimed” sets the reader against the words.", (place("claimed"),)
        ),
        Finding("damaged-word", "A word seems to be broken by the copying.", (place("harb,01,our"),)),
    )
    return Sheet(3, 1, 1, True, 0.23456, {"p1": 7, "p2": 8}, findings)


@pytest.fixture
def record() -> Record:
    """Three statements (one nested) by two speakers, with a link, a damaged word and dropped lines."""
    return Record(_article(), _statements(), _speakers(), _sheet())


@pytest.fixture
def plain_record() -> Callable[..., Record]:
    """Make a record of a bare text and some statements given as content spans, without speakers."""

    def make(text: str, *contents: Spans, within: str | None = None) -> Record:
        statements = tuple(
            Statement(f"s{n}", StatementKind.INDIRECT, content, (), (), (), 0.5, "by hand", "test/1", within=within)
            for n, content in enumerate(contents, start=1)
        )
        return Record(Article("a", text), statements, (), Sheet(len(statements), 0, 0, False, 0.0, {}, ()))

    return make


@pytest.fixture
def pages(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages whose name has “bad” in it cannot be read, “clean” ones have no finding, all others are the record."""

    def read(page: str, as_: inputs.Format | None, method: inputs.Method | None) -> Record:
        if "bad" in page:
            raise OnRecordError("OR101", page, "Check the path.")
        if "clean" in page:
            sheet = Sheet(3, 1, 1, True, 0.2, {}, ())
            return Record(record.article, record.statements, record.speakers, sheet)
        return record

    monkeypatch.setattr(inputs, "_read", read)
