"""Many statements → those that are readings of one utterance, from scratch.

Equal strings are one; keys suggest pairs; an upper bound, the alignment and the judgement decide; a reading that joins
two utterances stays with one of them; what remains connected is an utterance. The order of arrival decides nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count, pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onrecord.trace import candidates, fingerprints, judge, reported
from onrecord.trace.align import Fits, fits, upper_bound
from onrecord.trace.candidates import SEASON
from onrecord.trace.fingerprints import Encoded, Ints, Postings, distinct
from onrecord.trace.groups import components, without_splices
from onrecord.trace.names import same_name
from onrecord.trace.rows import LEAST_WORDS, UNDATED, Row

SHORT: Final = 8
_NOBODY: Final = frozenset([""])


@dataclass(frozen=True, slots=True)
class Strings:
    """The different texts among many rows, each with its rows, in an order that does not depend on that of the rows;
    `times` is the place of each row in the order of time."""

    forms: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[int, ...], ...]
    times: Sequence[int]


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
    order = _in_order(rows)
    for index in order.tolist():
        forms = rows[index].forms
        if len(forms) >= LEAST_WORDS:
            found[forms].append(index)
    parts: list[tuple[tuple[str, ...], tuple[int, ...]]] = []
    for forms, members in found.items():
        if len(members) == 1 or len(forms) > SHORT:
            parts.append((forms, tuple(members)))
        else:
            parts += ((forms, tuple(part)) for part in _occasions(rows, members))
    return Strings(tuple(forms for forms, _ in parts), tuple(part for _, part in parts), np.argsort(order).tolist())


def _in_order(rows: Sequence[Row]) -> Ints:
    """The rows by index, oldest first and undated last, then by statement: the order of arrival plays no part."""
    names = [row.statement for row in rows]
    by_name = np.array(sorted(range(len(rows)), key=names.__getitem__), np.int64)
    days = np.fromiter((row.day for row in rows), np.int64, len(rows))[by_name]
    last = np.where(days == UNDATED, np.iinfo(np.int64).max, days)
    order: Ints = by_name[np.argsort(last, kind="stable")]
    return order


def _occasions(rows: Sequence[Row], members: list[int]) -> list[list[int]]:
    """The rows of one text, apart where nobody printed it for sixty days; undated ones go with the last."""
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
    found = fingerprints.postings(encoded)
    told = candidates.suggested(found, encoded.lengths, days)
    return judged(encoded, strings, rows, days, told.lower, told.higher, told.seasons, found)


def judged(  # noqa: PLR0913, PLR0917 (what a pair is judged by has no shorter name)
    encoded: Encoded, strings: Strings, rows: Sequence[Row], days: Ints, lower: Ints, higher: Ints,
    seasons: Ints | None = None, found: Postings | None = None,
) -> tuple[Ints, Ints, Fits]:  # fmt: skip
    """Those of some pairs of strings that are one utterance, with how they fit. Without `seasons` (candidates.py) they
    are counted among these strings; with them and the keys `found`, those are counted closer that hang on it."""
    could, told = _aligned(encoded, strings, rows, days, lower, higher)
    lower, higher = lower[could], higher[could]
    if seasons is None or found is not None:
        at_most = None if seasons is None else seasons[could]
        counted = _seasons(told, days, lower, higher, at_most, found or fingerprints.postings(encoded))
    else:
        counted = seasons[could]
    told = replace(told, seasons=counted)
    same = judge.accepted(told) & _said(strings, rows, lower, higher, told)
    return lower[same], higher[same], told.fits.of(same)


def _aligned(
    encoded: Encoded, strings: Strings, rows: Sequence[Row], days: Ints, lower: Ints, higher: Ints
) -> tuple[Ints, judge.Pairs]:
    """Which pairs could be accepted, by what they may share, and how these fit; without seasons."""
    totals = encoded.weight_of()
    bound, lighter = upper_bound(encoded, lower, higher), np.minimum(totals[lower], totals[higher])
    could = np.flatnonzero(judge.possible(bound, lighter))
    lower, higher = lower[could], higher[could]
    between, speakers = days_between(days, lower, higher), speakers_of(strings, rows, lower, higher)
    hopeful = judge.hopeful(bound[could], lighter[could], between, speakers)
    fit = fits(encoded, lower[hopeful], higher[hopeful])
    return could[hopeful], judge.Pairs(fit, between[hopeful], speakers[hopeful])


def _seasons(told: judge.Pairs, days: Ints, lower: Ints, higher: Ints, at_most: Ints | None, found: Postings) -> Ints:
    """In how many seasons what each pair shares is found; not counted closer where that decides nothing."""
    counted = np.ones(len(lower), np.int64) if at_most is None else at_most.copy()
    settled = np.zeros(len(lower), np.bool_) if at_most is None else judge.accepted(replace(told, seasons=at_most))
    hang = np.flatnonzero(judge.accepted(told) & ~settled)
    counted[hang] = candidates.seasons_of(found, days, lower[hang], higher[hang])
    return counted


def _said(strings: Strings, rows: Sequence[Row], lower: Ints, higher: Ints, told: judge.Pairs) -> NDArray[np.bool_]:
    """Which pairs are of words, as far as one of them is in the reporter's."""
    plain = reported.unquoted(rows, strings.rows)
    some = np.flatnonzero(plain[lower] | plain[higher])
    topics = np.zeros(len(strings.rows), np.bool_)
    for string in distinct(np.concatenate([lower[some], higher[some]])).tolist():
        topics[string] = all(reported.is_topic(rows[n]) for n in strings.rows[string])
    said = np.ones(len(lower), np.bool_)
    said[some] = reported.enough(told.fits.weight[some], told.days[some], told.speakers[some])
    said[some] &= ~(topics[lower[some]] | topics[higher[some]])
    return said


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
    if len(members) == 1:
        return _alone(rows[members[0]].speaker)
    return frozenset([rows[index].speaker for index in members]).difference(_NOBODY)


@lru_cache(maxsize=100_000)
def _alone(speaker: str) -> frozenset[str]:
    return frozenset([speaker] if speaker else [])


def _related(one: frozenset[str], other: frozenset[str]) -> int:
    if not one or not other:
        return 0
    return 1 if one & other or any(same_name(a, b) for a in one for b in other) else -1


def _sorted(rows: Sequence[Row], strings: Strings, labels: Ints) -> tuple[tuple[int, ...], ...]:
    members: defaultdict[int, list[int]] = defaultdict(list)
    for string, label in enumerate(labels.tolist()):
        members[label].extend(strings.rows[string])
    said = [group for group in members.values() if len(group) > 1 and _is_said(rows, group)]
    groups = (tuple(sorted(group, key=strings.times.__getitem__)) for group in said)
    return tuple(sorted(groups, key=lambda group: strings.times[group[0]]))


def _is_said(rows: Sequence[Row], group: Sequence[int]) -> bool:
    """Whether it is of words that somebody said: not a phrase, and not what one article says twice in its own words."""
    if any(rows[n].quoted for n in group):
        return True
    return len({rows[n].article for n in group}) > 1 and not all(reported.is_topic(rows[n]) for n in group)


def in_time(row: Row) -> tuple[bool, int, str]:
    """Oldest first, undated last; the order of arrival plays no part."""
    return row.day == UNDATED, row.day, row.statement
