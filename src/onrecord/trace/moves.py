"""Words of one reading that the other has elsewhere: in another place, outside its quotation marks, or quoted apart.

Decides where words stand, not what that means. Small words at either end of a passage do not count: "and the fleet will
sail" is what "adding that the fleet will sail" had.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.model import AlterationKind as Kind
from onrecord.trace.changes import PLAIN, Change
from onrecord.trace.lexicon import common_words
from onrecord.trace.witnesses import Witnessed
from onrecord.trace.words import Word

Words = Sequence[Word]
_LEAST: Final = 2


@dataclass(frozen=True, slots=True)
class Part:
    """What the one reading has against what the other has in its place, either may be none, and what that is."""

    before: Words
    after: Words
    change: Change


def together(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts, with what is gone from one place and has come in another as one: the same words elsewhere."""
    come = [part for part in parts if not part.before]
    moved: dict[int, Part] = {}
    for part in parts:
        if part.after or not (content := _content(part.before)):
            continue
        there = next((one for one in come if id(one) not in moved and _content(one.after) == content), None)
        if there is not None:
            change = Change(Kind.TRANSPOSITION, "the same words in another place", PLAIN)
            moved |= {id(there): Part(part.before, there.after, change), id(part): there}
    for part in parts:
        if id(part) not in moved:
            yield part
        elif not part.before:
            yield moved[id(part)]


def _content(words: Words) -> tuple[str, ...]:
    return tuple(word.form for word in words if word.form not in common_words())


def trimmed(words: Words) -> Words:
    """Words without those at either end that carry no content."""
    kept = [n for n, word in enumerate(words) if word.form not in common_words()]
    return words[kept[0] : kept[-1] + 1] if kept else ()


def stands_outside(base: Witnessed, words: Words) -> bool:
    """Whether these words stand in a row outside quotation marks beside the reading: the reporter's own."""
    return any(not any(word.quoted for word in found) for found in _beside(base, words))


def stands_apart(base: Witnessed, words: Words) -> bool:
    """Whether these words are quoted beside the reading, parted from it by words that are not."""
    return any(all(word.quoted for word in found) and _is_parted(base, found) for found in _beside(base, words))


def _beside(base: Witnessed, words: Words) -> Iterator[Words]:
    """Where the words stand in a row in the paragraphs of the reading, in its own words or beside them."""
    kept = [word for word in words if not word.bracketed]
    wanted = [word.form for word in trimmed(kept)]
    if len(kept) < _LEAST or not wanted or (len(wanted) < _LEAST and len(wanted) < len(kept)):
        return
    size, forms = len(wanted), [word.form for word in base.around]
    for at in range(len(forms) - size + 1):
        if forms[at] == wanted[0] and forms[at : at + size] == wanted:
            yield base.around[at : at + size]


def _is_parted(base: Witnessed, found: Words) -> bool:
    if not base.words:
        return False
    first, last = base.words[0].span.start, base.words[-1].span.end
    start, end = (last, found[0].span.start) if found[0].span.start >= last else (found[-1].span.end, first)
    return any(start <= word.span.start < end and not word.quoted for word in base.around)
