"""Named mentions: where the article names a person, an organisation or a place, with the role beside the name.

Adds candidates, not judgements: who is meant is decided in `aliases.py`. It refuses what is not a name (a word that
only begins a sentence, a weekday, a title without a name), and splits "House Speaker Paul Ryan" into role and name. In
a line whose words are all capitalised nothing is a new name; `headlines.py` looks for known names there.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.resolve.appositions import introducing, is_aged, names_a_body
from onrecord.resolve.lexicon import Lexicon, folded
from onrecord.resolve.roles import Role, after, before, is_affiliated, read_role
from onrecord.resolve.runs import Run, is_title_case, joined, opened, runs
from onrecord.spans import Span

LOWER_WORD = re.compile(r"(?<![\w’'-])[a-z]{2,}")
PERSON, ORGANISATION, PLACE, UNKNOWN, WEAK = "person", "organisation", "place", "unknown", "weak"


class Mention(NamedTuple):
    """One name in the text. `span` and `words` hold the name alone, `keys` its folded words without "Jr.";
    `titles` the folded forms of address and offices right before it; `determined` whether "the" stands before it;
    `aged` whether an age in years stands behind it."""

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
    aged: bool = False


def find(text: str, paragraphs: Sequence[Span], lists: Lexicon) -> list[Mention]:
    """The named mentions of the paragraphs in order; lines in title case give none."""
    lower = set(LOWER_WORD.findall(text))
    found: list[Mention] = []
    for paragraph in paragraphs:
        if is_title_case(text, paragraph, lists):
            continue
        for run in joined(text, list(runs(text, paragraph, lists)), lists):
            mention = _mention(text, paragraph, opened(text, run, lower, lists), lists)
            if mention:
                found.append(mention)
    return found


def _mention(text: str, paragraph: Span, run: Run, lists: Lexicon) -> Mention | None:
    """The mention that a run holds: role and titles in front split off, then sorted; None where it is no name, which
    a shouted word behind a role ("minister ADMITS") is not either."""
    tokens = [text[a:b] for a, b in run.tokens]
    cut = _name_begins(tokens, lists)
    while cut < len(tokens) and _is_suffix_only(tokens[cut:], lists):
        cut += 1
    if cut >= len(tokens):
        return None
    span = Span(run.tokens[cut].start, run.tokens[-1].end)
    words = tuple(text[span.start : span.end].split())
    keys = tuple(key for key in map(folded, words) if key not in lists.functions["suffix"])
    alone = cut == 0 and len(keys) == 1
    if not keys or (alone and _is_common(tokens[0], keys[0], lists) and not _is_surname(run, keys[0], lists)):
        return None
    roles, gender, addressed = _front(text, run, cut, paragraph, lists)
    sort, evidence = _sorted(tokens[cut:], keys, run, bool(roles) or addressed, lists)
    if roles and not addressed and alone and len(tokens[0]) > 3 and tokens[0].isupper() and keys[0] in lists.common:
        return None
    if sort in (PERSON, UNKNOWN):
        behind = after(text, span.end, paragraph.end, lists)
        affiliated = is_affiliated(text, span.end)
        beside = behind or (_apposed(text, span, paragraph, sort, lists) if cut == 0 and len(keys) > 1 else None)
        roles += (beside,) if beside else ()
        if sort == UNKNOWN and (beside or affiliated):
            sort, evidence = PERSON, "a role stands beside the name"
        country = _country(roles) or ("United States" if affiliated else None)
        gender = gender or next((role.gender for role in roles if role.gender), None)
        aged = len(keys) > 1 and is_aged(text, span.end)
        return Mention(span, words, keys, sort, evidence, roles, gender, addressed, run.determined, country, aged)
    name = " ".join(keys)
    country = lists.countries.get(name) or lists.demonyms.get(name) or lists.organisations.get(name) or None
    country = country or next((lists.demonyms[key] for key in keys if key in lists.demonyms), None)
    return Mention(span, words, keys, sort, evidence, (), None, False, run.determined and cut == 0, country)


def _apposed(text: str, name: Span, paragraph: Span, sort: str, lists: Lexicon) -> Role | None:
    """The role before the comma before a name; not where the name may be that of the body which the role ends in."""
    role = introducing(text, name, paragraph, lists)
    return None if role and sort != PERSON and names_a_body(role, lists) else role


def _is_suffix_only(tokens: list[str], lists: Lexicon) -> bool:
    return all(folded(token) in lists.functions["suffix"] for token in tokens)


def _country(roles: Sequence[Role]) -> str | None:
    return next((role.country for role in roles if role.country), None)


def _name_begins(tokens: list[str], lists: Lexicon) -> int:
    """The index of the first token of the name, after the last title or role noun that has a name behind it.

    A run that ends in an organisation's word, or whose role noun belongs to a name ("Dean Roe"), is not cut.
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
        if is_role and index == len(tokens) - 1 and not _introduces(tokens[:-1], key, lists):
            return len(tokens)
    return 0


