"""The readings of one utterance → a collation, as editions of old texts have it: a base text and the variants to it.

Each witness has a letter, in order of time. The base is printed in full; where others differ, the apparatus gives the
words of the base, then what they have instead, with their letters. What was cut at the ends is no variant: it is said
which words of the base a witness has. Nothing is weighed here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.trace.hunks import Comparison, compare
from onrecord.trace.telling import base
from onrecord.trace.witnesses import Witnessed
from onrecord.trace.words import Word


@dataclass(frozen=True, slots=True)
class Variant:
    """What some witnesses (by number) have in a place, as the first of them prints it; empty where they have
    nothing."""

    text: str
    witnesses: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Words [start, end) of the base, counted from 0, as printed, and what others have instead. With `start` equal to
    `end`, words were added before the word `start`."""

    start: int
    end: int
    text: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Collation:
    """`base` is the number of the base reading; `sigla` are the letters of all; `extents` the words [start, end) of the
    base that each covers, `None` where a reading has none of them."""

    base: int
    sigla: tuple[str, ...]
    places: tuple[Place, ...]
    extents: tuple[tuple[int, int] | None, ...]


def collate(witnesses: Sequence[Witnessed], chosen: int | None = None) -> Collation:
    """The collation of readings that are in order of time; at least one. `chosen` is the number of the base, by default
    the earliest that has the words in full."""
    chosen = base(witnesses) if chosen is None else chosen
    compared = [compare(witnesses[chosen].words, one.words) for one in witnesses]
    return Collation(
        chosen,
        tuple(siglum(number) for number in range(len(witnesses))),
        tuple(_places(witnesses, chosen, compared)),
        tuple(_extent(found) for found in compared),
    )


def siglum(number: int) -> str:
    """A, B, …, Z, AA, AB, …"""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _extent(found: Comparison | None) -> tuple[int, int] | None:
    return (found.before.a_end, found.after.a) if found else None


def _places(witnesses: Sequence[Witnessed], chosen: int, compared: Sequence[Comparison | None]) -> Iterator[Place]:
    at: dict[tuple[int, int], dict[tuple[str, ...], list[tuple[int, str]]]] = {}
    for number, found in enumerate(compared):
        for hunk in found.inner if found and number != chosen else ():
            words = witnesses[number].words[hunk.b : hunk.b_end]
            forms = tuple(word.form for word in words)
            readings = at.setdefault((hunk.a, hunk.a_end), {})
            readings.setdefault(forms, []).append((number, _printed(witnesses[number], words)))
    for (start, end), readings in sorted(at.items()):
        variants = (Variant(of[0][1], tuple(number for number, _ in of)) for of in readings.values())
        lemma = _printed(witnesses[chosen], witnesses[chosen].words[start:end])
        yield Place(start, end, lemma, tuple(sorted(variants, key=lambda one: one.witnesses)))


def _printed(witness: Witnessed, words: Sequence[Word]) -> str:
    return witness.text[words[0].span.start : words[-1].span.end] if words else ""
