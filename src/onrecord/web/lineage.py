"""Where the words of an article are reported too, and which articles were made from one another, as its page says it.

Adds nothing to the trace. "Earliest" means earliest in this archive; what the index has not taken in yet is left out,
and counted. What was found last is kept in memory, for so many articles, as long as the archive is as it was.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Final, TypeVar, cast

from sqlalchemy import func, select

from onrecord.archive.connect import Archive, reading
from onrecord.archive.schema import articles, decisions, runs, trace_pending
from onrecord.model import Article, Derivation, Reading, Utterance
from onrecord.trace import index
from onrecord.trace.relatives import relatives
from onrecord.trace.tracing import Records, trace_article

T = TypeVar("T")
KEPT: Final = 128


@dataclass(frozen=True, slots=True)
class Told:
    """A statement of the article that others report too: how many readings in how many other articles, and the earliest
    dated reading, `None` where none is dated. `first` says that it is the article's own."""

    statement: str
    speaker: str | None
    text: str
    readings: int
    articles: int
    earliest: Reading | None
    first: bool
    undated: int


@dataclass(frozen=True, slots=True)
class Retold:
    """The statements of an article that have readings in others, in their order; `articles` counts the archive's."""

    told: tuple[Told, ...]
    articles: int


@dataclass(frozen=True, slots=True)
class Relative:
    """An article that this one was made from, or (`later`) one that was made from this one."""

    made: Derivation
    other: Article
    later: bool


class Kept:
    """What was found last, up to so many; the one that was asked for least recently goes first."""

    def __init__(self, most: int = KEPT) -> None:
        self._most, self._found, self._lock = most, OrderedDict[Hashable, object](), Lock()

    def get(self, key: Hashable, find: Callable[[], T]) -> T:
        """What is kept under the key, else what is found now. Two who ask at once may both look."""
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return cast("T", self._found[key])
        found = find()
        with self._lock:
            self._found[key] = found
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        return found


_KEPT: Final = Kept()


def state(archive: Archive) -> tuple[int | None, ...]:
    """What changes whenever the archive holds, or people have decided, something else."""
    newest = (
        func.max(articles.c.serial),
        func.max(decisions.c.id),
        func.max(runs.c.id),
        func.count(trace_pending.c.serial),
    )
    with reading(archive) as connection:
        return tuple(connection.execute(select(one)).scalar() for one in newest)


def related(archive: Archive, article: str) -> tuple[Relative, ...]:
    """The articles that this one was made from, then those made from it, each the most covered first. Raises OR404."""
    return _KEPT.get(("related", archive.where, article, state(archive)), lambda: _related(archive, article))


def _related(archive: Archive, article: str) -> tuple[Relative, ...]:
    with reading(archive) as connection:
        records = Records(connection)
        made = relatives(connection, records.record(article), records.record)
        found = [_relative(records, one, article) for one in made]
    return tuple(sorted(found, key=lambda one: one.later))


def _relative(records: Records, one: Derivation, article: str) -> Relative:
    later = one.origin == article
    return Relative(one, records.record(one.article if later else one.origin).article, later)


def retold(archive: Archive, article: str) -> Retold:
    """The article's statements that have readings in others. Raises OR404."""
    return _KEPT.get(("retold", archive.where, article, state(archive)), lambda: _retold(archive, article))


def _retold(archive: Archive, article: str) -> Retold:
    trace = trace_article(archive, article)
    return Retold(tuple(told for one in trace.utterances for told in _told(one, article)), trace.articles)


def _told(one: Utterance, article: str) -> Iterator[Told]:
    own, others = _parted(one.readings, article)
    earliest = next((each for each in one.readings if each.statement == one.earliest), None)
    for mine in own:
        yield Told(
            mine.statement.partition("#")[2],
            mine.speaker or one.speaker,
            mine.text,
            len(others),
            len({other.article for other in others}),
            earliest,
            earliest is not None and earliest.article == article,
            sum(other.date is None for other in others),
        )


def _parted(readings: Iterable[Reading], article: str) -> tuple[list[Reading], list[Reading]]:
    all_of = list(readings)
    return [one for one in all_of if one.article == article], [one for one in all_of if one.article != article]


def left_out(archive: Archive) -> int:
    """How many articles the trace does not know of yet."""
    return index.behind(archive)
