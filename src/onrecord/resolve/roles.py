"""What a person is said to be: the office or profession in apposition to a name, with its country.

"Ukrainian Defense Minister Oleksii Reznikov", "Jane Doe, a professor of law at Easton," and "Rep. Sam Roe (R-Wis.)"
give roles. A country is given by an adjective before the noun or by "of" and a country's name after an office; a
country that stands there for another reason ("the Russia expert") gives none.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from onrecord.resolve.lexicon import Lexicon, folded

WORDS = re.compile(r"[^\W_][\w.&]*(?:[-’'][\w.]+)*")
DETERMINER = re.compile(
    r"(?:(?:now|then|currently)\s+)?(?:the|an?|its|his|her|their|our|my|this|that|another|one|some)\s+", re.IGNORECASE
)
PARTY_AND_STATE = re.compile(
    r"\s?\((?:[DRI]-[A-Z][\w. ]{0,15}|[DRI])\)|,\s[DRI]-[A-Z][\w.]{1,12}(?:\s[A-Z][\w.]{0,12})?(?=,|\s)"
)
AGE = re.compile(r",\s(?:aged\s)?[1-9]\d(?=[,.;)])|\s\([1-9]\d\)")
APPOSED = re.compile(r",\s([^,;:.!?“”\"()—–\n]{3,120})(?=[,;:.!?“”\"()—–\n]|$)")
CUT = re.compile(
    r"\s(?:of|for|at|in|on|with|from|to|by|who|which|that|whose|whom|under|against|about|during|near|and his|and her)\s"
)
TAIL = re.compile(r"\s(?:who|which|that|whose|whom|said|says|told)\s.*", re.DOTALL)
BY = re.compile(r"(?:\w{2,4}\s)?by\s")
LOOK_BACK = 90
MOST_WORDS = 7
MOST_CHARACTERS = 100


@dataclass(frozen=True, slots=True)
class Role:
    """A role in the text's words: `heads` its nouns, `words` all words of it (both folded), where it starts."""

    text: str
    heads: tuple[str, ...]
    words: frozenset[str]
    gender: str | None
    country: str | None


def read_role(phrase: str, lists: Lexicon) -> Role | None:
    """The role that a noun phrase without a name says, or None where its head is not a person's role.

    Offsets do not matter here: `phrase` is words such as "the Ukrainian defense minister".
    """
    text = TAIL.sub("", bare(phrase))[:MOST_CHARACTERS].strip(" ,;")
    core, link, rest = _parted(text)
    core = _before_participle(core, f"{link.strip()} {rest}", lists)
    words = [folded(word) for word in WORDS.findall(core)]
    heads = _heads(WORDS.findall(core), words, lists)
    if not heads or len(words) > MOST_WORDS + 3:
        return None
    genders = {noun.gender for head in heads if (noun := lists.roles.get(head)) and noun.gender}
    gender = genders.pop() if len(genders) == 1 else None
    everything = frozenset(folded(word) for word in WORDS.findall(text)) | frozenset(heads)
    return Role(" ".join(text.split()), heads, everything, gender, _country(words, heads, rest, lists))


def _before_participle(core: str, rest: str, lists: Lexicon) -> str:
    """The words up to a role noun that a participle follows ("the engineer | brought in by the county")."""
    words = list(WORDS.finditer(core))
    for noun, word in pairwise(words):
        role = lists.roles.get(folded(noun.group()))
        passive = word is words[-1] and BY.match(rest) is not None
        if role and role.sort == "person" and role.number == "sg" and (passive or word.group() in lists.participles):
            return core[: noun.end()]
    return core


def bare(phrase: str) -> str:
    """The phrase without its determiner."""
    phrase = phrase.strip()
    found = DETERMINER.match(phrase)
    return phrase[found.end() :] if found else phrase


