"""The rows of the corrections: added, read, and never changed or taken away.

Adds decisions that are made out already, as those of a file from elsewhere. What the archive can know of it is kept
also where this reading has nothing that it is about: it is shown as lost, and found again by a reading that has its
words. Refuses what names nothing that is there (OR404) or has no form (OR407).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Connection, RowMapping, func, insert, or_, select

from onrecord.archive import pending
from onrecord.archive.decision import Decision, check, refused
from onrecord.archive.schema import articles, decisions, pages, speakers
from onrecord.errors import OnRecordError

_MANY: Final = 500
_NUMBERS: Final = "“onrecord review log” shows the decisions and their numbers."


@dataclass(frozen=True, slots=True)
class Home:
    """An article's page: its key, and the ids of all versions of it."""

    page: str
    versions: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All that a decision may call it."""
        return (self.page, *self.versions)


def homes(connection: Connection, ids: Collection[str]) -> dict[str, Home]:
    """The page of each of these articles that the archive has, by article id."""
    found: dict[str, Home] = {}
    for some in _portions(ids):
        found |= _homes(connection, some)
    return found


def _homes(connection: Connection, ids: Sequence[str]) -> dict[str, Home]:
    inner = select(articles.c.page_id).where(articles.c.id.in_(ids))
    query = select(pages.c.id, pages.c.key, articles.c.id.label("article")).join(articles)
    versions: dict[int, list[str]] = {}
    keys: dict[int, str] = {}
    for page, key, article in connection.execute(query.where(pages.c.id.in_(inner)).order_by(articles.c.version)):
        versions.setdefault(page, []).append(article)
        keys[page] = key
    known = {page: Home(keys[page], tuple(all_of)) for page, all_of in versions.items()}
    return {article: home for home in known.values() for article in home.versions if article in set(ids)}


def currents(connection: Connection, names: Collection[str]) -> dict[str, str]:
    """The current article of each page, by whatever of its keys and versions is among the names."""
    found: dict[str, str] = {}
    shown = articles.alias()
    query = select(articles.c.id, pages.c.key, shown.c.id).join(pages, pages.c.id == articles.c.page_id)
    query = query.join(shown, (shown.c.page_id == articles.c.page_id) & shown.c.current)
    for some in _portions(names):
        # Each by an index of its own; together they would be searched for by reading all.
        for wanted in (articles.c.id.in_(some), pages.c.key.in_(some)):
            for article, key, current in connection.execute(query.where(wanted)):
                found |= {article: current, key: current}
    return found


def _portions(names: Collection[str]) -> Iterator[Sequence[str]]:
    ordered = sorted(names)
    yield from (ordered[first : first + _MANY] for first in range(0, len(ordered), _MANY))


def about(connection: Connection, home: Home | None) -> list[Decision]:
    """The decisions about a page in any of its versions, and those about all articles, in the order of their ids."""
    wanted: ColumnElement[bool] = decisions.c.article_id.is_(None)
    if home is not None:
        here = decisions.c.article_id.in_(home.versions)
        wanted = or_(wanted, here, decisions.c.anchor["page"].as_string() == home.page)
    rows = connection.execute(select(decisions).where(wanted).order_by(decisions.c.id)).mappings()
    return [_decision(row) for row in rows]


def all_of(connection: Connection, article: str | None = None, statement: str | None = None) -> list[Decision]:
    """The decisions in the order of their ids: all, or those that name this article, or this statement of it."""
    query = select(decisions).order_by(decisions.c.id)
    if article is not None:
        query = query.where(decisions.c.article_id == article)
    if statement is not None:
        query = query.where(decisions.c.statement_id == statement)
    return [_decision(row) for row in connection.execute(query).mappings()]


def _decision(row: RowMapping) -> Decision:
    return Decision(
        action=row["action"],
        article=row["article_id"],
        statement=row["statement_id"],
        value=row["value"],
        who=row["who"],
        why=row["why"],
        at=row["at"],
        anchor=row["anchor"],
        id=row["id"],
    )


def keep(connection: Connection, decision: Decision) -> bool:
    """Add a decision as it is, with its time and its anchor; whether it was not there before.

    Raises OR407 where it has no form, OR404 where the archive knows neither its article nor its page, or not what it
    undoes. Whether this reading still has its words does not matter.
    """
    check(decision)
    if not decision.at:
        raise refused(decision.where, "it has no time")
    if connection.execute(select(decisions.c.id).where(decisions.c.key == decision.key)).first():
        return False
    _known(connection, decision)
    insert_row(connection, decision)
    return True


def _known(connection: Connection, decision: Decision) -> None:
    if decision.action == "undo":
        undoable(connection, decision)
    elif decision.action == "split":
        for part in decision.value["parts"]:
            page_of(connection, part["article"], part.get("page"))
    elif decision.article is not None:
        page_of(connection, decision.article, decision.anchor.get("page"))


def page_of(connection: Connection, article: str, page: str | None) -> str:
    """The key of an article's page, or the page itself where the article is not there but the page is. Raises OR404."""
    by_article = select(pages.c.key).join(articles).where(articles.c.id == article)
    by_key = select(pages.c.key).where(pages.c.key == page)
    found = connection.execute(by_article).scalar() or connection.execute(by_key).scalar()
    if found is None:
        raise OnRecordError("OR404", article, "“onrecord find” shows the articles and their ids.")
    return str(found)


