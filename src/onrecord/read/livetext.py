"""The entries of a live blog: which of its paragraphs belong to one entry.

Entries are elements of the same kind in one element, three or more, that hold most of the text; and either the page
says that it is a live blog, or most of them begin with a time of day. Their text is not changed and nothing is put in
order: an entry is a span of the article. Any other page has none.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from onrecord.model import ParagraphKind
from onrecord.read.blocks import BODY, Block, Place
from onrecord.read.parts import Part
from onrecord.spans import Span, Spans

_TIME: Final = re.compile(r"\b(?:[01]?\d|2[0-3])[:.h][0-5]\d\b|\b\d{1,2} ?[ap]\.?m\b|\b\d+ ?(?:min|hour|hr)s?\b", re.I)
_NUMBER: Final = re.compile(r"\d+")
_LEAST: Final = 3
_MOST_OF: Final = 0.6
_LONGEST_TIME: Final = 60
_SEARCHED: Final = 3
_PARAGRAPHS: Final = frozenset(("p", "h1", "h2", "h3", "h4", "td", "tr"))
_BODY_KINDS: Final = (ParagraphKind.BODY, ParagraphKind.CAPTION, ParagraphKind.PULL_QUOTE)


def entries(page: Sequence[Block], parts: Sequence[Part], spans: Sequence[Span], *, live: bool) -> Spans:
    """The spans of the entries in the article's text; `spans` are those of its parts, `live` whether the page says that
    it is a live blog."""
    if not live and sum(map(_is_time, page)) < _LEAST:
        return ()
    own = {part.block: span for part, span in zip(parts, spans, strict=True) if part.kind in _BODY_KINDS}
    total = sum(span.end - span.start for span in own.values())
    best: list[list[int]] = []
    for group in _groups(page, [number for number in own if number is not None]):
        if _share(group, own, total) >= _MOST_OF and len(group) > len(best) and (live or _timed(page, group)):
            best = group
    found = (sorted(own[number] for number in entry) for entry in best)
    return tuple(sorted(Span(entry[0].start, entry[-1].end) for entry in found))


def _groups(page: Sequence[Block], used: Sequence[int]) -> Iterator[list[list[int]]]:
    """The blocks of elements of one kind in one element, element by element; elements with three like them."""
    members: dict[tuple[int, str, str], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number in used:
        for place in _chain(page[number].place):
            if place.tag in _PARAGRAPHS:
                continue
            kind = ((place.around or BODY).number, place.tag, _NUMBER.sub("", place.names))
            members[kind][place.number].append(number)
    yield from (list(group.values()) for group in members.values() if len(group) >= _LEAST)


def _chain(place: Place) -> Iterator[Place]:
    walk: Place | None = place
    while walk is not None and walk.around is not None:
        yield walk
        walk = walk.around


def _share(group: Sequence[Sequence[int]], own: dict[int | None, Span], total: int) -> float:
    size = sum(own[number].end - own[number].start for entry in group for number in entry)
    return size / (total or 1)


def _timed(page: Sequence[Block], group: Sequence[Sequence[int]]) -> bool:
    """Whether most entries have a time of day as a line of its own at their beginning."""
    return sum(_has_time(page, min(entry)) for entry in group) >= _MOST_OF * len(group)


def _has_time(page: Sequence[Block], first: int) -> bool:
    near = page[max(0, first - _SEARCHED) : first + 1]
    return any(map(_is_time, near))


def _is_time(block: Block) -> bool:
    return len(block.text) <= _LONGEST_TIME and bool(_TIME.search(block.text))
