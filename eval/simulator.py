"""Collections of reports whose ancestry is known: who copied whom, and what was changed at each step.

Real quotations are the raw material where a collection lies beside the project, invented ones elsewhere; what is made
from them depends on the seed alone. Every utterance gives a family of reports: a first one and copies of earlier ones,
most of them cut or altered (mutations.py). Look-alikes are families of their own: another statement of the same speaker
with a phrase in common, or a stock phrase. Some dates are missing or wrong, and some reports are not in the collection.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final

from eval.mutations import SHARES, Mutation, Setting, Step, Tokens, cross_splice, indirect
from eval.quotations import all_quotations, stories
from onrecord.trace.rows import UNDATED, Row
from onrecord.trace.utterances import group
from onrecord.trace.words import forms

EXACT: Final = 0.45
TWO_STEPS: Final = 0.3
SINGLE: Final = 0.4
LARGEST: Final = 150
ROOT: Final = 0.35
DELAY: Final = 1.2
DAYS: Final = 3 * 365
CROSS: Final = 0.008
LOOKALIKE: Final = 0.03
STOCK: Final = 0.01
NAMELESS: Final = 0.1
WRONG_DATE: Final = 0.02
NO_DATE: Final = 0.02
FIRST_DAY: Final = date(2012, 1, 1).toordinal()
_OUTLETS: Final = 400
_SPEAKERS: Final = 3000
_FEWEST: Final = 2000
_SHORTEST, _LONGEST = 5, 120
_PHRASES: Final = (
    "our thoughts and prayers are with the families of", "we will continue to monitor the situation in",
    "this is a great day for the people of", "we do not comment on matters before",
    "i take full responsibility for the", "we are working closely with our partners on",
    "there is no place in this country for",
)  # fmt: skip
_OUTSIDE: Final = (
    "after a long and stormy meeting with the dockers", "as the crowd outside shouted and threw paper",
    "before leaving the hall by the side door", "while his advisers looked at their telephones",
    "although nobody in the room had asked about it", "in a voice that hardly reached the last row",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """One report: its family, its parent (an index, −1 for the first), its true time in days, the day that it bears
    (−1 where none), its outlet and speaker, the printed words, whether they stand in quotation marks, the reporter's
    words beside them, and the steps from its parent. `also` is the second family of a splice across utterances."""

    family: int
    parent: int
    time: float
    day: int
    outlet: str
    speaker: str
    text: str
    quoted: bool
    outside: str
    steps: tuple[Step, ...]
    also: int = -1


@dataclass(frozen=True, slots=True)
class Kin:
    """What the reports of a family have in common: its number, its speaker, and the reporter's words beside."""

    family: int
    speaker: str
    outside: str


@dataclass(frozen=True, slots=True)
class Material:
    """What reports are made of: first texts, each different from the others, and single words as they are printed."""

    texts: Sequence[str] = field(repr=False)
    words: tuple[str, ...] = field(repr=False)