def _is_surname(run: Run, key: str, lists: Lexicon) -> bool:
    """Whether a lone role noun can be a surname: capitalised inside a sentence, without "the" ("against Dean")."""
    return key in lists.surnames and key in lists.roles and not run.opens and not run.determined


def _introduces(tokens: list[str], key: str, lists: Lexicon) -> bool:
    """Whether a word that is also a role noun is a surname here: after a forename or a form of address. A surname that
    is not listed needs both a title and a forename, or a form of address that does not stand before its noun."""
    title = lists.titles.get(tokens[-1]) if tokens else None
    if title is not None and not title.is_role:
        return key in lists.surnames or key not in lists.functions["vocative"]
    forenamed = bool(tokens) and lists.is_forename(tokens[-1]) and tokens[-1] not in lists.titles
    if key not in lists.surnames:
        return forenamed and len(tokens) == 2 and (tokens[0] in lists.titles or folded(tokens[0]) in lists.roles)
    addressed = title is not None and bool({"senator", "representative"} & set(title.nouns))
    return addressed or (len(tokens) in (1, 2) and lists.is_forename(tokens[0]) and tokens[0] not in lists.titles)


def _is_common(word: str, key: str, lists: Lexicon) -> bool:
    """Whether a lone capitalised word is an adjective or a noun rather than a name."""
    noun = lists.roles.get(key)
    if word in lists.titles or (noun is not None and not word.isupper() and key not in lists.organisations):
        return True
    if key in lists.functions["adjective"] or (key.endswith("s") and key[:-1] in lists.demonyms):
        return True
    if key not in lists.demonyms or key in lists.functions["shortname"]:
        return False
    return lists.demonyms[key] != lists.countries.get(key)


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
        while (
            text[slice(*run.tokens[first])] in lists.titles
            and not lists.titles[text[slice(*run.tokens[first])]].is_role
        ):
            first += 1
        role = read_role(text[run.tokens[first].start : start], lists)
    else:
        role = before(text, start, paragraph.start, lists)
    return (role,) if role else (), gender, addressed


def _sorted(tokens: list[str], keys: tuple[str, ...], run: Run, introduced: bool, lists: Lexicon) -> tuple[str, str]:
    """What sort of thing the name names, and the plain words for why."""
    name = " ".join(keys)
    if "&" in keys or name in lists.organisations or any(token in lists.organisation_words for token in tokens):
        return ORGANISATION, "names joined by “&”" if "&" in keys else "an organisation's word or a listed name"
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


def overlapping(starts: Sequence[int], span: Span, most: int = 200) -> range:
    """The indices of the mentions that begin inside the span, the first `most`; `starts` are their starts in order."""
    first = bisect_left(starts, span.start)
    return range(first, min(first + most, bisect_left(starts, span.end)))
