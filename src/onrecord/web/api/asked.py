"""What can be asked of a search in an address: the same names as in the addresses of the pages.

Refuses (422) a name that no search knows, so that no misspelt limit is silently left out. Searches nothing.
"""

from typing import Annotated, Final, TypeAlias

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from onrecord.archive.context import WIDTH
from onrecord.archive.criteria import Order
from onrecord.archive.query import LONGEST
from onrecord.archive.search import Query
from onrecord.kinds import Stance, StatementKind

MOST = 200
WIDEST = 500
# What no database can keep is not looked for in one.
PLAIN = r"^[^\x00]*$"
_DATE = r"^[1-9]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"

Unsaid: TypeAlias = SkipJsonSchema[None]
"""What an address leaves out: in one, nothing can be null."""

Text: TypeAlias = Annotated[str, Field(max_length=LONGEST, pattern=PLAIN)]
Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=LONGEST, pattern=PLAIN)]
Cursor: TypeAlias = Annotated[
    str, Field(max_length=16_100, pattern=r"^(n[0-9a-f]{1,16}|r[0-9a-f]{1,8}\.[A-Za-z0-9_-]+)$")
]
CURSOR: Final = "The “next” of the page before; else the first page."
Date: TypeAlias = Annotated[str, Field(pattern=_DATE)]


class Asked(BaseModel):
    """What can be asked for, and nothing else."""

    model_config = ConfigDict(extra="forbid")


class Limits(Asked):
    """Which statements are meant, whoever said them."""

    outlet: Text | Unsaid = Field(
        None, description="Only of this outlet: words of its name, or its domain.", examples=["chronicle"]
    )
    since: Date | Unsaid = Field(
        None, description="Only published on this day, month or year or later.", examples=["2023-05"]
    )
    until: Date | Unsaid = Field(None, description="Only published on this day, month or year or earlier.")
    kind: StatementKind | Unsaid = Field(None, description="Only statements of this kind.")
    stance: Stance | Unsaid = Field(None, description="Only with reporting words of this stance.")
    about: Text | Unsaid = Field(None, description="Only statements in which these words stand.", examples=["money"])
    all_versions: bool = Field(False, description="Also in older versions of pages that have changed since.")


class Filters(Limits):
    """Which statements are meant, or which articles that have such a statement."""

    q: Text = Field(
        "",
        description="Words, “phrases”, -exclusions, OR, beginnings*; see docs/searching.md. Without any, all is meant.",
        examples=["ferry OR harbour -“toll bridge”"],
    )
    speaker: Text | Unsaid = Field(
        None, description="Only of this speaker: words of name, alias or role.", examples=["dravec"]
    )

    def query(self, order: Order = "newest") -> Query:
        """The question to the archive."""
        return Query(
            self.q, self.speaker, self.outlet, self.since, self.until, self.kind, self.stance, self.about,
            order, self.all_versions,
        )  # fmt: skip


class Search(Filters):
    """A search, page by page."""

    order: Order = Field("newest", description="The newest first, or what fits the words best.")
    limit: int = Field(20, ge=1, le=MOST, description="How many a page has.")
    after: Cursor | Unsaid = Field(None, description=CURSOR)
    context: int = Field(WIDTH, ge=0, le=WIDEST, description="How many characters stand on either side of a place.")
