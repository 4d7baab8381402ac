"""Where paragraphs and sentences begin, which parts stand inside quotation marks, and the state of a resolution.

Adds nothing to the record by itself.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.model import Article, ParagraphKind
from onrecord.resolve.aliases import Party, Register
from onrecord.resolve.lexicon import Lexicon
from onrecord.resolve.mentions import Mention
from onrecord.spans import Span, Spans, merge

BREAK = re.compile(r"[.!?…][\"”’'»)\]]*\s+(?=[\"“‘'«(\[]*[^\W\d_a-z])")
LAST_TOKEN = re.compile(r"([^\s“\"(‘]+)\.$")
QUOTED = re.compile(r"“[^“”\n]{1,3000}”?|\"[^\"\n]{1,3000}\"|«[^«»\n]{1,3000}»")
FULL = re.compile(r"[.!?…][\"”’'»)\]]*$")
BLANK_LINES = re.compile(r"\n\s*\n|\n")


@dataclass(slots=True)
class Scene:
    """One article during resolution: its names, its parties, and who has spoken where so far.

    `acts` are the sources met so far as (start, party), in order; `sources` the places of all sources. `heading_end`
    is where the first full paragraph begins, `lead_end` where the second ends; `asides` are the starts of captions and
    of lines among the paragraphs, `captions` of captions alone.
    """

    text: str
    paragraphs: Spans
    quoted: Spans
    mentions: Sequence[Mention]
    owners: Sequence[Party]
    register: Register
    sources: Spans = ()
    heading_end: int = 0
    lead_end: int = 0
    asides: frozenset[int] = frozenset()
    captions: frozenset[int] = frozenset()
    acts: list[tuple[int, Party]] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    paragraph_starts: list[int] = field(default_factory=list)
    quoted_starts: list[int] = field(default_factory=list)
    sentence_cache: dict[int, list[Span]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.starts = [mention.span.start for mention in self.mentions]
        self.paragraph_starts = [paragraph.start for paragraph in self.paragraphs]
        self.quoted_starts = [span.start for span in self.quoted]

    @property
    def lists(self) -> Lexicon:
        """The word lists in use."""
        return self.register.lists

    def paragraph_of(self, place: int) -> int:
        """The index of the paragraph that a place lies in (or follows)."""
        return max(0, bisect_right(self.paragraph_starts, place) - 1)

    def sentences(self, paragraph: int) -> list[Span]:
        """The sentences of a paragraph, cut once."""
        if paragraph not in self.sentence_cache:
            self.sentence_cache[paragraph] = sentences(self.text, self.paragraphs[paragraph], self.lists)
        return self.sentence_cache[paragraph]

    def is_quoted(self, place: int) -> bool:
        """Whether a place lies inside quotation marks."""
        index = bisect_right(self.quoted_starts, place) - 1
        return index >= 0 and place < self.quoted[index].end

    def is_aside(self, paragraph: Span) -> bool:
        """Whether the paragraph is a caption or a line between paragraphs."""
        return paragraph.start in self.asides


def layout(article: Article, paragraphs: Spans) -> tuple[int, int, frozenset[int], frozenset[int]]:
    """Where the first full paragraph of the body begins, where the second ends, the starts of all that is none, and of
    the captions among it."""
    kinds = {paragraph.span.start: paragraph.kind for paragraph in article.paragraphs}
    body = [p for p in paragraphs if kinds.get(p.start, ParagraphKind.BODY) is ParagraphKind.BODY]
    full = [p for p in body if FULL.search(article.text, max(p.start, p.end - 4), p.end)]
    asides = frozenset(p.start for p in paragraphs) - {p.start for p in full}
    captions = frozenset(start for start, kind in kinds.items() if kind is ParagraphKind.CAPTION)
    return (full[0].start, full[:2][-1].end, asides, captions) if full else (0, 0, asides, captions)


def paragraphs_of(text: str, spans: Iterable[Span]) -> Spans:
    """The paragraphs given, or the lines of the text where none are."""
    given = tuple(spans)
    if given:
        return given
    edges = [0]
    for found in BLANK_LINES.finditer(text):
        edges += [found.start(), found.end()]
    pairs = zip(edges[::2], [*edges[1::2], len(text)], strict=True)
    return tuple(Span(a, b) for a, b in pairs if b > a)


def sentences(text: str, paragraph: Span, lists: Lexicon) -> list[Span]:
    """The sentences of a paragraph, not cut after a title or an initial."""
    starts = [paragraph.start]
    for found in BREAK.finditer(text, paragraph.start, paragraph.end):
        token = LAST_TOKEN.search(text, max(starts[-1], found.start() - 12), found.start() + 1)
        if token and (len(token[1]) == 1 or token[1] + "." in lists.titles or "." in token[1]):
            continue
        starts.append(found.end())
    return [Span(a, b) for a, b in zip(starts, [*starts[1:], paragraph.end], strict=True)]


def quotations(text: str, paragraphs: Sequence[Span], stated: Iterable[Span]) -> Spans:
    """The parts inside quotation marks: those that statements name and those that are seen."""
    seen = (Span(*m.span()) for p in paragraphs for m in QUOTED.finditer(text, p.start, p.end))
    return merge([*stated, *seen])
