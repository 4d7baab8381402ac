"""Words that the copying of a page broke, each with its place and the likely repair; the text itself is never changed.

Found are: characters inserted inside words ("milit,01a,ry"), wrongly decoded runs ("Ã©"), undecoded character
references, lost characters, and control characters. A repair is suggested where wordfreq knows the repaired word and
not the pieces; abbreviations, compounds, possessives, masked swear words, editors' brackets, addresses and names of
products are left alone, and in doubt nothing is reported.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final

from onrecord.model import Damage
from onrecord.spans import Span

MOST: Final = 2000
_LETTERS: Final = r"[^\W\d_]"
_APOSTROPHES: Final = "'’‘ʼ`´′"
_LONGEST: Final = 40
# Every kind of damage starts with one of these, so that clean text costs one pass of a plain search.
_SUSPECT: Final = re.compile(
    rf"{_LETTERS}(?:[^\w\s\u0300-\u036f{_APOSTROPHES}.\-–—…/&()\[\]\"“”]|\d|_)(?=[^\s]{{0,12}}?{_LETTERS})"
    rf"|{_LETTERS}{{2}}[.\-&](?={_LETTERS}{{2}})"
    r"|[ÃÂâÐÑÅÄ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-z]{2,8});"
    r"|[\0-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\u202a-\u202e\u2066-\u2069\xad\u200b\u2060\ufeff]"
)
_CONTROL: Final = re.compile(
    r"[\0-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\xad\u200b\u2060\ufeff]+"
)
_WINDOWS: Final = re.compile(r"[\x80-\x84\x86-\x9f]")
_REFERENCE: Final = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-z]{2,8});")
_LOST_APOSTROPHE: Final = re.compile(rf"({_LETTERS}{{2,}})[?�](s|t|re|ve|ll|d|m)", re.I)
_BROKEN: Final = re.compile(rf"{_LETTERS}+(?:[^\s\u0300-\u036f{_APOSTROPHES}“”\"]{{1,8}}?{_LETTERS}+)+")
_PART: Final = re.compile(rf"{_LETTERS}+")
_NAME: Final = re.compile(rf"{_LETTERS}{{5,40}}")
_ADDRESS: Final = re.compile(
    r"://|%[0-9A-F]{2}|www\.|@|#|\.(?:com|org|net|gov|edu|html?|php|co|uk|ly|io)\b|\w/\w+/\w", re.I
)
_SUFFIXES: Final = frozenset(("s", "t", "d", "m", "re", "ve", "ll", "th", "st", "nd", "rd"))
_BRACKETS: Final = frozenset("()[]{}<>")
_FOREIGN: Final = frozenset("|~^+=_\\")
_SOFT: Final = frozenset("-.&/–—")
_KNOWN: Final = 3.0
_KNOWN_FOREIGN: Final = 2.3
_PLAINLY_KNOWN: Final = 3.5
_WORD: Final = 3.2
_NO_WORD: Final = 2.0


@dataclass(frozen=True, slots=True)
class _Known:
    """Which words count as known: those of a language, and those that the same text spells out elsewhere."""

    language: str
    text: str
    cache: dict[str, frozenset[str]]

    def elsewhere(self) -> frozenset[str]:
        if "words" not in self.cache:
            self.cache["words"] = frozenset(_NAME.findall(self.text))
        return self.cache["words"]

    def zipf(self, word: str) -> float:
        return _zipf(word, self.language)


def damage(text: str, language: str = "en") -> tuple[Damage, ...]:
    """The damaged words of a text in order, at most 2,000; offsets are code points into `text`."""
    return tuple(islice(_found(text, _Known(language, text, {})), MOST))


def _found(text: str, words: _Known) -> Iterator[Damage]:
    end = 0
    for match in _SUSPECT.finditer(text):
        if match.start() < end:
            continue
        span = _token(text, match.start(), match.end(), end)
        judged = next((d for check in _CHECKS if (d := check(text, span, words))), None)
        if judged:
            yield judged
        end = max(match.end(), span.end)


def _token(text: str, start: int, end: int, least: int) -> Span:
    """The run of characters without white space around a suspect place, forty to each side at most."""
    first, last = start, end
    while first > least and start - first < _LONGEST and not text[first - 1].isspace():
        first -= 1
    while last < len(text) and last - end < _LONGEST and not text[last].isspace():
        last += 1
    return Span(first, last)


def _misdecoded(text: str, span: Span, _words: _Known) -> Damage | None:
    found = text[span.start : span.end]
    if not re.search(r"[ÃÂâÐÑÅÄ]", found):
        return None
    from ftfy import fix_encoding  # noqa: PLC0415 - slow to import

    fixed = str(fix_encoding(found))
    return (
        Damage(span, found, fixed, 0.95, "letters decoded with the wrong character set (ftfy)")
        if fixed != found
        else None
    )


def _undecoded(text: str, span: Span, _words: _Known) -> Damage | None:
    found = text[span.start : span.end]
    if not _REFERENCE.search(found) or "=" in found:
        return None
    fixed = html.unescape(found)
    return Damage(span, found, fixed, 0.95, "a character reference that was not decoded") if fixed != found else None


def _controls(text: str, span: Span, _words: _Known) -> Damage | None:
    found = text[span.start : span.end]
    if not _CONTROL.search(found) or not any(map(str.isalpha, found)):
        return None
    # Windows punctuation that was read as Latin-1 lands among the control characters; the rest stands for nothing.
    fixed = _CONTROL.sub("", _WINDOWS.sub(lambda match: match[0].encode("latin-1").decode("cp1252", "ignore"), found))
    return Damage(span, found, fixed, 0.9, "invisible or control characters inside the text")


def _lost(text: str, span: Span, _words: _Known) -> Damage | None:
    found = text[span.start : span.end]
    if match := _LOST_APOSTROPHE.search(found):
        at = Span(span.start + match.start(), span.start + match.end())
        if match.end() == len(found) or not found[match.end()].isalnum():
            reason = "a lost character where an apostrophe belongs"
            return Damage(at, match[0], f"{match[1]}’{match[2]}", 0.9, reason)
    return Damage(span, found, "", 0.9, "a character that was lost in decoding") if "�" in found else None


def _inserted(text: str, span: Span, words: _Known) -> Damage | None:
    token = text[span.start : span.end]
    if _ADDRESS.search(token):
        return None
    for match in _BROKEN.finditer(token):
        if repaired := _repaired(match[0], words):
            word, score = repaired
            at = Span(span.start + match.start(), span.start + match.end())
            reason = (
                f"characters inserted inside a word: “{word}” is a word in common use, or stands elsewhere in the text"
            )
            return Damage(at, match[0], word, score, reason)
    return None


_CHECKS: Final[tuple[Callable[[str, Span, _Known], Damage | None], ...]] = (
    _misdecoded, _undecoded, _controls, _lost, _inserted,
)  # fmt: skip


def _repaired(found: str, words: _Known) -> tuple[str, float] | None:
    parts = _PART.findall(found)
    runs = [run for run in _PART.split(found) if run]
    word = "".join(parts)
    if not 4 <= len(word) <= _LONGEST or all(len(part) == 1 for part in parts) or not _even_case(parts):
        return None
    if any(set(run) <= _BRACKETS or run.startswith(("..", "--", "—", "…", "***")) for run in runs):
        return None
    signs = "".join(runs)
    is_plain = signs.isdigit() or len(signs) == 1
    if is_plain and parts[-1].lower() in _SUFFIXES and words.zipf(parts[0]) >= _WORD and not _plural(parts):
        return None
    known = words.zipf(word)
    if known < _KNOWN and sum(sign.isdigit() or sign in _FOREIGN for sign in signs) > 1 and word in words.elsewhere():
        return word, 0.85
    least = min(words.zipf(part) if len(part) > 1 else _alone(part) for part in parts)
    if not _believable(runs, parts, known, least):
        return None
    return word, round(min(0.99, 0.5 + 0.1 * max(0.0, known - max(least, 0.0))), 2)


def _believable(runs: list[str], parts: list[str], known: float, least: float) -> bool:
    if all(len(run) == 1 and run in _SOFT for run in runs):
        # Compounds and abbreviations look like this too: only pieces that are no words at all tell them apart.
        return known >= _PLAINLY_KNOWN and least < _NO_WORD and min(map(len, parts)) > 1
    is_foreign = any(char.isdigit() or char in _FOREIGN for run in runs for char in run)
    # Digits and such signs stand inside no word of prose, so that pieces that are words by chance excuse nothing.
    return known >= _KNOWN_FOREIGN if is_foreign else known >= _KNOWN and known > least and least < _WORD


def _even_case(parts: list[str]) -> bool:
    """Words are written with capitals throughout, at the front, or not at all; names of products mix them inside."""
    return all(part.isupper() for part in parts) or "".join(parts)[1:].islower()


def _plural(parts: list[str]) -> bool:
    """Long plain words may have lost their plural's s; short ones and names are decades, models and sizes."""
    return parts[-1] == "s" and len(parts[0]) > 4 and parts[0].islower()


def _alone(letter: str) -> float:
    return 6.0 if letter in "aAI" else 0.0


@lru_cache(maxsize=50_000)
def _zipf(word: str, language: str) -> float:
    from wordfreq import zipf_frequency  # noqa: PLC0415 - loads a word list

    try:
        return float(zipf_frequency(word, language))
    except LookupError:
        return 0.0
