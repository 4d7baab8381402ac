"""What became of what people decided: of every decision whether it counts, and what it is about now.

Adds nothing: it looks at the current version of each page about which there are decisions.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from onrecord.archive import corrected, disputes, ledger, lookup
from onrecord.archive.corrected import Placed
from onrecord.archive.decision import Decision, live, names_in
from onrecord.archive.disputes import Overruled


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision, and its state: "counts", "overruled", "undone", "lost" or, of an undo, "undoes"; `why` says more."""

    decision: Decision
    state: str
    why: str = ""


class Standing:
    """All decisions of an archive by the articles that they are about, each article looked at when it is asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.told = ledger.all_of(connection)
        self._currents = ledger.currents(connection, {name for d in self.told for name in names_in(d)})
        self._everywhere = [d for d in self.told if d.article is None]
        self._about: dict[str, list[Decision]] = {}
        for decision in self.told:
            for article in self.articles_of(decision):
                self._about.setdefault(article, []).append(decision)
        self._placed: dict[str, tuple[Placed, ...]] = {}

    def articles_of(self, decision: Decision) -> list[str]:
        """The current versions of the pages that a decision is about; none for one about all."""
        found = (self._currents.get(name) for name in names_in(decision))
        return list(dict.fromkeys(article for article in found if article))

    def of_several(self) -> list[str]:
        """The articles about which several people have decided."""
        return [article for article, told in self._about.items() if len({d.who for d in told}) > 1]

    def placed(self, article: str) -> tuple[Placed, ...]:
        """What became of the decisions about an article, the earliest first."""
        if article not in self._placed:
            told = {d.key: d for d in (*self._about.get(article, ()), *self._everywhere)}
            home = ledger.homes(self._connection, [article]).get(article)
            record = lookup.record(self._connection, article)
            self._placed[article] = corrected.placed(record, told.values(), home.names if home else ())
        return self._placed[article]

    def overruled(self, article: str) -> list[Overruled]:
        """Which of the decisions about an article later ones count instead of."""
        return disputes.overruled(self.placed(article))

    def is_decided(self, article: str, statement: str) -> bool:
        """Whether a person has decided about the statement itself."""
        if article not in self._about:
            return False
        return any(statement in one.statements for one in self.placed(article) if one.decision.action != "merge")

    def history(self, article: str | None = None, statement: str | None = None, last: int | None = None) -> list[Entry]:
        """The decisions in the order of their numbers, all or those about an article or a statement of it, or only so
        many of the last ones."""
        undone = {d.value["decision"]: d for d in self.told if d.action == "undo"}
        by_key = {decision.key: decision for decision in self.told}
        chosen = [d for d in self.told if article is None or _is_about(d, by_key, article, statement)]
        return [self._entry(decision, undone, by_key) for decision in chosen[-(last or len(chosen)) :]]

    def _entry(self, decision: Decision, undone: Mapping[str, Decision], by_key: Mapping[str, Decision]) -> Entry:
        if decision.action == "undo":
            target = by_key.get(decision.value["decision"])
            return Entry(decision, "undoes", f"decision {target.id}" if target else "")
        if (undo := undone.get(decision.key)) is not None:
            return Entry(decision, "undone", f"by {undo.who} (decision {undo.id})")
        here = self.articles_of(decision)
        lost = [p.lost for a in here for p in self.placed(a) if p.decision.key == decision.key and p.lost]
        if lost:
            return Entry(decision, "lost", "; ".join(dict.fromkeys(lost)))
        later = [one for one in self._overruled(decision, here) if one.earlier.key == decision.key]
        if not later:
            return Entry(decision, "counts")
        what = ", ".join(dict.fromkeys(one.on for one in later))
        return Entry(decision, "overruled", f"by {later[-1].later.who} (decision {later[-1].later.id}): {what}")

    def _overruled(self, decision: Decision, articles: list[str]) -> list[Overruled]:
        if decision.article is None and decision.action == "merge":
            merges = (d for d in live(self._everywhere) if d.action == "merge")
            return disputes.overruled(Placed(merge, ()) for merge in merges)
        return [one for article in articles for one in self.overruled(article)]


def _is_about(decision: Decision, by_key: Mapping[str, Decision], article: str, statement: str | None) -> bool:
    meant = by_key.get(decision.value["decision"], decision) if decision.action == "undo" else decision
    if meant.action == "split":
        return any(p["article"] == article and statement in (None, p["statement"]) for p in meant.value["parts"])
    return meant.article == article and statement in (None, meant.statement)
