"""Anchors: the words that a correction means, kept so that they are found again in another reading of their page.

An anchor is a text quote selector (the words, some before and some after) and a text position selector in one, after
the W3C Web Annotation Data Model, sections 4.2.4 and 4.2.5. It is looked for in its own place, then word for word
elsewhere, then with quotation marks, dashes and white space set alike. Where it is not clear which words are meant
there is no answer: a correction that is shown as lost is better than one on the wrong statement.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Any, Final, Literal, TypeAlias

from onrecord.spans import Span, Spans

How: TypeAlias = Literal["in its place", "word for word", "but for its typography"]

_LOOSEST_FIRST: Final[tuple[How, ...]] = ("but for its typography", "word for word", "in its place")
CONTEXTS: Final = (32, 64, 128, 256)
LEAST: Final = 16
LONG_ENOUGH: Final = 24
_WORD: Final = re.compile(r"\w+")
# What differs between two captures of the same words: white space, marks, dashes, dots, soft hyphens and joiners.
_LOOSE: Final = re.compile(r"\s+|[“”„‟«»″]|[‘’‚‛′]|[‐‑‒–—―−]|…|[\u00ad\u200b-\u200d\u2060\ufeff]+")


@dataclass(frozen=True, slots=True)
class Anchor:
    """`exact` stood at `start` to `end`, between `prefix` and `suffix`; `only`, where it stood nowhere else."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    only: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where an anchor's words stand in a text, and how they were found."""

    span: Span
    how: How


def anchor(text: str, span: Span) -> Anchor:
    """The anchor of a span, its context long enough that the words with either side stand only once in the text.

    At most 256 characters a side, also where that is not enough: the text then says the same thing twice.
    """
    start, end = span
    exact = text[start:end]
    prefix = next(
        (p for p in _before(text, start) if _once(text, p + exact)), text[max(0, start - CONTEXTS[-1]) : start]
    )
    suffix = next((s for s in _after(text, end) if _once(text, exact + s)), text[end : end + CONTEXTS[-1]])
    return Anchor(exact, prefix, suffix, start, end, _once(text, exact))


def locate(text: str, anchor: Anchor) -> Place | None:
    """Where the words are in `text`: only where no other place could be meant as well, else `None`."""
    start, end = anchor.start, anchor.end
    around = anchor.prefix + anchor.exact + anchor.suffix
    at = start - len(anchor.prefix)
    if at >= 0 and text.startswith(around, at):
        return Place(Span(start, end), "in its place")
    if found := _search(text, anchor):
        return Place(found, "word for word")
    loose, even = _loosened(text), _loosened_anchor(anchor)
    found = _search(loose.text, even) if even.exact else None
    return (
        Place(Span(loose.old(found.start), loose.old(found.end - 1) + 1), "but for its typography") if found else None
    )


def to_json(anchor: Anchor) -> dict[str, Any]:
    """The anchor as plain values."""
    return {
        "exact": anchor.exact,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
        "start": anchor.start,
        "end": anchor.end,
        "only": anchor.only,
    }


def from_json(value: Mapping[str, Any]) -> Anchor:
    """The anchor of plain values. Raises ValueError, KeyError or TypeError where they are none."""
    exact, prefix, suffix = (value[name] for name in ("exact", "prefix", "suffix"))
    start, end = value["start"], value["end"]
    if not all(isinstance(words, str) for words in (exact, prefix, suffix)) or not exact.strip():
        raise ValueError("an anchor has no words")
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        raise ValueError("an anchor has no place")
    return Anchor(exact, prefix, suffix, start, end, value.get("only") is True)


def anchors(text: str, spans: Iterable[Span]) -> list[dict[str, Any]]:
    """The anchors of several spans, as plain values."""
    return [to_json(anchor(text, span)) for span in spans]


def located(text: str, values: Sequence[Mapping[str, Any]]) -> tuple[Spans, How] | None:
    """The spans of several anchors, and the least exact way in which one was found; `None` where one is not."""
    places = [locate(text, from_json(value)) for value in values]
    found = [place for place in places if place]
    if len(found) < len(places):
        return None
    ways = {place.how for place in found}
    return tuple(place.span for place in found), next((way for way in _LOOSEST_FIRST if way in ways), "in its place")


