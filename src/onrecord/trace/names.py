"""Whether two names can be one person's or one body's, without looking at anything but the names.

A surname alone fits a full name, a short form its forename; two different forenames do not fit. It is a question about
names, not about people: what fits may still be two people.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from onrecord.resolve.lexicon import nicknames

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
    a, b = key(one), key(other)
    if not a or not b:
        return False
    if a == b or set(a) <= set(b) or set(b) <= set(a):
        return True
    if a[-1] != b[-1] or len(a) == 1 or len(b) == 1:
        return a[-1] == b[-1]
    first, second = a[0], b[0]
    initial = min(len(first), len(second)) <= _SMALL and first[0] == second[0]
    return first == second or initial or bool(_called(first) & _called(second))


def _called(forename: str) -> frozenset[str]:
    """A forename with the names that it is a short form of, and with its short forms."""
    return frozenset((forename, *_nicknames().get(forename, ())))


@cache
def _nicknames() -> Mapping[str, tuple[str, ...]]:
    return nicknames(LANGUAGE)
