"""What an input turns into: a page to be read, something that could not be read, or something that is no page.

Containers hold thousands of pages and some of them are broken, so that what went wrong travels beside the pages
instead of ending them. Nothing is read or judged here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from onrecord.errors import OnRecordError
from onrecord.model import Source

if TYPE_CHECKING:
    from onrecord.read.fetch import Web

FIELDS: Final = ("text", "html", "url", "title", "byline", "outlet", "published", "modified", "language", "id")


@dataclass(frozen=True, slots=True)
class Unread:
    """An input that could not be read. `where` is its location, the same in every run."""

    where: str
    error: OnRecordError


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that is no page of text, and in a few words why: "image/png", "status 404"."""

    where: str
    reason: str


Item: TypeAlias = Source | Unread | Skipped
Skip: TypeAlias = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Options:
    """How inputs are read.

    `as_` overrides the detection of HTML; `columns` maps fields of `FIELDS` to the names of a table's columns, where
    their usual names are not to be trusted; `web` says how addresses are fetched, `None` the default way.
    """

    as_: Literal["html", "text"] | None = None
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    web: "Web | None" = None


def never(location: str) -> bool:  # noqa: ARG001 - the signature of a skip predicate
    """The skip predicate that reads everything."""
    return False


def columns_of(text: str) -> dict[str, str]:
    """The mapping that `--columns text=body,url=link` writes, by field. Raises OR301 for anything else."""
    mapping: dict[str, str] = {}
    for part in text.split(","):
        name, equals, column = part.partition("=")
        if not equals or not column or name.strip() not in FIELDS:
            remedy = f"Write FIELD=COLUMN, with a comma between; the fields are {', '.join(FIELDS)}."
            raise OnRecordError("OR301", "--columns", remedy, part)
        mapping[name.strip()] = column.strip()
    return mapping
