"""With which words statements are reported, and how readers take what such words introduce, counted over many of them.

Adds counts to what each statement says of its reporting word; the stance is that of the experiment behind the table of
verbs. Judges no speaker and no outlet: what one is said to have “claimed” is the reporters' choice.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from onrecord.archive.draft import folded
from onrecord.model import SpeakerKind, Stance

NOT_TESTED: Final = "not tested"
NO_WORD: Final = "no reporting word"
STANCES: Final = (*map(str, Stance), NOT_TESTED, NO_WORD)


@dataclass(frozen=True, slots=True)
class Verb:
    """A reporting word (`None`: the statement has none), its stance (`None`: not tested), and how often it is used."""

    lemma: str | None
    stance: str | None
    statements: int

    @property
    def manner(self) -> str:
        """The stance in a word."""
        return NO_WORD if self.lemma is None else self.stance or NOT_TESTED


@dataclass(frozen=True, slots=True)
class Reported:
    """How one speaker is reported."""

    name: str
    statements: int
    verbs: tuple[Verb, ...]

    @property
    def stances(self) -> dict[str, int]:
        """The number of statements of each stance, in a fixed order."""
        counts = Counter[str]()
        for verb in self.verbs:
            counts[verb.manner] += verb.statements
        return {stance: counts[stance] for stance in STANCES}


def verbs(rows: Iterable[Mapping[str, Any]]) -> tuple[Verb, ...]:
    """The reporting words of some statements, the most frequent first."""
    counts = Counter((row["lemma"], row["stance"] and str(row["stance"])) for row in rows)
    found = (Verb(lemma, stance, number) for (lemma, stance), number in counts.items())
    return tuple(sorted(found, key=lambda one: (-one.statements, one.lemma or "", one.stance or "")))


def by_speaker(rows: Sequence[Mapping[str, Any]], most: int) -> tuple[tuple[Reported, ...], int]:
    """The named speakers with most statements, and how many others there are. Each name stands apart."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        if row["speaker_called"] is not None and row["speaker_kind"] != SpeakerKind.UNNAMED:
            groups.setdefault(folded(row["speaker_called"]), []).append(row)
    ordered = sorted(groups.values(), key=lambda some: (-len(some), some[0]["speaker_called"]))
    shown = tuple(Reported(some[0]["speaker_called"], len(some), verbs(some)) for some in ordered[:most])
    return shown, len(ordered) - len(shown)