def words_in(text: str, spans: Iterable[Span]) -> Spans:
    """The words that spans hold, each with its place: equal for two contents that differ in marks and stops alone."""
    return tuple(Span(*match.span()) for start, end in sorted(spans) for match in _WORD.finditer(text, start, end))


def _before(text: str, start: int) -> Iterator[str]:
    return (text[max(0, start - length) : start] for length in CONTEXTS)


def _after(text: str, end: int) -> Iterator[str]:
    return (text[end : end + length] for length in CONTEXTS)


def _once(text: str, words: str) -> bool:
    first = text.find(words)
    return first >= 0 and text.find(words, first + 1) < 0


def _search(text: str, anchor: Anchor) -> Span | None:
    """The only place of the words: with both sides, else with one, else alone where they stood alone before."""
    size, before = len(anchor.exact), len(anchor.prefix)
    if before + len(anchor.suffix) >= LEAST:
        whole = anchor.prefix + anchor.exact + anchor.suffix
        at = text.find(whole)
        if at >= 0:
            return Span(at + before, at + before + size) if text.find(whole, at + 1) < 0 else None
    lengths = (*CONTEXTS[::-1], LEAST) if anchor.only else CONTEXTS[-1:]
    sides = {
        place for place in (_preceded(text, anchor, lengths), _followed(text, anchor, lengths)) if place is not None
    }
    if not sides and anchor.only and size >= LONG_ENOUGH and _once(text, anchor.exact):
        sides = {text.find(anchor.exact)}
    return Span(min(sides), min(sides) + size) if len(sides) == 1 else None


def _preceded(text: str, anchor: Anchor, lengths: Sequence[int]) -> int | None:
    """Where the words stand behind so much of what stood before them, the longer before the shorter."""
    for length in lengths:
        prefix = anchor.prefix[-length:]
        if len(prefix) >= LEAST and _once(text, prefix + anchor.exact):
            return text.find(prefix + anchor.exact) + len(prefix)
    return None


def _followed(text: str, anchor: Anchor, lengths: Sequence[int]) -> int | None:
    for length in lengths:
        suffix = anchor.suffix[:length]
        if len(suffix) >= LEAST and _once(text, anchor.exact + suffix):
            return text.find(anchor.exact + suffix)
    return None


def _loosened_anchor(anchor: Anchor) -> Anchor:
    """The anchor in even typography. Its words keep no white space at their ends, since that belongs to no word."""
    prefix, exact, suffix = (_loosened(part).text for part in (anchor.prefix, anchor.exact, anchor.suffix))
    return Anchor(exact.strip(), prefix.lstrip(), suffix.rstrip(), anchor.start, anchor.end, anchor.only)


@dataclass(frozen=True, slots=True)
class _Loose:
    """A text in even typography. Its piece `n` starts at `starts[n]`, was made of what is at `offsets[n]` of the old
    text, and goes on character by character where `plain[n]`."""

    text: str
    starts: Sequence[int]
    offsets: Sequence[int]
    plain: Sequence[bool]

    def old(self, at: int) -> int:
        """The offset in the old text of what a character was made of."""
        piece = bisect_right(self.starts, at) - 1
        return self.offsets[piece] + (at - self.starts[piece] if self.plain[piece] else 0)


@lru_cache(maxsize=4)
def _loosened(text: str) -> _Loose:
    """The text with its typography set even."""
    pieces: list[tuple[str, int, bool]] = []
    at = 0
    for match in _LOOSE.finditer(text):
        pieces += ((text[at : match.start()], at, True), (_even(match[0]), match.start(), False))
        at = match.end()
    pieces.append((text[at:], at, True))
    kept = [piece for piece in pieces if piece[0]]
    starts = list(accumulate((len(words) for words, _, _ in kept), initial=0))[:-1]
    return _Loose("".join(w for w, _, _ in kept), starts, [o for _, o, _ in kept], [p for _, _, p in kept])


def _even(found: str) -> str:
    if found.isspace():
        return " "
    if found in "“”„‟«»″":
        return '"'
    if found in "‘’‚‛′":
        return "'"
    if found == "…":
        return "..."
    return "-" if found in "‐‑‒–—―−" else ""
