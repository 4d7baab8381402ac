"""What is searched for: the question of a user, field by field → words for the columns of an index, and places.

Searches nothing. Refuses what cannot be understood (OR406): a date that is none, a kind that no statement has.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, Literal, TypeAlias

from onrecord.archive.fulltext import CURRENT, facet
from onrecord.archive.query import Fields, Term, Words, both, parse, wide
from onrecord.archive.schema import LAST_DAY, place
from onrecord.errors import OnRecordError
from onrecord.model import Stance, StatementKind

Order: TypeAlias = Literal["newest", "relevance"]
TEXT: Final = "text"
TITLE_AND_TEXT: Final = "title text"
SPEAKER: Final = "speaker_name"
OUTLET: Final = "outlet"
FACETS: Final = "facets"

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Query:
    """A question to the archive; an empty one is for everything.

    `words` and `about` are looked for in what was said (of articles: in title and text), `speaker` in name, role and
    aliases, `outlet` in name and domain: all with “phrases”, -exclusion, OR and beginnings of words*. `since` and
    `until` are days, months or years, both inclusive. Unless `all_versions`, only the newest version of each page.
    """

    words: str = ""
    speaker: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    kind: str | None = None
    stance: str | None = None
    about: str | None = None
    order: Order = "newest"
    all_versions: bool = False


@dataclass(frozen=True, slots=True)
class Criteria:
    """A question in the terms of the index: `loose` columns are compared by stems, `exact` ones word for word; places
    lie between `low` and `high`, both inclusive. `words` are what is to be highlighted."""

    words: Words
    loose: Fields
    exact: Fields
    low: int
    high: int

    @property
    def fields(self) -> Fields:
        """What the index is asked for: all that fits, and perhaps more."""
        exact = {column: wide(words, exact=True) for column, words in self.exact.items()}
        return {column: wide(words) for column, words in self.loose.items()} | exact

    @property
    def begun(self) -> Fields:
        """The loose columns in which beginnings of words are looked for."""
        return {
            column: words
            for column, words in self.loose.items()
            if any(term.prefix for term in (*words.terms(), *words.unwanted))
        }

    @property
    def only_looks_so(self) -> bool:
        """Whether what the index answers may not fit: where word for word was asked, or beginnings of words."""
        return bool(self.exact or self.begun)


def criteria(query: Query) -> Criteria:
    """What a statement must fit. Raises OR406."""
    words = both(parse(query.words), parse(query.about or "", "about"))
    facets = _facets(query)
    loose = {TEXT: words, FACETS: Words(tuple((Term((one,)),) for one in facets))}
    exact = {SPEAKER: parse(query.speaker or "", "speaker"), OUTLET: parse(query.outlet or "", "outlet")}
    made = Criteria(words, _given(loose), _given(exact), *_places(query))
    return _checked(made, {**made.loose, **made.exact})


def of_statements(query: Query) -> Criteria | None:
    """What one of an article's statements must fit; `None` where nothing is asked of them. Raises OR406."""
    if not any((query.speaker, query.about, query.kind, query.stance)):
        return None
    return criteria(replace(query, words="", outlet=None))


def on_articles(query: Query) -> Criteria:
    """What the title and text of an article, its outlet and its date must fit. Raises OR406."""
    words = parse(query.words)
    exact = {OUTLET: parse(query.outlet or "", "outlet")}
    made = Criteria(words, _given({TITLE_AND_TEXT: words}), _given(exact), *_places(query))
    return _checked(made, made.loose)


def _given(fields: Mapping[str, Words]) -> Fields:
    return {column: words for column, words in fields.items() if words.wanted or words.unwanted}


def _checked(made: Criteria, fields: Fields) -> Criteria:
    """What was made; an index finds what is there, so that of these fields one at least has to want a word."""
    if fields and not any(words.wanted for words in fields.values()):
        raise OnRecordError("OR406", "search", "Give a word to look for as well.", "it only says what to leave out")
    return made


def _facets(query: Query) -> list[str]:
    kind, stance = _one_of("kind", query.kind, StatementKind), _one_of("stance", query.stance, Stance)
    return [*kind, *stance, *([] if query.all_versions else [CURRENT])]


def _one_of(name: str, value: str | None, known: type[StrEnum]) -> list[str]:
    if value is None:
        return []
    names: Iterable[str] = [str(one) for one in known]
    if value not in names:
        raise OnRecordError("OR406", name, f"It is one of: {', '.join(names)}.", f"there is no “{value[:40]}”")
    return [facet(name, value)]


def _places(query: Query) -> tuple[int, int]:
    """The first and the last place of these days. Where a day is asked for, what has none does not fit."""
    if query.since is None and query.until is None:
        return 0, place(LAST_DAY + 1, 0) - 1
    first = _days("since", query.since)[0] if query.since else 1
    last = _days("until", query.until)[1] if query.until else LAST_DAY
    # What was published later counts as of the last day that has a place.
    return place(min(first, LAST_DAY), 0), place(min(last, LAST_DAY) + 1, 0) - 1


def _days(name: str, value: str) -> tuple[int, int]:
    """The first and the last day of a year, a month or a day."""
    match = _DATE.fullmatch(value.strip())
    try:
        if match is None:
            raise ValueError
        year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
        first = date(year, month, day).toordinal()
        if match[3]:
            return first, first
        after = (year + 1, 1) if match[2] is None or month == 12 else (year, month + 1)
        return first, date(*after, 1).toordinal() - 1 if after[0] <= 9999 else LAST_DAY
    except ValueError:
        raise OnRecordError("OR406", name, "Write it as 2016, 2016-11 or 2016-11-08.", f"“{value[:40]}”") from None
