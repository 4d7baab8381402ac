"""The role that a comma parts from the name behind it: "The Minister of Defence of Velmora, Jane Doe, declared".

Adds candidates for a name's roles. It refuses what only looks so: a phrase that opens a sentence before its subject
("In talks with the minister, Jane Doe, a lawyer, said"), a role inside another one's complement ("a lawyer for the
mayor, Jane Doe,") and kinship ("their son, John Doe,"), which says nothing of an office.
"""

import re
from itertools import pairwise

from onrecord.resolve.lexicon import Lexicon, folded
from onrecord.resolve.roles import AGE, CUT, WORDS, Role, read_role
from onrecord.spans import Span

BREAK = re.compile(r"[,;:“”\"()—–\n«»]|(?<![A-Z])[.!?]\s")
SENTENCE_MARK = frozenset(".!?:\n")
CLOSING = frozenset(",.;:)”\"’'—–?!\n")
LOOK_BACK = 130
MOST_WORDS = 16
MOST_UNLISTED = 2


def is_aged(text: str, end: int) -> bool:
    """Whether an age in years follows the name (", 52," or " (52)")."""
    return text[end : end + 1] in (",", " ") and AGE.match(text, end) is not None


def introducing(text: str, name: Span, paragraph: Span, lists: Lexicon) -> Role | None:
    """The role said before the comma before a name, where the name is set off by a mark behind it too."""
    if text[max(paragraph.start, name.start - 2) : name.start] != ", " or not _is_set_off(
        text, name.end, paragraph.end
    ):
        return None
    segment = _segment(text, name.start - 2, paragraph.start)
    words = [Span(*found.span()) for found in WORDS.finditer(text, segment.start, segment.end)][-MOST_WORDS:]
    start = _phrase_start(text, words, segment.end, lists)
    if start is None or (start and _is_fronted(text, segment, words, paragraph.start, name.end, lists)):
        return None
    if start and _is_complement(text, words[:start], lists):
        return None
    role = read_role(text[words[start].start : segment.end], lists)
    return None if role and set(role.heads) & lists.functions["kin"] else role


def names_a_body(role: Role, lists: Lexicon) -> bool:
    """Whether the role ends in an unnamed body, which the name may be that of ("the editor of the newspaper, …")."""
    word = role.text.rsplit(" ", 1)[-1]
    noun = lists.roles.get(folded(word))
    return noun is not None and noun.sort != "person" and word.islower()


def _is_set_off(text: str, end: int, ceiling: int) -> bool:
    return end >= ceiling or text[end] in CLOSING


def _segment(text: str, end: int, floor: int) -> Span:
    """The words between the mark before the comma at `end` and that comma."""
    floor = max(floor, end - LOOK_BACK)
    start = floor
    for found in BREAK.finditer(text, floor, end):
        start = found.end()
    return Span(start, end)


def _phrase_start(text: str, words: list[Span], end: int, lists: Lexicon) -> int | None:
    """The index of the word that the nearest phrase with a role begins with; None where there is none."""
    determiners = lists.functions["definite"] | lists.functions["indefinite"]
    for index in range(len(words) - 1, -1, -1):
        word = text[slice(*words[index])]
        begins = index == 0 or word.lower() in determiners or word[0].isupper()
        if begins and _is_role(text[words[index].start : end], lists):
            return _widened(text, words, index, determiners)
    return None


def _widened(text: str, words: list[Span], index: int, determiners: frozenset[str]) -> int:
    """The start moved back over capitalised words and possessives to the determiner."""
    while index:
        word = text[slice(*words[index - 1])]
        if word.lower() in determiners:
            return index - 1
        if not (word[0].isupper() or word.endswith(("’s", "'s"))):
            return index
        index -= 1
    return index


def _is_role(phrase: str, lists: Lexicon) -> bool:
    """Whether the phrase is one role: few unlisted words before its noun, and no verb's object behind it."""
    if read_role(phrase, lists) is None:
        return False
    cut = CUT.search(phrase)
    core, rest = (phrase[: cut.start()], phrase[cut.start() :]) if cut else (phrase, "")
    known = (lists.modifiers, lists.roles, lists.demonyms)
    front = [word for word in WORDS.findall(core)[1:-1] if word[0].islower() and not word.endswith(("’s", "'s"))]
    unlisted = [word for word in front if not any(folded(word) in names for names in known)]
    if len(unlisted) > MOST_UNLISTED or any(word in lists.stopwords for word in unlisted):
        return False
    behind = ["", *WORDS.findall(rest)]
    return all(b != "the" or a in lists.functions["boundary"] for a, b in pairwise(behind))


def _is_fronted(text: str, segment: Span, words: list[Span], floor: int, end: int, lists: Lexicon) -> bool:
    """Whether the phrase belongs to what stands before the sentence's subject, so that the name may be that subject."""
    opens = (
        segment.start <= floor or text[segment.start - 1] in SENTENCE_MARK or text[segment.start - 2] in SENTENCE_MARK
    )
    first = text[slice(*words[0])].lower()
    openers = lists.functions["boundary"] | lists.functions["clause"]
    fronted = first in openers or first.endswith(("ing", "ed"))
    return opens and fronted and text[end : end + 1] == ","


def _is_complement(text: str, before: list[Span], lists: Lexicon) -> bool:
    """Whether the phrase is the complement of another role ("a lawyer for | the mayor")."""
    if len(before) < 2:
        return False
    link, noun = (text[slice(*span)].lower() for span in (before[-1], before[-2]))
    return link in lists.functions["boundary"] and noun in lists.roles