def before(text: str, start: int, floor: int, lists: Lexicon) -> Role | None:
    """The role in the words right before a name that starts at `start`, not reaching back before `floor`."""
    place, floor = start, max(floor, start - LOOK_BACK)
    for count in range(MOST_WORDS):
        found = _word_before(text, place, floor)
        if not found or not _belongs(text[found[0] : found[1]], count == 0, lists):
            break
        place = found[0]
    return read_role(text[place:start], lists) if place < start else None


def _word_before(text: str, place: int, floor: int) -> tuple[int, int] | None:
    """Start and end of the word that one or two blanks part from a place; None where there is a mark between."""
    end = place
    while end > floor and end > place - 2 and text[end - 1].isspace():
        end -= 1
    start = end
    while start > floor and (text[start - 1].isalnum() or text[start - 1] in "’'.&-"):
        start -= 1
    return (start, end) if start < end < place else None


def after(text: str, end: int, ceiling: int, lists: Lexicon) -> Role | None:
    """The role in apposition right after a name that ends at `end`, not reaching beyond `ceiling`."""
    if text[end : end + 1] not in (",", " ", "("):
        return None
    affiliation = PARTY_AND_STATE.match(text, end, ceiling) or AGE.match(text, end, ceiling)
    place = affiliation.end() if affiliation else end
    found = APPOSED.match(text, place, min(ceiling, place + 130))
    return read_role(found[1], lists) if found and _opens_role(found[1], lists) else None


def _opens_role(phrase: str, lists: Lexicon) -> bool:
    """Whether a phrase begins as a role does, with a determiner, a modifier, a name or a role noun, not with a verb."""
    first = phrase.split(maxsplit=1)[0]
    key = folded(first).removesuffix("'s").removesuffix("’s")
    known = key in lists.roles or key in lists.modifiers or key in lists.demonyms
    return known or first[0].isupper() or "-" in first or DETERMINER.match(phrase) is not None


def is_affiliated(text: str, end: int) -> bool:
    """Whether a party and state of the United States follow the name ("(R-Wis.)", ", D-Ohio,")."""
    return text[end : end + 1] in (",", " ", "(") and PARTY_AND_STATE.match(text, end) is not None


def _belongs(word: str, nearest: bool, lists: Lexicon) -> bool:
    key = folded(word)
    if key in lists.roles:
        return not nearest or (lists.roles[key].sort == "person" and lists.roles[key].number == "sg")
    if nearest:
        return word in lists.titles
    return key in lists.modifiers or (word[0].isupper() and key not in lists.stopwords) or "-" in word[1:-1]


def _parted(text: str) -> tuple[str, str, str]:
    found = CUT.search(text)
    return (text[: found.start()], found.group(), text[found.end() :]) if found else (text, "", "")


def _heads(words: list[str], keys: list[str], lists: Lexicon) -> tuple[str, ...]:
    heads: list[str] = []
    for index, (word, key) in enumerate(zip(words, keys, strict=True)):
        last = index == len(keys) - 1 or keys[index + 1] == "and"
        if last and word in lists.titles:
            heads += lists.titles[word].nouns
        elif last and key in lists.roles and lists.roles[key].sort == "person" and lists.roles[key].number == "sg":
            heads.append(key)
    return tuple(dict.fromkeys(heads)) if keys and _ends_in_head(words[-1], keys[-1], heads, lists) else ()


def _ends_in_head(word: str, key: str, heads: list[str], lists: Lexicon) -> bool:
    return key in heads or (word in lists.titles and bool(heads))


def _country(words: list[str], heads: tuple[str, ...], rest: str, lists: Lexicon) -> str | None:
    pairs = [f"{a} {b}" for a, b in pairwise(words)]
    for words_before in (pairs, words):
        if found := [lists.demonyms[w] for w in words_before if w in lists.demonyms]:
            return found[0] if len(set(found)) == 1 else None
    named = WORDS.findall(bare(rest))
    if any((noun := lists.roles.get(head)) and noun.office for head in heads):
        for size in (3, 2, 1):
            key = folded(" ".join(named[:size]))
            if key in lists.demonyms or key in lists.countries:
                return lists.demonyms.get(key) or lists.countries[key]
    return None
