"""Two readings of one utterance → what speaks for the one being the other's parent, beside the words themselves.

Credits and links are the reporter's own word; a run of words that only two readings have is what textual critics call a
common innovation (Maas 1927); where a reading shares innovations with two others, its text may come from both, which is
called contamination and said, not settled.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final
from urllib.parse import urlsplit

from onrecord.model import Reading
from onrecord.trace.cost import Making, Weight
from onrecord.trace.moments import Moment, is_settled
from onrecord.trace.witnesses import Witnessed

CREDIT: Final = 3.0
LINK: Final = 4.0
AGENCY: Final = 1.0
_RARE: Final = 0.5
_RUN: Final = 5
_LONG_RUN: Final = 10

Forms = tuple[str, ...]


def speaking(parent: Witnessed, child: Witnessed) -> tuple[tuple[str, ...], float]:
    """What the child says of its parent, and how much cheaper that makes it."""
    told, bonus = [], 0.0
    if _names(child, parent.reading):
        bonus += CREDIT
        told.append(f"credits {parent.reading.outlet}")
    if _links(child, parent.reading):
        bonus += LINK
        told.append(f"links to {parent.reading.url}")
    if shared := agency(parent.reading, child.reading):
        bonus += AGENCY
        told.append(f"both carry a report of {shared}")
    return tuple(told), bonus


def agency(parent: Reading, child: Reading) -> str | None:
    """Whose report both readings' articles say that they carry."""
    return next((name for name in child.credits if name in parent.credits), None)


def _names(child: Witnessed, parent: Reading) -> bool:
    """Whether the child credits the parent's outlet: by a credit of its article, or by its name beside the words."""
    if not parent.outlet or parent.outlet == child.reading.outlet:
        return False
    name = parent.outlet.casefold().removeprefix("the ")
    return any(name == one.casefold().removeprefix("the ") for one in child.reading.credits) or (
        len(name) > 2 and name in child.context.casefold()
    )


def _links(child: Witnessed, parent: Reading) -> bool:
    return parent.url is not None and any(same_page(link, parent.url) for link in child.links)


def same_page(one: str, other: str) -> bool:
    """Whether two addresses are of one page: scheme, “www.”, query and a last slash aside."""
    return _address(one) == _address(other)


def _address(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url, ""
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")


def innovation(
    forms: Sequence[Forms], child: int, parent: int, others: Sequence[int], weight: Weight
) -> tuple[str, ...]:
    """What of the possible parents only the parent has in common with the reading: the rarest pair of words, where one
    of them is rare."""
    if not others:
        return ()
    elsewhere = {pair for other in others for pair in pairwise(forms[other])}
    own = set(pairwise(forms[parent]))
    only = [pair for pair in pairwise(forms[child]) if pair in own and pair not in elsewhere]
    rarest = max(only, key=lambda pair: (max(map(weight, pair)), pair), default=None)
    if rarest is None or max(map(weight, rarest)) <= _RARE:
        return ()
    return (f"“{' '.join(rarest)}” stands in no other older reading",)


def surroundings(parent: Witnessed, child: Witnessed) -> tuple[str, ...]:
    """A run of the reporter's own words beside the quotation that both have: nobody spoke those."""
    there = set(_own_runs(parent, _RUN))
    shared = [run for run in _own_runs(child, _RUN) if run in there]
    return (f"the reporter's words beside it are the same too: “{' '.join(shared[0])}”",) if shared else ()


def is_taken_over(parent: Witnessed, child: Witnessed) -> bool:
    """Whether so many of the reporter's own words are the same that they cannot be what anybody would write: who a
    speaker is takes five."""
    return not set(_own_runs(parent, _LONG_RUN)).isdisjoint(_own_runs(child, _LONG_RUN))


def _own_runs(witness: Witnessed, length: int) -> list[Forms]:
    """The runs of so many words around the reading that are neither quoted nor part of it."""
    told = {word.span.start for word in witness.words}
    runs: list[Forms] = []
    current: list[str] = []
    for word in witness.around:
        if word.quoted or word.span.start in told:
            current = []
            continue
        current.append(word.form)
        if len(current) >= length:
            runs.append(tuple(current[-length:]))
    return runs


def contamination(
    forms: Sequence[Forms], child: int, parent: int, made: Making, others: Sequence[int], weight: Weight
) -> list[tuple[str, int]]:
    """The rare words that the reading has and its parent lacks, with the first other reading that has them in the same
    place, where the parent in turn gives what that one lacks. At most one is named."""
    new = {word for word in made.new if weight(word) > _RARE}
    own, given = set(pairwise(forms[child])), set(pairwise(forms[parent]))
    for other in others:
        there = set(pairwise(forms[other]))
        shared = [pair for pair in pairwise(forms[child]) if pair in there and (pair[0] in new or pair[1] in new)]
        if shared and (own & given) - there:
            return [(f"“{' '.join(shared[0])}” is not its parent's", other)]
    return []


def order(parent: Reading, child: Reading, before: Moment | None, after: Moment | None) -> str:
    """What is known of the order of the two in time."""
    if before is None or after is None:
        return "the order in time is not known for certain: one of the two is undated"
    if not is_settled(before, after):
        return f"both are of {after.day.isoformat()}: which is older is not known"
    if before.day == after.day:
        return f"printed at {parent.date}, before {child.date}"
    return f"printed on {before.day.isoformat()}, before {after.day.isoformat()}"
