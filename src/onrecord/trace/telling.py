"""The readings of one utterance → the utterance as it is told: the earliest report, what was altered, the descent.

Adds nothing to what alterations and descent say, but which readings are compared: each with its most likely parent, and
with the base, the reading that the others are set against.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Final

from onrecord.model import Alteration, Descent, StatementKind, Utterance
from onrecord.trace.alterations import alterations
from onrecord.trace.boilerplate import boilerplate
from onrecord.trace.descent import Weight, descent
from onrecord.trace.judge import method
from onrecord.trace.witnesses import Witnessed

_FULL: Final = 0.8
_SHORT: Final = 0.5


def in_time(witnesses: Sequence[Witnessed]) -> list[Witnessed]:
    """Oldest first, undated last; the order of arrival plays no part."""
    return sorted(witnesses, key=lambda one: (one.reading.date is None, one.reading.date or "", one.reading.statement))


def without_inner(witnesses: Sequence[Witnessed]) -> tuple[Witnessed, ...]:
    """The same without those that stand inside another one of the same article: the words of a nested statement are
    there once. Where all that the other one quotes is the nested statement ("…", Doe said, the Courier reported), the
    nested one stays instead: the words are Doe's."""
    by_article: dict[str, list[Witnessed]] = {}
    for one in witnesses:
        by_article.setdefault(one.reading.article, []).append(one)
    reports = {id(one) for one in witnesses for inner in by_article[one.reading.article] if _reports(one, inner)}
    kept = [one for one in witnesses if id(one) not in reports]
    rest = {article: [one for one in several if id(one) not in reports] for article, several in by_article.items()}
    return tuple(one for one in kept if not any(_inside(one, other) for other in rest[one.reading.article]))


def _reports(outer: Witnessed, inner: Witnessed) -> bool:
    """Whether the one reports the other: its own words are unquoted, and what it quotes is the other's."""
    if outer.reading.kind is not StatementKind.MIXED or not _inside(inner, outer):
        return False
    quoted, said = ({word.span.start for word in one.words if word.quoted} for one in (outer, inner))
    return bool(said) and quoted == said


def _inside(one: Witnessed, other: Witnessed) -> bool:
    """Whether all spans of the one lie in the other's; of two with the same spans, the later one does."""
    mine, theirs = one.reading.spans, other.reading.spans
    if one is other or not all(any(t.start <= m.start and m.end <= t.end for t in theirs) for m in mine):
        return False
    return mine != theirs or one.reading.statement > other.reading.statement


def utterance(witnesses: Sequence[Witnessed], weight: Weight) -> Utterance:
    """The utterance with these readings, which are in order of time; `weight` is a word's rarity."""
    readings = tuple(one.reading for one in witnesses)
    descents = descent(witnesses, weight)
    return Utterance(
        id="u" + sha256(readings[0].statement.encode()).hexdigest()[:16],
        speaker=_speaker(witnesses),
        earliest=next((reading.statement for reading in readings if reading.date), None),
        readings=readings,
        alterations=tuple(_altered(witnesses, descents)),
        descent=descents,
        boilerplate=boilerplate(witnesses),
        method=method(),
    )


def _speaker(witnesses: Sequence[Witnessed]) -> str | None:
    """The name that most readings give; of those as frequent, the earliest."""
    names = Counter(one.reading.speaker for one in witnesses if one.reading.speaker)
    return names.most_common(1)[0][0] if names else None


def base(witnesses: Sequence[Witnessed]) -> int:
    """Which reading the others are set against: the earliest, unless it is a short cut of what others have in full."""
    lengths = [len(one.words) for one in witnesses]
    if lengths[0] >= _SHORT * max(lengths):
        return 0
    return next(number for number, length in enumerate(lengths) if length >= _FULL * max(lengths))


def _altered(witnesses: Sequence[Witnessed], descents: Sequence[Descent]) -> Iterator[Alteration]:
    """What is altered in each reading, against its parent, then against the base where that is another one."""
    by_name = {one.reading.statement: one for one in witnesses}
    parents = {one.child: one.parent for one in descents}
    chosen = witnesses[base(witnesses)]
    for one in witnesses:
        parent = parents.get(one.reading.statement)
        if parent is not None:
            yield from alterations(by_name[parent], one)
        if chosen is not one and parent != chosen.reading.statement:
            yield from alterations(chosen, one)
