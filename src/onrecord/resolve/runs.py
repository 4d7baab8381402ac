"""Runs of capitalised words, the raw material of names.

Adds nothing to the record by itself. Runs are cut at function words, joined over the "of" and "and" inside an
organisation's name, and freed of a first word that is capitalised only because it begins a sentence.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from onrecord.resolve.lexicon import Lexicon, folded, lexicon
from onrecord.spans import Span

LONGEST_NAME = 11
TITLE_CASE_SHARE = 0.1
TITLE_CASE_LENGTH = 250
LONG_WORD = re.compile(r"[^\W\d_]{3,}")
SENTENCE_END = re.compile(r"[.!?:…\n]['\"”’)\]]*\s*['\"“‘(\[]*$|['\"“‘]$")


class Run(NamedTuple):
    """A run of capitalised words: `tokens` are spans of the text."""

    tokens: tuple[Span, ...]
    determined: bool
    opens: bool

    @property
    def span(self) -> Span:
        """From the first token to the last."""
        return Span(self.tokens[0].start, self.tokens[-1].end)


@cache
def _uppercase() -> str:
    """A character class of the upper-case letters of the basic plane."""
    runs: list[list[int]] = []
    for code in (c for c in range(min(sys.maxunicode, 0xFFFF)) if chr(c).isupper() and chr(c).isalpha()):
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "[" + "".join(re.escape(chr(a)) + ("-" + re.escape(chr(b)) if b > a else "") for a, b in runs) + "]"


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The pattern of one token of a name and of a run of them; every repetition is bounded or over disjoint classes."""
    upper, lists = _uppercase(), lexicon(language)
    long_titles = sorted((t for t in lists.titles if "." in t or " " in t), key=len, reverse=True)
    titles = "|".join(re.escape(t) for t in long_titles)
    word = rf"(?:(?:al|el|as|ash|an|ar|at|ul)-)?{upper}\w*(?:[-'’&](?!s\b)\w+)*"
    token = rf"(?:(?:{titles})(?!\w)|(?:St|Jr|Sr|Inc|Corp|Co|Ltd)\.(?!\w)|(?:{upper}\.){{1,4}}(?!\w)|{word})"
    particle = rf"(?:(?:{'|'.join(sorted(lists.functions['particle']))})\s)"
    starts = f"(?={upper}|[{''.join(sorted({word[0] for word in lists.functions['particle']} | set('au')))}])"
    more = rf"(?:\s{{1,2}}{particle}{{0,3}}{token}){{0,{LONGEST_NAME}}}"
    run = rf"\b(?<!-){starts}(?:{particle}{{1,3}})?{token}{more}"
    return re.compile(token), re.compile(run)


def is_title_case(text: str, paragraph: Span, lists: Lexicon) -> bool:
    """Whether nearly all words of a short paragraph but function words are capitalised, as in some headlines."""
    if paragraph.end - paragraph.start > TITLE_CASE_LENGTH:
        return False
    words = LONG_WORD.findall(text, paragraph.start, paragraph.end)
    small = [word for word in words if word.islower()]
    if len(words) < 4 or len(small) > len(words) / 2:
        return False
    return sum(word not in lists.functions["small"] for word in small) <= TITLE_CASE_SHARE * len(words)


def runs(text: str, paragraph: Span, lists: Lexicon) -> Iterator[Run]:
    """Runs of capitalised words, cut at words that are in no name."""
    token, run = _patterns(lists.language)
    for found in run.finditer(text, paragraph.start, paragraph.end):
        start, end = found.span()
        opens = start == paragraph.start or _ends_before(text, max(paragraph.start, start - 6), start)
        determined = text[max(0, start - 4) : start].lower() == "the "
        if " " not in text[start:end]:
            if text[start:end].lower() not in lists.stopwords:
                yield Run((Span(start, end),), determined, opens)
            continue
        current: list[Span] = []
        for piece in token.finditer(text, start, end):
            word = text[piece.start() : piece.end()]
            if word.lower() not in lists.stopwords or _is_surname_too(text, current, word, lists):
                first = start if not current and piece.start() - start < 12 and text[start].islower() else piece.start()
                current.append(Span(first, piece.end()))
                continue
            if current:
                yield Run(tuple(current), determined, opens)
            current, opens, determined = [], False, word.lower() == "the"
        if current:
            yield Run(tuple(current), determined, opens)


