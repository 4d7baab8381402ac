"""A record of an invented article with all that an export can trip over, and the trace of one quotation: a character
outside the basic plane, statements that nest, content in two pieces, a control character, markup in the title."""

import pytest

from onrecord.export.told import Told
from onrecord.model import (
    Article,
    Credit,
    Dated,
    Derivation,
    Descent,
    DescentKind,
    Outlet,
    Paragraph,
    ParagraphKind,
    Reading,
    Record,
    Sheet,
    Speaker,
    SpeakerKind,
    Statement,
    StatementKind,
    Utterance,
)
from onrecord.spans import Span

HEAD = "\U0001f6a2 The pier & the <b>harbour</b>"
ONE = "“The pier stays shut,” Ilva Brandt said. “Ask the council, which said it had no money.”"
TWO = "A clerk added that the gate\x01 was “stuck”."
TEXT = "\n\n".join((HEAD, ONE, TWO))
ID = "a0011223344556677"


def at(words: str) -> Span:
    """Where these words stand in the text."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def statement(  # noqa: PLR0913, PLR0917 - what a statement is made of
    name: str,
    kind: StatementKind,
    content: tuple[str, ...],
    cue: str,
    source: str,
    speaker: str | None,
    within: str | None = None,
    quotations: tuple[str, ...] = (),
) -> Statement:
    return Statement(
        name, kind, tuple(map(at, content)), (at(cue),), (at(source),), tuple(map(at, quotations)), 0.9,
        "reporting words 0.95", "tagger 2", speaker, within,
    )  # fmt: skip


FIRST, SECOND = "“The pier stays shut,”", "“Ask the council, which said it had no money.”"
STATEMENTS = (
    statement("s1", StatementKind.DIRECT, (FIRST, SECOND), "said", "Ilva Brandt", "p1", quotations=(FIRST, SECOND)),
    statement("s2", StatementKind.INDIRECT, ("it had no money",), "which said", "the council", None, "s1"),
    statement(
        "s3", StatementKind.MIXED, ("that the gate\x01 was “stuck”",), "added", "A clerk", "p2", quotations=("“stuck”",)
    ),
)
SPEAKERS = (
    Speaker(
        "p1",
        "Ilva Brandt",
        SpeakerKind.PERSON,
        "harbour master",
        None,
        ("Brandt",),
        (at("Ilva Brandt"),),
        "named",
        "Q1",
    ),
    Speaker("p2", "A clerk", SpeakerKind.UNNAMED, None, None, (), (at("A clerk"),), "a description"),
)


def paragraphs() -> tuple[Paragraph, ...]:
    kinds = (ParagraphKind.HEADLINE, ParagraphKind.BODY, ParagraphKind.BODY)
    return tuple(Paragraph(at(words), kind) for words, kind in zip((HEAD, ONE, TWO), kinds, strict=True))


def reading(name: str, outlet: str, date: str | None, text: str) -> Reading:
    article = name.partition("#")[0]
    return Reading(name, article, f"https://{outlet}/x", outlet, date, "json-ld", (Span(0, 5),), text, "Ilva Brandt")


@pytest.fixture
def told() -> Told:
    article = Article(
        ID, TEXT, "https://post.example/pier#top", HEAD, ("Ada van der Vane", "Staff"),
        Outlet("Harbour Post", "post.example"),
        Dated("2031-05-06T07:08:09Z", "json-ld"), Dated("2031-05-07", "meta"), language="en", paragraphs=paragraphs(),
        credits=(Credit("Wire One", None, "byline", 0.9),),
    )  # fmt: skip
    record = Record(article, STATEMENTS, SPEAKERS, Sheet(3, 1, 1, True, 0.3, {"p1": 10}, ()))
    readings = (
        reading("b1#s4", "wire.example", "2031-05-05", "“The pier remains shut.”"),
        reading(f"{ID}#s1", "post.example", "2031-05-06", FIRST),
    )
    descent = Descent("b1#s4", f"{ID}#s1", DescentKind.COPIED, 0.83, ("later by a day", "the same words"))
    utterance = Utterance("u1", "Ilva Brandt", "b1#s4", readings, (), (descent,), (), "lineage 1")
    derivation = Derivation(ID, "b1", 0.8, False, 0.9, (), ("shares 80 % of its words",), "lineage 1")
    return Told(record, (utterance,), (derivation,))