def undoable(connection: Connection, decision: Decision) -> Decision:
    """What a decision undoes. Raises OR404 where it is not there, OR407 where it is itself an undo."""
    key = decision.value["decision"]
    row = connection.execute(select(decisions).where(decisions.c.key == key)).mappings().first()
    if row is None:
        raise OnRecordError("OR404", f"decision {key}", _NUMBERS)
    if row["action"] == "undo":
        raise refused(f"decision {row['id']}", "it is an undo itself", "Decide again instead.")
    return _decision(row)


def insert_row(connection: Connection, decision: Decision) -> int:
    """Add the row of a decision, which has been checked, and return its number."""
    row = {
        "key": decision.key,
        "at": decision.at,
        "who": decision.who,
        "why": decision.why,
        "action": decision.action,
        "article_id": decision.article,
        "statement_id": decision.statement,
        "anchor": dict(decision.anchor),
        "value": dict(decision.value),
    }
    if decision.article is not None:
        pending.note(connection, decision.article)
    return int(connection.execute(insert(decisions).returning(decisions.c.id), row).scalar_one())


def numbered(connection: Connection, number: int) -> Decision:
    """The decision of this number. Raises OR404."""
    row = connection.execute(select(decisions).where(decisions.c.id == number)).mappings().first()
    if row is None:
        raise OnRecordError("OR404", f"decision {number}", _NUMBERS)
    return _decision(row)


def last_hour(connection: Connection) -> str | None:
    """The time of the latest decision."""
    return connection.execute(select(func.max(decisions.c.at))).scalar()


def is_undone(connection: Connection, key: str) -> bool:
    """Whether somebody has undone the decision of this key."""
    undoing = (decisions.c.action == "undo") & (decisions.c.value["decision"].as_string() == key)
    return connection.execute(select(decisions.c.id).where(undoing)).first() is not None


def is_heard_of(connection: Connection, name: str) -> bool:
    """Whether a speaker of any article, or of any decision, has this name."""
    if connection.execute(select(speakers.c.id).where(speakers.c.name == name).limit(1)).first():
        return True
    named = (decisions.c.value[field].as_string() == name for field in ("name", "into", "as"))
    return connection.execute(select(decisions.c.id).where(or_(*named)).limit(1)).first() is not None


def marks(connection: Connection) -> set[str]:
    """The marks of lines that were taken as decisions; see `replay`."""
    found = connection.scalars(select(decisions.c.anchor["line"].as_string()))
    return {mark for mark in found if mark}
