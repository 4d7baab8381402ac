"""A reading's text → its words as they are compared: without case, marks and spelling variants, each with its place.

What is folded away here is what no editor would call a change: quotation marks, hyphens, spacing, accents, “colour”
and “color”, “2,000” and “2000”. Contractions stay apart from their long forms, and so does everything else. An ellipsis
and square brackets are no words; they are kept as marks on the words beside them.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from onrecord.data import lines, table
from onrecord.spans import Span, Spans, merge

LANGUAGE: Final = "en"
_WORD: Final = r"[^\W_]+(?:['’ʼ`´][^\W_]+)*(?:[.,]\d+)*"
_PLAIN: Final = re.compile(_WORD)
_TOKEN: Final = re.compile(
    r"(?P<gap>\[\s*(?:\.\s?){3,}\]|\[\s*…\s*\]|(?:\.\s?){3,}|…)|(?P<open>\[)|(?P<close>\])"
    rf"|(?P<word>{_WORD})"
)
_ENDS: Final = re.compile(r"[.!?…][\s\"'”’)\]]*")
_NUMBER: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_APOSTROPHE: Final = str.maketrans(dict.fromkeys("’ʼ`´", "'"))


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its form for comparison, its place in the text, whether the reporter put it in square brackets,
    whether an ellipsis and whether the end of a sentence stands right before it, whether it is inside quotation marks,
    and whether it has a capital."""

    form: str
    span: Span
    bracketed: bool = False
    after_gap: bool = False
    after_end: bool = False
    quoted: bool = False
    capital: bool = False


def words(text: str, start: int = 0, quoted: Spans = ()) -> tuple[Word, ...]:
    """The words of `text`; spans count from `start`, the text's own place in the article. Those inside `quoted` (spans
    of the article, in order and apart) are marked so. An ellipsis at the very end is not kept: a quotation that ends
    early needs none."""
    found: list[Word] = []
    bracketed = gap = False
    for match in _TOKEN.finditer(text):
        if match["word"] is None:
            gap = gap or match["gap"] is not None
            bracketed = match["open"] is not None if match["gap"] is None else bracketed
            continue
        span = Span(start + match.start(), start + match.end())
        capital = match["word"][0].isupper()
        ended = capital and bool(found) and _ends(text, found[-1], found[-1].span.end - start, match.start())
        at = bisect_right(quoted, span.start, key=_start) - 1 if quoted else -1
        inside = at >= 0 and span.start < quoted[at].end
        found.append(Word(form(match["word"]), span, bracketed, gap, ended, inside, capital))
        gap = False
    return tuple(found)


def _start(span: Span) -> int:
    return span.start


def _ends(text: str, last: Word, start: int, end: int) -> bool:
    """Whether a sentence ends between a word and the next; not with the full stop of “Mr.” or of an initial."""
    mark = _ENDS.search(text, start, end)
    shortened = len(last.form) == 1 or last.form in _abbreviations()
    return mark is not None and not (shortened and mark.start() == start and mark[0][0] == ".")


@lru_cache(maxsize=1)
def _abbreviations() -> frozenset[str]:
    return frozenset(lines(LANGUAGE, "abbreviations.txt"))


def words_of(text: str, spans: Sequence[Span], quotations: Sequence[Span] = ()) -> tuple[Word, ...]:
    """The words of several spans of an article's text, in order; those inside `quotations` are marked as quoted."""
    quoted = merge(quotations)
    return tuple(word for span in spans for word in words(text[span.start : span.end], span.start, quoted))


@lru_cache(maxsize=200_000)
def form(word: str) -> str:
    """A word as it is compared."""
    plain = word.translate(_APOSTROPHE)
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    plain = plain.casefold()
    if plain[0].isdigit():
        return plain.replace(",", "") if _NUMBER.fullmatch(plain) else plain
    # Few words are spelt in two ways: one look at all patterns costs a tenth of trying each.
    if _any_variant().match(plain):
        for pattern, spelling in _variants():
            changed = pattern.sub(spelling, plain)
            if changed != plain:
                return changed
    return plain


@lru_cache(maxsize=1)
def _variants() -> tuple[tuple[re.Pattern[str], str], ...]:
    """How British spellings are written in American English, as endings."""
    rows = table(LANGUAGE, "spelling_variants.tsv")
    return tuple((re.compile(row["pattern"]), row["spelling"]) for row in rows)


@lru_cache(maxsize=1)
def _any_variant() -> re.Pattern[str]:
    """All patterns of spelling in one; each is of a word from its beginning."""
    return re.compile("|".join(pattern.pattern for pattern, _ in _variants()))


def forms(text: str) -> list[str]:
    """The forms of a text's words alone, as `words` gives them: for reading many texts fast."""
    return [form(word) for word in _PLAIN.findall(text)]
