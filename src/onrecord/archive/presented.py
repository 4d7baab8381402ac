"""What people's corrections make of what a search found: other speakers, other words, statements left out.

The index knows the machine's readings alone, and nothing here changes it: found rows are shown as corrected, and a
search for a speaker also looks where people have put that speaker. Adds no judgement of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select

from onrecord.archive import ledger, lookup
from onrecord.archive.context import fitting
from onrecord.archive.corrected import view
from onrecord.archive.criteria import FACETS, SPEAKER, TEXT, Criteria
from onrecord.archive.decision import Decision, live
from onrecord.archive.draft import folded
from onrecord.archive.fulltext import facet, facets
from onrecord.archive.query import Fields, Term, Words, plain
from onrecord.archive.rows import GAP
from onrecord.archive.schema import decisions, statements
from onrecord.model import Record, Speaker, Statement

# Under which key the name of a new speaker stands in the value of a decision.
_NAMES: Final = {"speaker": "name", "merge": "into", "split": "as"}
_MANY: Final = 500


@dataclass(frozen=True, slots=True)
class Corrections:
    """The decisions of an archive that nobody has undone; `about` has those about an article by its id, and the id of
    its page's current version, `merged` those about a speaker of all articles."""

    connection: Connection
    told: tuple[Decision, ...]
    about: Mapping[str, Sequence[Decision]]
    merged: tuple[Decision, ...]

    def touches(self, row: Mapping[str, Any]) -> bool:
        """Whether people may have changed a statement: of an article, by a speaker."""
        if row["article_id"] in self.about:
            return True
        names = {folded(name) for name in (row["speaker_called"] or "", *(row["speaker_aliases"] or ()))}
        return any(folded(decision.value["name"]) in names for decision in self.merged)

    def rows(self, found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """The rows of statements as corrected; `corrected` says where something is other. Rejected ones are gone."""
        touched = {row["article_id"] for row in found if self.touches(row)} if self.told else set()
        homes = ledger.homes(self.connection, touched) if touched else {}
        seen = {id_: self._seen(id_, home.names) for id_, home in homes.items()}
        corrected: list[dict[str, Any]] = []
        for row in found:
            corrected += _as_in(seen[row["article_id"]], row) if row["article_id"] in seen else [row]
        return corrected

    def _seen(self, article: str, home: Sequence[str]) -> Record:
        told = {decision.key: decision for decision in (*self.about.get(article, ()), *self.merged)}
        return view(lookup.record(self.connection, article), told.values(), home).record

    def ways(self, criteria: Criteria) -> list[Fields]:
        """What the index is to be asked for besides: the names of speakers who are someone else by now."""
        names = [decision.value["name"] for decision in self._called(self.merged, criteria)]
        terms = tuple(Term(tuple(plain(name).split())) for name in names if plain(name).split())
        return [{**criteria.fields, SPEAKER: Words((terms,))}] if terms else []

    def elsewhere(self, criteria: Criteria) -> list[int]:
        """Places where people have put what is looked for, the greatest first; not all of them fit."""
        own = [decision for decision in self.told if decision not in self.merged]
        meant = {decision.key for decision in (*self._called(own, criteria), *self._changed(criteria))}
        articles = [id_ for id_, told in self.about.items() if any(decision.key in meant for decision in told)]
        columns = [statements.c[name] for name in ("place", "article_id", "id", "text")]
        places = set()
        for first in range(0, len(articles), _MANY):
            query = select(*columns).where(statements.c.article_id.in_(articles[first : first + _MANY]))
            query = query.where(statements.c.place.between(criteria.low, criteria.high))
            for place, article, id_, text in self.connection.execute(query):
                if any(_means(one, article, id_, text) for one in self.about[article] if one.key in meant):
                    places.add(place)
        return sorted(places, reverse=True)

    def _changed(self, criteria: Criteria) -> list[Decision]:
        """Those that give a statement the kind that is looked for, or other words where words are looked for."""
        groups = criteria.loose.get(FACETS, Words()).wanted
        kinds = {word for group in groups for term in group for word in term.words}
        of_kind = [d for d in self.told if d.value.get("kind") and facet("kind", str(d.value["kind"])) in kinds]
        return of_kind + [d for d in self.told if d.action == "span" and TEXT in criteria.loose]

    def _called(self, some: Sequence[Decision], criteria: Criteria) -> list[Decision]:
        """Those that give a name which fits what is looked for."""
        wanted = criteria.exact.get(SPEAKER)
        named = [(decision, name) for decision in some if (name := _name(decision))]
        if wanted is None or not named:
            return []
        fits = fitting([{SPEAKER: name} for _, name in named], {}, {SPEAKER: wanted})
        return [decision for (decision, _), fit in zip(named, fits, strict=True) if fit]


def corrections(connection: Connection) -> Corrections:
    """The corrections of an archive; where there are none, this costs nothing."""
    if connection.execute(select(decisions.c.id).limit(1)).first() is None:
        return none_of(connection)
    told = tuple(live(ledger.all_of(connection)))
    names = {decision.key: _pages(decision) for decision in told}
    currents = ledger.currents(connection, {name for some in names.values() for name in some})
    about: dict[str, list[Decision]] = {}
    for decision in told:
        for article in {id_ for name in names[decision.key] for id_ in (name, currents.get(name, name))}:
            about.setdefault(article, []).append(decision)
    return Corrections(connection, told, about, tuple(d for d in told if d.action == "merge" and d.article is None))


def none_of(connection: Connection) -> Corrections:
    """No corrections: what the machine read."""
    return Corrections(connection, (), {}, ())


def _name(decision: Decision) -> str | None:
    """The name of the speaker to whom a decision gives statements."""
    if decision.action == "accept":
        name = (decision.value.get("speaker") or {}).get("name")
    else:
        name = decision.value.get(_NAMES.get(decision.action, ""))
    return name if isinstance(name, str) else None


def _pages(decision: Decision) -> set[str]:
    """All that a decision calls the pages that it is about: ids of articles, and keys."""
    parts = decision.value["parts"] if decision.action == "split" else ()
    named = (
        decision.article,
        decision.anchor.get("page"),
        *(part[key] for part in parts for key in ("article", "page")),
    )
    return {name for name in named if name}


def _means(decision: Decision, article: str, statement: str, text: str) -> bool:
    """Whether a decision about an article may be about this statement: by id, by its words, or about all of them."""
    if decision.statement is None:
        return True
    if (decision.article, decision.statement) == (article, statement):
        return True
    return text == GAP.join(one.get("exact", "") for one in decision.anchor.get("content", ()))


def _as_in(record: Record, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The row as the corrected record has its statement; nothing where it has none."""
    by_id = {speaker.id: speaker for speaker in record.speakers}
    for statement in record.statements:
        if statement.id == row["id"]:
            shown = _row(record, statement, by_id.get(statement.speaker or ""), current=row["article_current"])
            yield row | shown | {"corrected": any(row[name] != value for name, value in shown.items())}


def _row(record: Record, statement: Statement, speaker: Speaker | None, *, current: bool) -> dict[str, Any]:
    """The columns of a statement that corrections may change."""
    names = (speaker.name, speaker.role, *speaker.aliases) if speaker else ()
    return {
        "kind": statement.kind,
        **{role: [list(span) for span in getattr(statement, role)] for role in ("content", "cue", "source")},
        "lemma": statement.reporting.lemma if statement.reporting else None,
        "stance": statement.reporting.stance if statement.reporting else None,
        "text": GAP.join(record.article.text[span.start : span.end] for span in statement.content),
        "speaker_name": "; ".join(filter(None, names)),
        "speaker_id": speaker.id if speaker else None,
        "speaker_called": speaker.name if speaker else None,
        "speaker_role": speaker.role if speaker else None,
        "speaker_kind": speaker.kind if speaker else None,
        "speaker_country": speaker.country if speaker else None,
        "speaker_wikidata": speaker.wikidata if speaker else None,
        "speaker_aliases": list(speaker.aliases) if speaker else None,
        "facets": facets(statement, speaker.kind if speaker else None, current=current),
    }