def material(shared: Path, size: int = 1_000_000) -> Material:
    """The quotations at hand, one of each utterance: what the trace itself takes for variants is left out, so that two
    families are never one utterance. A small collection needs few stories."""
    some = islice(stories(shared), max(_FEWEST, size // 8))
    found = [(quoted.text, quoted.story.day) for quoted in all_quotations(some)]
    compared = [Row(place, f"{place:09d}#s1", tuple(forms(text)), day) for place, (text, day) in enumerate(found)]
    variants = {member for members in group(compared) for member in members[1:]}
    texts = dict.fromkeys(
        " ".join(text.split())
        for place, (text, _) in enumerate(found)
        if place not in variants and _SHORTEST <= len(compared[place].forms) <= _LONGEST and text.count(" ") >= 4
    )
    words = tuple(word for text in list(texts)[:20_000] for word in text.split() if word.isalpha())
    return Material(tuple(texts), words)


def rows(reports: Sequence[Report]) -> list[Row]:
    """The reports as the trace compares them."""
    return [
        Row(at, f"a{at:07d}#s1", tuple(forms(one.text)), one.day, one.speaker, one.outlet, one.quoted)
        for at, one in enumerate(reports)
    ]


def simulate(made_of: Material, size: int, seed: int = 7) -> list[Report]:
    """A collection of `size` reports."""
    random = Random(seed)
    texts = _first_texts(made_of, random)
    reports: list[Report] = []
    family = 0
    while len(reports) < size:
        first, speaker = _opening(next(texts), reports, random)
        _family(reports, Kin(family, speaker, random.choice(_OUTSIDE)), first, made_of, random)
        family += 1
    return reports[:size]


def _first_texts(made_of: Material, random: Random) -> Iterator[Tokens]:
    """First texts in random order; when they are used up, the same sentences with other content words."""
    order = list(range(len(made_of.texts)))
    random.shuffle(order)
    yield from (made_of.texts[place].split() for place in order)
    while True:
        model = made_of.texts[random.choice(order)].split()
        yield [random.choice(made_of.words) if len(token) > 3 else token for token in model]


def _opening(tokens: Tokens, reports: Sequence[Report], random: Random) -> tuple[Tokens, str]:
    """The first words of a family and their speaker: as they are, or made a look-alike of something said before."""
    speaker = f"speaker {int(_SPEAKERS * random.random() ** 2)}"
    drawn = random.random()
    if drawn < STOCK:
        return [*random.choice(_PHRASES).split(), *tokens], speaker
    if drawn < STOCK + LOOKALIKE and reports:
        other = random.choice(reports)
        words = other.text.split()
        start = random.randint(0, max(0, len(words) - 6))
        shared = words[start : start + random.randint(3, 6)]
        place = random.randint(0, len(tokens))
        return [*tokens[:place], *shared, *tokens[place:]], other.speaker or speaker
    return tokens, speaker


def _family(reports: list[Report], kin: Kin, first: Tokens, made_of: Material, random: Random) -> None:
    size = 1 if random.random() < SINGLE else min(LARGEST, 2 + int(random.paretovariate(1.15)))
    begin = len(reports)
    reports.append(_report(kin, -1, random.uniform(0, DAYS), " ".join(first), (), random))
    for number in range(1, size):
        back = 0 if random.random() < ROOT else min(int(random.random() ** 1.5 * number), number - 1)
        parent = reports[begin + back]
        other = reports[random.randrange(len(reports))] if random.random() < CROSS else None
        tokens, steps = _altered(parent, other, made_of, random)
        time = parent.time + random.expovariate(1 / DELAY)
        child = _report(kin, begin + back, time, " ".join(tokens), steps, random)
        spliced = other is not None and other.family != kin.family and steps and steps[-1].name == "cross-splice"
        reports.append(replace(child, also=other.family) if spliced and other else child)


def _altered(
    parent: Report, other: Report | None, made_of: Material, random: Random
) -> tuple[Tokens, tuple[Step, ...]]:
    tokens = parent.text.split()
    steps: list[Step] = []
    if random.random() >= EXACT:
        setting = Setting(random, made_of.words, [], parent.outside)
        for _ in range(1 + (random.random() < TWO_STEPS)):
            if done := _draw(random)(tokens, setting):
                tokens, steps = done[0], [*steps, done[1]]
    if other is not None:
        setting = Setting(random, made_of.words, other.text.split(), parent.outside)
        if done := cross_splice(tokens, setting):
            tokens, steps = done[0], [*steps, done[1]]
    return tokens, tuple(steps)


_MUTATIONS: Final[tuple[Mutation, ...]] = tuple(SHARES)
_WEIGHTS: Final = tuple(sum(list(SHARES.values())[: n + 1]) for n in range(len(SHARES)))


def _draw(random: Random) -> Callable[[Tokens, Setting], tuple[Tokens, Step] | None]:
    return random.choices(_MUTATIONS, cum_weights=_WEIGHTS)[0]


def _report(kin: Kin, parent: int, time: float, text: str, steps: tuple[Step, ...], random: Random) -> Report:
    drawn = random.random()
    day = FIRST_DAY + int(time)
    if drawn < NO_DATE:
        day = UNDATED
    elif drawn < NO_DATE + WRONG_DATE:
        day += random.randint(-30, 30)
    named = "" if random.random() < NAMELESS else kin.speaker
    quoted = not any(step.name == indirect.__name__ for step in steps)
    outlet = f"outlet {random.randrange(_OUTLETS)}"
    return Report(kin.family, parent, time, day, outlet, named, text, quoted, kin.outside, steps)
