"""Statements that may be the same words in another translation: the same speaker, near in time, quoted in other words.

They are kept apart from the readings, with a low score each: content words alone are compared, by rarity, and names and
numbers weigh most. It is a hint to look, not a finding; a paraphrase in another order and a second statement on the
same matter look alike here.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from onrecord.model import Descent, DescentKind
from onrecord.trace.descent import Weight
from onrecord.trace.lexicon import common_words
from onrecord.trace.rows import UNDATED, Row

NEAR: Final = 10
LEAST_SHARE: Final = 0.6
LEAST_SHARED: Final = 4
_STEM: Final = 5
_MOST_SCORE: Final = 0.6
_MOST: Final = 2_000


def retold(readings: Sequence[Row], others: Iterable[Row], weight: Weight) -> tuple[Descent, ...]:
    """The `others` that may retell one of the readings, each with the closest of those, likeliest first."""
    quoted = [row for row in readings if row.quoted and row.speaker and row.day != UNDATED]
    taken = {row.statement for row in readings}
    printed = {row.article for row in readings}
    found = []
    for other in others:
        if other.statement in taken or other.article in printed or not other.quoted or other.day == UNDATED:
            continue
        if best := max((_told(row, other, weight) for row in quoted), key=lambda one: one[0], default=None):
            found.append((best, other))
    likely = sorted((pair for pair in found if pair[0][0] >= LEAST_SHARE), key=lambda p: (-p[0][0], p[1].statement))
    return tuple(_descent(share, parent, words, other) for (share, parent, words), other in likely)


def by_speaker(rows: Iterable[Row]) -> Mapping[str, Sequence[Row]]:
    """What each speaker is quoted with on a known day, in order of time."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.quoted and row.speaker and row.day != UNDATED:
            found[row.speaker].append(row)
    return {speaker: sorted(said, key=lambda row: (row.day, row.statement)) for speaker, said in found.items()}


def near(readings: Sequence[Row], said: Mapping[str, Sequence[Row]]) -> list[Row]:
    """What the same speakers are quoted with (`by_speaker`) in the days around each of the readings, each once; at most
    2,000."""
    found: dict[str, Row] = {}
    for row in readings:
        spoken = said.get(row.speaker, ()) if row.day != UNDATED else ()
        first = bisect_left(spoken, row.day - NEAR, key=lambda other: other.day)
        last = bisect_right(spoken, row.day + NEAR, key=lambda other: other.day)
        found |= {other.statement: other for other in spoken[first:last]}
        if len(found) >= _MOST:
            break
    return list(found.values())[:_MOST]


def alike(readings: Sequence[Row], others: Iterable[Row]) -> list[Row]:
    """Those of the others that have so many words in common with one of the readings that a weighing is worth while."""
    stems = [_content(row.forms).keys() for row in readings if row.quoted]
    contents = ((other, _content(other.forms).keys()) for other in others)
    return [other for other, own in contents if any(len(own & one) >= LEAST_SHARED for one in stems)]


def _told(row: Row, other: Row, weight: Weight) -> tuple[float, str, tuple[str, ...]]:
    """The share of content by rarity that both have of the one that has less, and the words that they share."""
    if row.speaker != other.speaker or abs(row.day - other.day) > NEAR:
        return 0.0, row.statement, ()
    one, two = _content(row.forms), _content(other.forms)
    shared = one.keys() & two.keys()
    if len(shared) < LEAST_SHARED:
        return 0.0, row.statement, ()
    least = min(sum(map(weight, one.values())), sum(map(weight, two.values())))
    if not least:
        return 0.0, row.statement, ()
    share = sum(weight(one[stem]) for stem in shared) / least
    return min(share, 1.0), row.statement, tuple(sorted((one[stem] for stem in shared), key=lambda w: (-weight(w), w)))


@lru_cache(maxsize=20_000)
def _content(forms: tuple[str, ...]) -> Mapping[str, str]:
    """The content words by their first letters, which endings leave as they are."""
    return {form[:_STEM]: form for form in forms if form not in common_words()}


def _descent(share: float, parent: str, words: tuple[str, ...], other: Row) -> Descent:
    evidence = (
        f"the same speaker within {NEAR} days, in other words: {round(100 * share)}% of the content by rarity",
        f"both have {', '.join(f'“{word}”' for word in words[:5])}",
    )
    return Descent(parent, other.statement, DescentKind.TRANSLATED, round(_MOST_SCORE * share, 4), evidence)
