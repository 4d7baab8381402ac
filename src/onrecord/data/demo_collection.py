"""The demo collection: invented articles by invented outlets, and what a careful reader finds in them.

Only loads and places what lies in `demo/`; it judges nothing, and the gold never reaches the record of an article.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeAlias

from onrecord.spans import Span, Spans

Roles: TypeAlias = dict[str, Spans]


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """One page of the collection: its bytes as they would be captured, and one sentence (`note`) for the reader."""

    file: str
    as_: Literal["html", "text"]
    outlet: str
    url: str
    note: str
    data: bytes = field(repr=False)


@cache
def articles() -> tuple[DemoArticle, ...]:
    """The pages in the order in which they are best shown."""
    folder = files(__package__) / "demo"
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    return tuple(
        DemoArticle(row["file"], row["as"], row["outlet"], row["url"], row["note"], (folder / row["file"]).read_bytes())
        for row in index
    )


def gold() -> dict[str, Any]:
    """What is right for the collection; the README beside it explains the keys. A fresh copy at each call."""
    loaded: dict[str, Any] = json.loads((files(__package__) / "demo" / "gold.json").read_text(encoding="utf-8"))
    return loaded


def gold_text(entry: dict[str, Any]) -> str:
    """The text in which gold fragments are counted: an article's paragraphs without captions, a blank line apart."""
    return "\n\n".join(_counted(entry))


def placed(entry: dict[str, Any], text: str) -> dict[str, Roles]:
    """Where the gold statements of one article lie in `text`, as read from its page.

    In: an item of `gold()["articles"]`, and the article's text. Out: for each statement id the spans (code points of
    `text`) of its "source", "cue" and "content". A fragment whose paragraph is not in `text` has no span.
    """
    whole, moves = gold_text(entry), list(_moves(entry, text))
    return {
        statement["id"]: {
            role: tuple(_carried(moves, [_find(whole, fragment) for fragment in statement[role]]))
            for role in ("source", "cue", "content")
        }
        for statement in entry["statements"]
    }


def _counted(entry: dict[str, Any]) -> list[str]:
    return [paragraph["text"] for paragraph in entry["paragraphs"] if paragraph["kind"] != "caption"]


def _find(whole: str, fragment: str | dict[str, Any]) -> Span:
    words, occurrence = (fragment, 1) if isinstance(fragment, str) else (fragment["text"], fragment["occurrence"])
    at = -1
    for _ in range(occurrence):
        at = whole.index(words, at + 1)
    return Span(at, at + len(words))


def _moves(entry: dict[str, Any], text: str) -> Iterator[tuple[Span, int]]:
    """For each paragraph found in `text`, its span in the gold text and how far it has moved."""
    start = cursor = 0
    for paragraph in _counted(entry):
        at = text.find(paragraph, cursor)
        if at >= 0:
            yield Span(start, start + len(paragraph)), at - start
            cursor = at + len(paragraph)
        start += len(paragraph) + 2


def _carried(moves: list[tuple[Span, int]], spans: list[Span]) -> Iterator[Span]:
    for span in spans:
        for paragraph, move in moves:
            if paragraph.start <= span.start and span.end <= paragraph.end:
                yield Span(span.start + move, span.end + move)
