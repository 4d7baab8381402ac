"""The learned tagger: candidates whose cue, source and content a network found and tied together.

Adds candidates with a confidence fitted on articles that the network had not seen. Where two claim the same words, the
surer one has them; a quotation that is content for its greater part is content to its marks. It sees no further than
its windows reach, and it knows nothing of quotations inside quotations: those are left to the rules.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onrecord.attribute.candidates import Candidate
from onrecord.attribute.linking import Found, Range, decode, link
from onrecord.attribute.network import Network, Settings, load
from onrecord.attribute.pieces import CLOSING, MARK, OPENING, SEP, Pieces, pieces
from onrecord.attribute.quotemarks import Quotation
from onrecord.model import Article
from onrecord.spans import Span, Spans

RULE: Final = "tagger"
MOST_PIECES: Final = 32_000
"""Word pieces of the longest text that is tagged, some 25,000 words: about three seconds of reading."""


def candidates(article: Article, marks: Sequence[Quotation], network: Network | None = None) -> list[Candidate]:
    """The attributions of the article outside its inner quotations, in order of their cues."""
    network = network or load()
    found = pieces(article.text, [p.span for p in article.paragraphs], marks, network.words)
    linked = list(link(found, network))
    settled = settle(found, decode(linked, network.settings), network.settings)
    return [_candidate(found, item, network.settings) for item in settled]


def fits(text: str, network: Network) -> bool:
    """Whether a text is short enough to be tagged; no piece is less than a character."""
    return len(text) <= MOST_PIECES or len(network.words.encode(text, add_special_tokens=False)) <= MOST_PIECES


def _candidate(found: Pieces, item: Found, settings: Settings) -> Candidate:
    cue, source, _, content = item.evidence[:4]
    whose = "source" if item.source else "no source"
    return Candidate(
        content=_spans(found, item.content),
        cue=_spans(found, [item.cue]),
        source=_spans(found, [item.source] if item.source else []),
        rule=RULE,
        rate=cue,
        confidence=item.confidence,
        evidence=f"reporting words {cue:.2f}, {whose} {source:.2f}, content {content:.2f}",
        method=f"{RULE} {settings.version}",
    )


def _spans(found: Pieces, ranges: Sequence[Range]) -> Spans:
    """Code point spans of piece ranges."""
    return tuple(Span(int(found.starts[first]), int(found.ends[last - 1])) for first, last in ranges)


def settle(found: Pieces, made: Sequence[Found], settings: Settings) -> list[Found]:
    """Each piece of content goes to the surest attribution that claims it; in order of the cues."""
    owner = np.zeros(len(found.ids), dtype=bool)
    kept: list[Found] = []
    for item in sorted(made, key=lambda f: (-f.confidence, f.cue)):
        if item.confidence < settings.confidence or owner[item.cue[0] : item.cue[1]].any():
            continue
        whole = [_completed(found, item, content) for content in item.content]
        free = [part for start, end in whole for part in _free(owner, start, end)]
        if free and _size(free) >= settings.overlap * _size(whole):
            for start, end in free:
                owner[start:end] = True
            kept.append(item._replace(content=tuple(_dressed(found, owner, part) for part in free)))
    return sorted(kept, key=lambda f: f.cue)


def _size(ranges: Sequence[Range]) -> int:
    return sum(end - start for start, end in ranges)


def _free(owner: NDArray[np.bool_], start: int, end: int) -> Iterator[Range]:
    """The parts of a range that nobody owns."""
    at = start
    while at < end:
        stop = at
        while stop < end and not owner[stop]:
            stop += 1
        if stop > at:
            yield at, stop
        at = stop + 1


def _completed(found: Pieces, item: Found, content: Range) -> Range:
    """The content with its edges moved to the marks of the quotations that it covers mostly."""
    first, last = content
    for quotation in _around(found, content):
        begin, end = map(int, np.searchsorted(found.starts, quotation.inside))
        if end <= first or begin >= last or end <= begin:
            continue
        shared = min(end, last) - max(begin, first)
        blocked = any(r is not None and r[0] < end and r[1] > begin for r in (item.cue, item.source))
        if shared >= 0.5 * (end - begin) and not blocked:
            first, last = min(first, begin), max(last, end)
    return first, last


def _around(found: Pieces, content: Range) -> Sequence[Quotation]:
    """The outermost quotations that touch the content; they are in order and do not overlap."""
    start, end = int(found.starts[content[0]]), int(found.ends[content[1] - 1])
    first = bisect_right(found.tops, start, key=lambda quotation: quotation.span.end)
    return found.tops[first : bisect_left(found.tops, end, key=lambda quotation: quotation.span.start)]


def _dressed(found: Pieces, owner: NDArray[np.bool_], content: Range) -> Range:
    """The content with the quotation marks that stand directly around it, and the points before a closing one."""
    first, last = content
    while first and found.place[first - 1] == OPENING and not owner[first - 1]:
        first -= 1
    at = last
    while at < len(found.ids) and found.case[at] == MARK and found.ids[at] != SEP and found.place[at] != OPENING:
        at += 1
        if found.place[at - 1] == CLOSING:
            last = at
    return first, last
