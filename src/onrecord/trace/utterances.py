"""Many statements → those that are readings of one utterance, from scratch.

Equal strings are one; keys suggest pairs; an upper bound, the alignment and the judgement decide; a reading that joins
two utterances stays with one of them; what remains connected is an utterance. The order of arrival decides nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from typing import Final

import numpy as np

from onrecord.trace import candidates, fingerprints, judge
from onrecord.trace.align import Fits, fits, upper_bound
from onrecord.trace.candidates import SEASON
from onrecord.trace.fingerprints import Encoded, Ints, distinct
from onrecord.trace.groups import components, without_splices
from onrecord.trace.names import same_name
from onrecord.trace.rows import LEAST_WORDS, UNDATED, Row

SHORT: Final = 8


@dataclass(frozen=True, slots=True)
class Strings:
    """The different texts among many rows, each with its rows, in an order that does not depend on that of the rows."""

    forms: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[int, ...], ...]


def group(
    rows: Sequence[Row], encode: Callable[[Iterable[Sequence[str]]], Encoded] = fingerprints.encode
) -> tuple[tuple[int, ...], ...]:
    """The rows of each utterance with two readings or more, by index, oldest first and undated last.
    Rows of fewer than four words are left out: they are nobody's alone. `encode` weighs the words, by these rows alone
    or by a whole archive."""
    strings = collapse(rows)
    encoded = encode(strings.forms)
    days = first_days(rows, strings)
    lower, higher, fit = accepted_pairs(encoded, strings, rows, days)
    keep = without_splices(len(encoded), lower, higher, fit, days)
    labels = components(len(encoded), lower[keep], higher[keep])
    return _sorted(rows, strings, labels)


def collapse(rows: Sequence[Row]) -> Strings:
    """Rows of the same words as one string, its rows in order of time. A short string comes apart where its rows lie
    far apart in time: “as long as it takes” is said by many."""
    found: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for index in _in_order(rows):
        forms = rows[index].forms
        if len(forms) >= LEAST_WORDS:
            found[forms].append(index)
    several = ((forms, part) for forms, members in found.items() for part in _occasions(rows, forms, members))
    parts = list(several)
    return Strings(tuple(forms for forms, _ in parts), tuple(tuple(part) for _, part in parts))


def _in_order(rows: Sequence[Row]) -> list[int]:
    """The rows by index, oldest first and undated last, then by statement: the order of arrival plays no part."""
    return sorted(range(len(rows)), key=lambda index: in_time(rows[index]))


def _occasions(rows: Sequence[Row], forms: tuple[str, ...], members: list[int]) -> list[list[int]]:
    """The rows of one text, apart where it is short and nobody printed it for sixty days; undated ones go with the
    last."""
    if len(forms) > SHORT or len(members) == 1:
        return [members]
    parts = [[members[0]]]
    for before, index in pairwise(members):
        if rows[index].day != UNDATED and rows[index].day - rows[before].day > SEASON:
            parts.append([])
        parts[-1].append(index)
    return parts


def first_days(rows: Sequence[Row], strings: Strings) -> Ints:
    """The first day of each string, −1 where none of its rows is dated."""
    return np.fromiter((rows[members[0]].day for members in strings.rows), np.int64, len(strings.rows))


def accepted_pairs(encoded: Encoded, strings: Strings, rows: Sequence[Row], days: Ints) -> tuple[Ints, Ints, Fits]:
    """The pairs of strings that are one utterance, with how they fit."""
    told = candidates.suggested(fingerprints.postings(encoded), encoded.lengths, days)
    return judged(encoded, strings, rows, days, told.lower, told.higher, told.seasons)


def judged(  # noqa: PLR0913, PLR0917 (what a pair is judged by has no shorter name)
    encoded: Encoded, strings: Strings, rows: Sequence[Row], days: Ints, lower: Ints, higher: Ints,
    seasons: Ints | None = None,
) -> tuple[Ints, Ints, Fits]:  # fmt: skip
    """Those of some pairs of strings that are one utterance, with how they fit. Without `seasons` (candidates.py) they
    are counted among these strings."""
    totals = encoded.weight_of()
    could = judge.possible(upper_bound(encoded, lower, higher), np.minimum(totals[lower], totals[higher]))
    lower, higher = lower[could], higher[could]
    fit = fits(encoded, lower, higher)
    if seasons is None:
        counted = candidates.seasons_of(fingerprints.postings(encoded), days, lower, higher)
    else:
        counted = seasons[could]
    told = judge.Pairs(fit, days_between(days, lower, higher), speakers_of(strings, rows, lower, higher), counted)
    same = judge.accepted(told)
    return lower[same], higher[same], fit.of(same)


def days_between(days: Ints, lower: Ints, higher: Ints) -> Ints:
    """The days between the readings of each pair, −1 where either is undated."""
    between: Ints = np.where((days[lower] < 0) | (days[higher] < 0), -1, np.abs(days[lower] - days[higher]))
    return between


def speakers_of(strings: Strings, rows: Sequence[Row], lower: Ints, higher: Ints) -> Ints:
    """1 where a speaker of both can have the same name, −1 where both have speakers and none can, 0 otherwise."""
    numbered: defaultdict[frozenset[str], int] = defaultdict(count().__next__)
    of = np.fromiter((numbered[_names(rows, members)] for members in strings.rows), np.int64, len(strings.rows))
    sets = list(numbered)
    pairs = of[lower] * len(sets) + of[higher]
    different = distinct(pairs.copy())
    related = np.fromiter((_related(sets[p // len(sets)], sets[p % len(sets)]) for p in different.tolist()), np.int64)
    found: Ints = related[np.searchsorted(different, pairs)] if len(pairs) else pairs
    return found


def _names(rows: Sequence[Row], members: Sequence[int]) -> frozenset[str]:
    return frozenset(rows[index].speaker for index in members if rows[index].speaker)


def _related(one: frozenset[str], other: frozenset[str]) -> int:
    if not one or not other:
        return 0
    return 1 if one & other or any(same_name(a, b) for a in one for b in other) else -1


def _sorted(rows: Sequence[Row], strings: Strings, labels: Ints) -> tuple[tuple[int, ...], ...]:
    members: defaultdict[int, list[int]] = defaultdict(list)
    for string, label in enumerate(labels.tolist()):
        members[label].extend(strings.rows[string])
    groups = (sorted(group, key=lambda i: in_time(rows[i])) for group in members.values() if len(group) > 1)
    return tuple(sorted(map(tuple, groups), key=lambda group: in_time(rows[group[0]])))


def in_time(row: Row) -> tuple[bool, int, str]:
    """Oldest first, undated last; the order of arrival plays no part."""
    return row.day == UNDATED, row.day, row.statement
