"""The readings of one utterance → whether they are boilerplate: a passage that one outlet prints again and again.

Captions of a picture gallery, invitations to subscribe and biographical notes say the same under many articles. Such a
passage is one text and not many reports. It is told by its outlet's repetition on different days, never by its words;
what another outlet quotes too is an utterance all the same.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from onrecord.model import StatementKind
from onrecord.trace.witnesses import Witnessed

LEAST_DAYS: Final = 3
_BESIDE: Final = 6
_ELSEWHERE: Final = 0.1
_MOST_OTHERS: Final = 0.34


def boilerplate(witnesses: Sequence[Witnessed]) -> str:
    """Why these readings are boilerplate, in a plain sentence; empty where they are not. A reading stands in a passage
    printed again where one outlet has the same six words beside it on three days or more."""
    if len(_days(witnesses)) < LEAST_DAYS:
        return ""
    passages: defaultdict[tuple[str, ...], list[Witnessed]] = defaultdict(list)
    for one in witnesses:
        for beside in _beside(one):
            passages[one.reading.outlet or "", *beside].append(one)
    repeated = [several for (outlet, *_), several in passages.items() if outlet and len(_days(several)) >= LEAST_DAYS]
    if not repeated or _is_reported(witnesses, [one for several in repeated for one in several]):
        return ""
    most = max(repeated, key=lambda several: (len(several), several[0].reading.statement))
    printed = len({one.reading.article for one in most})
    return f"the same passage stands in {printed} articles of {most[0].reading.outlet} on {len(_days(most))} days"


def _beside(one: Witnessed) -> Iterator[tuple[str, ...]]:
    """The six words before the reading and the six behind it, where there are so many in its paragraphs; a paragraph
    with fewer is given whole."""
    starts = [word.span.start for word in one.around]
    forms = [word.form for word in one.around]
    first, last = (bisect_left(starts, at) for at in (one.reading.spans[0].start, one.reading.spans[-1].end))
    before, after = forms[max(0, first - _BESIDE) : first], forms[last : last + _BESIDE]
    if len(before) == _BESIDE:
        yield ("before", *before)
    if len(after) == _BESIDE:
        yield ("after", *after)
    if len(before) < _BESIDE and len(after) < _BESIDE:
        yield ("whole", *forms)


def _days(several: Sequence[Witnessed]) -> set[str]:
    """The days on which articles printed it."""
    return {one.reading.date[:10] for one in several if one.reading.date}


def _is_reported(witnesses: Sequence[Witnessed], repeated: Sequence[Witnessed]) -> bool:
    """Whether it is told outside repeated passages too: by another outlet in quotation marks, or often enough."""
    again, outlets = {id(one) for one in repeated}, {one.reading.outlet for one in repeated}
    others = [one for one in witnesses if id(one) not in again]
    elsewhere = [one for one in others if one.reading.outlet not in outlets]
    quoted = any(one.reading.kind is not StatementKind.INDIRECT for one in elsewhere)
    return quoted or len(elsewhere) > _ELSEWHERE * len(witnesses) or len(others) > _MOST_OTHERS * len(witnesses)
