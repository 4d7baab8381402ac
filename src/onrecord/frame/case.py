"""What the findings look at: the article, its statements and speakers, and the views of them that several share.

Adds nothing to the record. Words that are compared are runs of letters and digits with inner apostrophes; words that
are counted may hold hyphens, commas and full stops too, as people count them. Offsets are code points.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from onrecord.attribute.tokens import is_common
from onrecord.data import table
from onrecord.frame.limits import USUAL, Limits
from onrecord.model import Article, ParagraphKind, Speaker, SpeakerKind, Statement
from onrecord.spans import Span

WORD: Final = re.compile(r"\w+(?:['’]\w+)*")
COUNTED: Final = re.compile(r"\w+(?:['’.,‐‑-]\w+)*")
BODY: Final = ParagraphKind.BODY
HEAD: Final = frozenset({ParagraphKind.HEADLINE, ParagraphKind.STANDFIRST})
LANGUAGE: Final = "en"
LONGEST: Final = 160
MOST_HEAD: Final = 20


@dataclass(frozen=True)
class Case:
    """One article with its statements (reporting words set) and speakers."""

    article: Article
    statements: tuple[Statement, ...]
    speakers: tuple[Speaker, ...]
    limits: Limits = USUAL

    @cached_property
    def english(self) -> bool:
        """Whether the English word lists may be used: not where the page is known to be in another language."""
        return (self.article.language or LANGUAGE).lower().split("-")[0] == LANGUAGE

    @cached_property
    def head(self) -> tuple[Span, ...]:
        """The paragraphs of headline and standfirst, the first twenty at most."""
        return tuple(p.span for p in self.article.paragraphs if p.kind in HEAD)[:MOST_HEAD]

    @cached_property
    def body(self) -> tuple[Span, ...]:
        """All other paragraphs, captions among them."""
        return tuple(p.span for p in self.article.paragraphs if p.kind not in HEAD)

    def part(self, span: Span) -> ParagraphKind:
        """What part of the page a span begins in."""
        return next((p.kind for p in self.article.paragraphs if p.span.start <= span.start < p.span.end), BODY)

    @cached_property
    def sources(self) -> tuple[Speaker, ...]:
        """The speakers of at least one statement."""
        spoken = {statement.speaker for statement in self.statements}
        return tuple(speaker for speaker in self.speakers if speaker.id in spoken)

    @cached_property
    def named(self) -> tuple[Speaker, ...]:
        """The sources that are named."""
        return tuple(speaker for speaker in self.sources if is_named(speaker))

    @cached_property
    def unnamed(self) -> tuple[Speaker, ...]:
        """The sources that are not."""
        return tuple(speaker for speaker in self.sources if not is_named(speaker))

    def of(self, speaker: Speaker) -> tuple[Statement, ...]:
        """The statements of one speaker."""
        return self._by_speaker.get(speaker.id, ())

    @cached_property
    def _by_speaker(self) -> dict[str | None, tuple[Statement, ...]]:
        grouped: dict[str | None, list[Statement]] = {}
        for statement in self.statements:
            grouped.setdefault(statement.speaker, []).append(statement)
        return {speaker: tuple(statements) for speaker, statements in grouped.items()}

    def text(self, span: Span) -> str:
        """The words of a span for a message: on one line, invisible characters as code points, cut when long."""
        return shown(self.article.text[span.start : min(span.end, span.start + 2 * LONGEST)])


def is_named(speaker: Speaker) -> bool:
    """Whether the source can be held to its words: a person by name, a body with a name of its own, or a group made of
    names ("Ann Hill and Robert Pike"), but not "their union", "a study" or "residents of the Old Town"."""
    words = [word for word in speaker.name.split() if word.lower() not in function_words("links")]
    if speaker.kind is SpeakerKind.GROUP:
        # Surnames are common words too ("Hill"): a capital tells them apart, but not in the first word.
        return not any(is_common(word.lower()) for word in (*words[:1], *(w for w in words[1:] if w[:1].islower())))
    if speaker.kind is SpeakerKind.ORGANISATION:
        return any(word[:1].isupper() for word in words)
    return speaker.kind is SpeakerKind.PERSON


@cache
def function_words(group: str, language: str = LANGUAGE) -> frozenset[str]:
    """The words of one group of frame_words.tsv."""
    return frozenset(row["word"] for row in table(language, "frame_words.tsv") if row["group"] == group)


@cache
def function_pattern(group: str, language: str = LANGUAGE) -> re.Pattern[str]:
    """A pattern that finds the words of a group; "declin-" finds all words that begin so, "n't" the ends of words."""
    found = function_words(group, language) - {"n't"}
    stems = "|".join(sorted(re.escape(w[:-1]) for w in found if w.endswith("-")))
    whole = "|".join(sorted(re.escape(w) for w in found if not w.endswith("-")))
    ends = r"|n['’]t\b" if "n't" in function_words(group, language) else ""
    return re.compile(rf"\b(?:{whole})\b" + (rf"|\b(?:{stems})" if stems else "") + ends, re.IGNORECASE)


def words(text: str, spans: Iterable[Span], pattern: re.Pattern[str] = WORD) -> Iterator[Span]:
    """The words inside the spans, in the order of the spans."""
    for span in spans:
        for match in pattern.finditer(text, span.start, span.end):
            yield Span(match.start(), match.end())


def counted(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The words inside the spans as people count them: "9,000" and "mum-of-three" are one word each."""
    return words(text, spans, COUNTED)


def normal(word: str) -> str:
    """A word without its case, apostrophes and compatibility forms, to be compared."""
    plain = word if word.isascii() else unicodedata.normalize("NFKC", word)
    return plain.replace("’", "").replace("'", "").casefold()


def within(outer: Iterable[Span], span: Span) -> bool:
    """Whether the span lies in one of few others."""
    return any(o.start <= span.start and span.end <= o.end for o in outer)


def shown(words: str) -> str:
    """Words for a message: on one line, invisible characters as their code points, cut when long."""
    line = " ".join("".join(c if c.isprintable() else f"⟨U+{ord(c):04X}⟩" for c in part) for part in words.split())
    return line if len(line) <= LONGEST else line[:LONGEST].rsplit(" ", 1)[0] + " …"


def plural(number: int, noun: str) -> str:
    """A count with its noun: 1 statement, 2 statements."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def listing(items: Iterable[str], most: int = 5) -> str:
    """Quoted items with commas; how many more there are after the first few."""
    quoted = [f"“{shown(item)}”" for item in items]
    rest = f" and {len(quoted) - most} more" if len(quoted) > most else ""
    return ", ".join(quoted[:most]) + rest
