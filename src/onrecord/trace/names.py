"""Whether two names can be one person's or one body's, without looking at anything but the names.

A surname alone fits a full name, a short form its forename; two different forenames do not fit. It is a question about
names, not about people: what fits may still be two people.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from onrecord.resolve.lexicon import lexicon, nicknames
from onrecord.trace.lexicon import common_words, titles

LANGUAGE: Final = "en"
_SMALL: Final = 2


@lru_cache(maxsize=100_000)
def key(name: str) -> tuple[str, ...]:
    """The words of a name without case, accents, dots and titles of one letter's length."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c if c.isalnum() or c in " -'" else " " for c in plain if not unicodedata.combining(c))
    return tuple(letters.replace("'s ", " ").split())


def same_name(one: str, other: str) -> bool:
    """Whether the two can name the same: the last words agree, and no forename contradicts."""
    a, b = _bare(key(one)), _bare(key(other))
    if not a or not b:
        return False
    if a == b or set(a) <= set(b) or set(b) <= set(a):
        return True
    if a[-1] != b[-1] or len(a) == 1 or len(b) == 1:
        return a[-1] == b[-1]
    first, second = a[0], b[0]
    initial = min(len(first), len(second)) <= _SMALL and first[0] == second[0]
    return first == second or initial or bool(_called(first) & _called(second))


@lru_cache(maxsize=100_000)
def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name without the titles and offices in front of it (“Senators Reid”); not that of a body (“Justice
    Department”)."""
    if words and words[-1] in lexicon(LANGUAGE).roles:
        return words
    front = (n for n, word in enumerate(words[:-1]) if word not in titles() and word not in lexicon(LANGUAGE).roles)
    return words[next(front, len(words) - 1 if words else 0) :]


def same_role(one: str, other: str) -> bool:
    """Whether one role says no more than the other does: “Sen.” and “Kentucky senator”."""
    a, b = _role_words(one), _role_words(other)
    return a <= b or b <= a


@lru_cache(maxsize=10_000)
def _role_words(role: str) -> frozenset[str]:
    """The words of a role but for those that carry nothing, titles spelt out."""
    known, words = lexicon(LANGUAGE).titles, role.replace("-", "").split()
    nouns = (known[word].nouns[:1] if word in known else key(word) for word in words)
    return frozenset(noun for several in nouns for noun in several) - common_words()


def _called(forename: str) -> frozenset[str]:
    """A forename with the names that it is a short form of, and with its short forms."""
    return frozenset((forename, *_nicknames().get(forename, ())))


@cache
def _nicknames() -> Mapping[str, tuple[str, ...]]:
    return nicknames(LANGUAGE)
