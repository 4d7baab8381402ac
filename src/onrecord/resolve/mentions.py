"""Named mentions: where the article names a person, an organisation or a place, with the role that stands beside it.

Adds candidates, not judgements: who is meant is decided in `aliases.py`. It refuses what is not a name (a word that only
begins a sentence, a weekday, a title without a name), and splits "House Speaker Paul Ryan" into role and name. In a line
whose words are all capitalised nothing is a new name; names known from the rest of the text are looked for there.
"""

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.resolve.lexicon import Lexicon, folded, lexicon
from onrecord.resolve.roles import Role, after, before, is_affiliated, read_role
from onrecord.spans import Span

PERSON, ORGANISATION, PLACE, UNKNOWN, WEAK = "person", "organisation", "place", "unknown", "weak"
PARTICLES = ("van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "bin", "ibn", "al", "el")
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
LONGEST_NAME = 11
LINKS = frozenset({"of", "of the", "for", "for the", "for a", "and", "&", "on"})
TITLE_CASE_SHARE = 0.1
SENTENCE_END = re.compile(r"[.!?:…\n]['\"”’)\]]*\s*['\"“‘(\[]*$|['\"“‘]$")


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in the text. `span` and `words` hold the name alone, `keys` its folded words without "Jr.";
    `titles` the folded forms of address and offices right before it; `determined` whether "the" stands before it."""

    span: Span
    words: tuple[str, ...]
    keys: tuple[str, ...]
    sort: str
    evidence: str
    roles: tuple[Role, ...] = ()
    gender: str | None = None
    addressed: bool = False
    determined: bool = False
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A run of capitalised words: `tokens` are spans of the text."""

    tokens: tuple[Span, ...]
    determined: bool
    opens: bool

    @property
    def span(self) -> Span:
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
    upper = _uppercase()
    long_titles = sorted((t for t in lexicon(language).titles if "." in t or " " in t), key=len, reverse=True)
    titles = "|".join(re.escape(t) for t in long_titles)
    word = rf"(?:(?:al|el|as|ash|an|ar|at|ul)-)?{upper}\w*(?:[-'’&](?!s\b)\w+)*"
    token = rf"(?:(?:{titles})(?!\w)|(?:St|Jr|Sr|Inc|Corp|Co|Ltd)\.(?!\w)|(?:{upper}\.){{1,4}}(?!\w)|{word})"
    particle = rf"(?:(?:{'|'.join(PARTICLES)})\s)"
    run = rf"(?<![\w\-])(?:{particle}{{1,3}})?{token}(?:\s{{1,2}}{particle}{{0,3}}{token}){{0,{LONGEST_NAME}}}"
    return re.compile(token), re.compile(run)


def find(text: str, paragraphs: Sequence[Span], lists: Lexicon) -> list[Mention]:
    """The named mentions of the paragraphs in order; lines in title case give none."""
    lower = set(re.findall(r"(?<![\w’'-])[a-z]{2,}", text))
    found: list[Mention] = []
    for paragraph in paragraphs:
        if is_title_case(text, paragraph, lists):
            continue
        for run in _joined(text, list(runs(text, paragraph, lists)), lists):
            mention = _mention(text, paragraph, _opened(text, run, lower, lists), lists)
            if mention:
                found.append(mention)
    return found


def is_title_case(text: str, paragraph: Span, lists: Lexicon) -> bool:
    """Whether nearly all words of a short paragraph but function words are capitalised, as in some headlines."""
    if paragraph.end - paragraph.start > 250:
        return False
    words = re.findall(r"[^\W\d_]{4,}", text[paragraph.start : paragraph.end])
    small = sum(word[0].islower() and word not in lists.stopwords for word in words)
    return len(words) > 3 and small <= TITLE_CASE_SHARE * len(words)


def runs(text: str, paragraph: Span, lists: Lexicon) -> Iterator[Run]:
    """Runs of capitalised words, cut at words that are in no name."""
    token, run = _patterns(lists.language)
    for found in run.finditer(text, paragraph.start, paragraph.end):
        start, end = found.span()
        opens = start == paragraph.start or SENTENCE_END.search(text, max(paragraph.start, start - 6), start) is not None
        determined = text[max(0, start - 4) : start].lower() == "the "
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


def _is_surname_too(text: str, before_it: list[Span], word: str, lists: Lexicon) -> bool:
    """Theresa May, Will Smith: a month or a function word inside a name."""
    if word == "May":
        return bool(before_it) and lists.is_forename(text[before_it[-1].start : before_it[-1].end])
    return False


def _opened(text: str, run: Run, lower: set[str], lists: Lexicon) -> Run:
    """The run without a first word that is capitalised only because it begins the sentence."""
    first = text[run.tokens[0].start : run.tokens[0].end]
    key = folded(first)
    common = key in lower and not lists.is_forename(first) and key not in lists.roles and first not in lists.titles
    common = common and key not in PARTICLES
    if run.opens and len(run.tokens) > 1 and common and first not in lists.organisation_words:
        return Run(run.tokens[1:], False, False)
    return run


def _joined(text: str, found: Sequence[Run], lists: Lexicon) -> Iterator[Run]:
    """Runs of one organisation's name united: "University of Easton", "Department of Health and Human Services"."""
    index = 0
    while index < len(found):
        run = found[index]
        while index + 1 < len(found) and len(run.tokens) < LONGEST_NAME and _continues(text, run, found[index + 1], lists):
            run = Run(run.tokens + found[index + 1].tokens, run.determined, run.opens)
            index += 1
        yield run
        index += 1


def _continues(text: str, run: Run, following: Run, lists: Lexicon) -> bool:
    gap = text[run.span.end : following.span.start]
    if len(gap) > 10 or gap.strip() not in LINKS:
        return False
    words = [text[a:b] for a, b in run.tokens]
    last = text[slice(*following.tokens[-1])]
    if gap.strip() in ("and", "&"):
        held = last in lists.organisation_words and not any(lists.is_forename(word) for word in words)
        return held and folded(words[-1]) not in lists.surnames
    known = folded(text[run.span.start : following.span.end]) in lists.organisations
    whole = words[-1] in lists.organisation_words and (gap.strip().startswith("of") or len(words) == 1 or "National" in words)
    return known or (whole and folded(text[slice(*following.tokens[0])]) not in lists.roles)


def _mention(text: str, paragraph: Span, run: Run, lists: Lexicon) -> Mention | None:
    """The mention that a run holds: role and titles in front split off, then sorted; None where it is no name."""
    tokens = [text[a:b] for a, b in run.tokens]
    cut = _name_begins(tokens, lists)
    while cut < len(tokens) and _is_suffix_only(tokens[cut:]):
        cut += 1
    if cut >= len(tokens):
        return None
    span = Span(run.tokens[cut].start, run.tokens[-1].end)
    words = tuple(text[span.start : span.end].split())
    keys = tuple(key for key in map(folded, words) if key not in SUFFIXES)
    alone = cut == 0 and len(keys) == 1
    if not keys or (alone and _is_common(tokens[0], keys[0], lists) and not _is_surname(run, keys[0], lists)):
        return None
    roles, gender, addressed = _front(text, run, cut, paragraph, lists)
    sort, evidence = _sorted(tokens[cut:], keys, run, bool(roles) or addressed, lists)
    if sort in (PERSON, UNKNOWN):
        behind = after(text, span.end, paragraph.end, lists)
        affiliated = is_affiliated(text, span.end)
        roles += (behind,) if behind else ()
        if sort == UNKNOWN and (behind or affiliated):
            sort, evidence = PERSON, "a role stands after the name"
        country = _country(roles) or ("United States" if affiliated else None)
        gender = gender or next((role.gender for role in roles if role.gender), None)
        return Mention(span, words, keys, sort, evidence, roles, gender, addressed, run.determined, country)
    name = " ".join(keys)
    country = lists.countries.get(name) or lists.demonyms.get(name) or lists.organisations.get(name) or None
    country = country or next((lists.demonyms[key] for key in keys if key in lists.demonyms), None)
    return Mention(span, words, keys, sort, evidence, (), None, False, run.determined and cut == 0, country)


def _is_suffix_only(tokens: list[str]) -> bool:
    return all(folded(token) in SUFFIXES for token in tokens)


def _country(roles: Sequence[Role]) -> str | None:
    return next((role.country for role in roles if role.country), None)


def _name_begins(tokens: list[str], lists: Lexicon) -> int:
    """The index of the first token of the name, after the last title or role noun that has a name behind it.

    A run that ends in an organisation's word, or whose role noun is part of a name ("Dean Baquet", "Tom Price"), is not cut.
    """
    if tokens[-1] in lists.organisation_words:
        return 0
    final = lists.roles.get(folded(tokens[-1]))
    if final is not None and final.number == "pl" and final.sort == "group":
        return len(tokens)
    for index in range(len(tokens) - 1, -1, -1):
        token, key = tokens[index], folded(tokens[index])
        noun = lists.roles.get(key)
        is_role = token in lists.titles or (noun is not None and noun.sort == "person" and noun.number == "sg")
        if is_role and index < len(tokens) - 1 and (token in lists.titles or not lists.is_forename(token)):
            vague = noun is not None and noun.unnamed and len(tokens) - index == 2
            return 0 if vague and folded(tokens[-1]) not in lists.surnames else index + 1
        if is_role and index == len(tokens) - 1:
            if key not in lists.surnames or not _introduces(tokens[:-1], lists):
                return len(tokens)
    return 0


def _is_surname(run: Run, key: str, lists: Lexicon) -> bool:
    """Whether a lone role noun can be a surname: capitalised inside a sentence, without "the" ("against Dean")."""
    return key in lists.surnames and key in lists.roles and not run.opens and not run.determined


def _introduces(tokens: list[str], lists: Lexicon) -> bool:
    """Whether a surname that is also a role noun is a surname here: after a forename or a form of address."""
    title = lists.titles.get(tokens[-1]) if tokens else None
    addressed = title is not None and (not title.is_role or bool({"senator", "representative"} & set(title.nouns)))
    return addressed or (len(tokens) in (1, 2) and lists.is_forename(tokens[0]) and tokens[0] not in lists.titles)


def _is_common(word: str, key: str, lists: Lexicon) -> bool:
    """Whether a lone capitalised word is an adjective or a noun rather than a name."""
    noun = lists.roles.get(key)
    if word in lists.titles or (noun is not None and not word.isupper() and key not in lists.organisations):
        return True
    if key.endswith("s") and key[:-1] in lists.demonyms:
        return True
    return key in lists.demonyms and lists.demonyms[key] != lists.countries.get(key) and not _names_country(key)


def _names_country(key: str) -> bool:
    return key in {"us", "u.s.", "uk", "u.k.", "usa", "u.s.a.", "britain", "england", "america", "turkey", "uae", "ireland"}


def _front(text: str, run: Run, cut: int, paragraph: Span, lists: Lexicon) -> tuple[tuple[Role, ...], str | None, bool]:
    """The roles before the name, the gender that its title gives, and whether a form of address stands there."""
    start = run.tokens[cut].start
    titles = [lists.titles[w] for a, b in run.tokens[:cut] if (w := text[a:b]) in lists.titles]
    gender = next((title.gender for title in titles if title.gender), None)
    addressed = bool(titles)
    if cut and all(not title.is_role for title in titles) and len(titles) == cut:
        role = before(text, run.tokens[0].start, paragraph.start, lists)
    elif cut:
        first = 0
        while text[slice(*run.tokens[first])] in lists.titles and not lists.titles[text[slice(*run.tokens[first])]].is_role:
            first += 1
        role = read_role(text[run.tokens[first].start : start], lists)
    else:
        role = before(text, start, paragraph.start, lists)
    return (role,) if role else (), gender, addressed


def _sorted(
    tokens: list[str], keys: tuple[str, ...], run: Run, introduced: bool, lists: Lexicon
) -> tuple[str, str]:
    """What sort of thing the name names, and the plain words for why."""
    name = " ".join(keys)
    if name in lists.organisations or any(token in lists.organisation_words for token in tokens):
        return ORGANISATION, "an organisation's word or a listed name"
    if introduced:
        return PERSON, "a title or role stands before the name"
    if name in lists.countries or name in lists.places or name in lists.demonyms:
        return PLACE, "a listed place"
    if len(tokens) == 1:
        return _single(tokens[0], name, run, lists)
    if lists.is_forename(tokens[0]) and not run.determined and not _ends_as_plural(name, lists):
        return PERSON, f"“{tokens[0]}” is a forename"
    if any(token.endswith(".") for token in tokens[:-1]) and not run.determined:
        return PERSON, "an initial in the name"
    if run.determined or any(token.isupper() and len(token) > 2 for token in tokens):
        return ORGANISATION, "“the” before the name"
    return UNKNOWN, "several capitalised words"


def _ends_as_plural(name: str, lists: Lexicon) -> bool:
    last = name.rsplit(" ", 1)[-1]
    return last in lists.roles and lists.roles[last].number == "pl"


def _single(token: str, key: str, run: Run, lists: Lexicon) -> tuple[str, str]:
    if token.isupper() and 1 < len(token.replace(".", "")) < 7:
        return ORGANISATION, "an acronym"
    if key in lists.surnames and not run.determined:
        return WEAK if run.opens and not lists.is_forename(token) else UNKNOWN, "a listed surname"
    if lists.is_forename(token) and not run.determined:
        return UNKNOWN, "a listed forename"
    return WEAK if run.opens else UNKNOWN, "a capitalised word"


def overlapping(mentions: Sequence[Mention], starts: Sequence[int], span: Span) -> list[int]:
    """The indices of the mentions that begin inside the span; `starts` are their starts in order."""
    index = bisect_right(starts, span.start - 1)
    found = []
    while index < len(starts) and starts[index] < span.end:
        found.append(index)
        index += 1
    return found