def _ends_before(text: str, floor: int, place: int) -> bool:
    """Whether a sentence ends right before a place, or a quotation opens there."""
    plain = text[place - 1] == " " and place - 2 >= floor and text[place - 2].isalnum()
    return not plain and SENTENCE_END.search(text[floor:place]) is not None


def _is_surname_too(text: str, before_it: list[Span], word: str, lists: Lexicon) -> bool:
    """Theresa May, Will Smith: a month or a function word inside a name."""
    if word == "May":
        return bool(before_it) and lists.is_forename(text[before_it[-1].start : before_it[-1].end])
    return False


def opened(text: str, run: Run, lower: set[str], lists: Lexicon) -> Run:
    """The run without a first word that is capitalised only because it begins the sentence."""
    first = text[run.tokens[0].start : run.tokens[0].end]
    key = folded(first)
    if run.opens and len(run.tokens) > 1 and is_epithet(first, lists):
        return Run(run.tokens[1:], False, True)
    common = key in lower and not lists.is_forename(first) and key not in lists.roles and first not in lists.titles
    common = common and not (key in lists.functions["particle"] or key in lists.modifiers or key in lists.demonyms)
    if run.opens and len(run.tokens) > 1 and common and first not in lists.organisation_words:
        return Run(run.tokens[1:], False, False)
    return run


def is_epithet(word: str, lists: Lexicon) -> bool:
    """Whether a capitalised first word is a phrase with hyphens rather than a name ("Mother-of-three Jane Roe")."""
    return any(part in lists.functions["small"] for part in word.split("-")[1:-1])


def joined(text: str, found: Sequence[Run], lists: Lexicon) -> Iterator[Run]:
    """Runs of one organisation's name united: "University of Easton", "Department of Health and Human Services"."""
    index = 0
    while index < len(found):
        run = found[index]
        while (
            index + 1 < len(found) and len(run.tokens) < LONGEST_NAME and _continues(text, run, found[index + 1], lists)
        ):
            run = Run(run.tokens + found[index + 1].tokens, run.determined, run.opens)
            index += 1
        yield run
        index += 1


def _continues(text: str, run: Run, following: Run, lists: Lexicon) -> bool:
    gap = text[run.span.end : following.span.start]
    link, *article = gap.split() or [""]
    if len(gap) > 10 or link not in lists.functions["link"] or article not in ([], ["the"], ["a"]):
        return False
    words = [text[a:b] for a, b in run.tokens]
    last = text[slice(*following.tokens[-1])]
    if link == "&" and _is_firm(words, [text[a:b] for a, b in following.tokens], lists):
        return True
    if link in ("and", "&"):
        held = last in lists.organisation_words and not any(lists.is_forename(word) for word in words)
        return held and folded(words[-1]) not in lists.surnames
    known = folded(text[run.span.start : following.span.end]) in lists.organisations
    whole = words[-1] in lists.organisation_words and (link == "of" or len(words) == 1 or "National" in words)
    return known or (whole and folded(text[slice(*following.tokens[0])]) not in lists.roles)


def _is_firm(words: list[str], more: list[str], lists: Lexicon) -> bool:
    """Whether "&" joins the names of one firm ("Cutter & Roe") and not two people ("Jane Roe & John Doe")."""
    people = [names[0] not in lists.surnames and lists.is_forename(names[0]) for names in (words, more)]
    full = any(len(names) > 1 and lists.is_forename(names[0]) for names in (words, more))
    return words == more or not (full or all(people))
