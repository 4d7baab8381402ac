"""Many statements → those that are readings of one utterance, from scratch.

Equal strings are one; keys suggest pairs; an upper bound, the alignment and the judgement decide; a reading that joins
two utterances stays with one of them; what remains connected is an utterance. The order of arrival decides nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.trace import candidates, fingerprints, judge
from onrecord.trace.align import Fits, fits, upper_bound
from onrecord.trace.fingerprints import Encoded, Ints
from onrecord.trace.groups import components, without_splices
from onrecord.trace.rows import LEAST_WORDS, UNDATED, Row


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
    """Rows of the same words as one string."""
    found: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if len(row.forms) >= LEAST_WORDS:
            found[row.forms].append(index)
    ordered = sorted(found)
    return Strings(tuple(ordered), tuple(tuple(found[forms]) for forms in ordered))


def first_days(rows: Sequence[Row], strings: Strings) -> Ints:
    """The first day of each string, −1 where none of its rows is dated."""
    return np.array([_first_day(rows, members) for members in strings.rows], np.int64)


def _first_day(rows: Sequence[Row], members: Sequence[int]) -> int:
    return min((rows[index].day for index in members if rows[index].day != UNDATED), default=UNDATED)


def accepted_pairs(encoded: Encoded, strings: Strings, rows: Sequence[Row], days: Ints) -> tuple[Ints, Ints, Fits]:
    """The pairs of strings that are one utterance, with how they fit."""
    found, of = fingerprints.keys(encoded)
    # What is undated stands last in the order of time.
    times = np.where(days < 0, np.iinfo(np.int64).max, days)
    lower, higher = candidates.pairs(found, of, encoded.lengths, times)
    return judged(encoded, strings, rows, days, lower, higher)


def judged(
    encoded: Encoded, strings: Strings, rows: Sequence[Row], days: Ints, lower: Ints, higher: Ints
) -> tuple[Ints, Ints, Fits]:
    """Those of some pairs of strings that are one utterance, with how they fit."""
    totals = encoded.weight_of()
    could = judge.possible(upper_bound(encoded, lower, higher), np.minimum(totals[lower], totals[higher]))
    lower, higher = lower[could], higher[could]
    fit = fits(encoded, lower, higher)
    told = judge.Pairs(fit, _days_between(days, lower, higher), _speakers(strings, rows, lower, higher))
    same = judge.accepted(told)
    return lower[same], higher[same], Fits(fit.weight[same], fit.coverage[same], fit.first[same], fit.second[same])


def _days_between(days: Ints, lower: Ints, higher: Ints) -> Ints:
    between: Ints = np.where((days[lower] < 0) | (days[higher] < 0), -1, np.abs(days[lower] - days[higher]))
    return between


def _speakers(strings: Strings, rows: Sequence[Row], lower: Ints, higher: Ints) -> Ints:
    """1 where a speaker of both has the same name, −1 where both have speakers and none is shared, 0 otherwise."""
    names = [frozenset(rows[i].speaker for i in members if rows[i].speaker) for members in strings.rows]
    told = (
        (0 if not names[a] or not names[b] else 1 if names[a] & names[b] else -1)
        for a, b in zip(lower.tolist(), higher.tolist(), strict=True)
    )
    return np.fromiter(told, np.int64, len(lower))


def _sorted(rows: Sequence[Row], strings: Strings, labels: Ints) -> tuple[tuple[int, ...], ...]:
    members: defaultdict[int, list[int]] = defaultdict(list)
    for string, label in enumerate(labels.tolist()):
        members[label].extend(strings.rows[string])
    groups = (sorted(group, key=lambda i: _in_time(rows[i])) for group in members.values() if len(group) > 1)
    return tuple(sorted(map(tuple, groups), key=lambda group: _in_time(rows[group[0]])))


def _in_time(row: Row) -> tuple[bool, int, str]:
    """Oldest first, undated last; the order of arrival plays no part."""
    return row.day == UNDATED, row.day, row.statement
