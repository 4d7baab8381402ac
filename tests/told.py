"""A small archive to search in: articles of invented outlets in which invented people say things."""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from onrecord.archive import store
from onrecord.archive.connect import Archive, open_archive, writing
from onrecord.model import (
    Article,
    Dated,
    Outlet,
    Paragraph,
    ParagraphKind,
    Record,
    Reporting,
    Sheet,
    Source,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
    StatementKind,
)
from onrecord.spans import Span

Line = tuple[str, str | None, str]
"""Who (in small letters: unnamed), in which role, said what (in curly quotation marks: direct)."""

POST, CHRONICLE = Outlet("The Harbour Post", "harbour-post.example"), Outlet("Ardale Chronicle", "ardale.example")
MINISTER = "Transport Minister"


def told(id_: str, title: str, outlet: Outlet, day: str | None, lines: Iterable[Line]) -> Record:
    """The record of an article that reports these lines, each as a sentence of its own with “said”."""
    text, statements, speakers = title, list[Statement](), dict[str, Speaker]()
    for number, (name, role, words) in enumerate(lines, start=1):
        start = len(text) + 2
        text += f"\n\n{words} {name} said."
        end = start + len(words)
        source, cue = Span(end + 1, end + 1 + len(name)), Span(len(text) - 5, len(text) - 1)
        content, direct = Span(start, end), words.startswith("“")
        kind = SpeakerKind.UNNAMED if name.islower() else SpeakerKind.PERSON
        aliases = (name.split()[-1],) if " " in name and not name.islower() else ()
        known = speakers.setdefault(
            name, Speaker(f"p{len(speakers) + 1}", name, kind, role, None, aliases, (source,), "named in full")
        )
        statements.append(
            Statement(
                id=f"s{number}",
                kind=StatementKind.DIRECT if direct else StatementKind.INDIRECT,
                content=(content,),
                cue=(cue,),
                source=(source,),
                quotations=(content,) if direct else (),
                confidence=0.9,
                reason="by hand",
                method="test/1",
                speaker=known.id,
                reporting=Reporting("say", Stance.NEUTRAL, 0.0, "by hand"),
            )
        )
    published = Dated(day, "by hand") if day else None
    paragraphs = (Paragraph(Span(0, len(title)), ParagraphKind.HEADLINE),)
    article = Article(id_, text, title=title, outlet=outlet, published=published, paragraphs=paragraphs)
    sheet = Sheet(len(statements), len(speakers), 0, False, 0.0, {}, ())
    return Record(article, tuple(statements), tuple(speakers.values()), sheet)


def put(archive: Archive, *records: Record, page: str | None = None, fetched: str | None = None) -> None:
    """Put the records into the archive, each as a page of its own, or as versions of one page."""
    with writing(archive) as connection:
        run = store.begin_run(connection, "add", {}, "test/1")
        for record in records:
            data = record.article.text.encode()
            place = page or f"{record.article.id}.txt"
            source = Source(place, data, "text/plain", hashlib.sha256(data).hexdigest(), fetched=fetched)
            store.put(connection, run, store.Read(source, record), keep_bytes=False)


def press() -> tuple[Record, ...]:
    """The articles: ferries, dues and a weir."""
    return (
        told(
            "a1",
            "Ferry minister on dues",
            POST,
            "2023-08-01",
            [
                ("Ilva Brandt", MINISTER, "the ferry timetable will change in spring"),
                ("Ilva Brandt", MINISTER, "“harbour dues are a tax on islanders, and the tax will go,”"),
                ("an official", "official", "the pier was never safe"),
            ],
        ),
        told(
            "a2",
            "Late again",
            CHRONICLE,
            "2023-09-10T06:00:00Z",
            [
                ("Olaf Brandt", "skipper", "“the ferries don’t leave on time,”"),
                ("Ilva Brandt", "minister", "immigration officers will check ferries"),
            ],
        ),
        told("a3", "Notes", Outlet(), None, [("Ida Waters", None, "the dues are his/her problem at the café")]),
        told("a4", "Weir holds", POST, "2022-01-05", [("Water Board", None, "the weir is safe, and taxes pay for it")]),
    )


@pytest.fixture(name="told")
def told_fixture() -> Callable[..., Record]:
    """Make the record of an article."""
    return told


@pytest.fixture(name="put")
def put_fixture() -> Callable[..., None]:
    """Put records into an archive."""
    return put


@pytest.fixture
def library(archive: Archive) -> Archive:
    """The archive of the test, on either back end, with the press in it."""
    put(archive, *press())
    return archive


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The press in an SQLite archive that commands find by themselves."""
    path = tmp_path / "press.db"
    with open_archive(str(path), create=True) as archive:
        put(archive, *press())
    monkeypatch.setenv("ONRECORD_ARCHIVE", str(path))
    return path
