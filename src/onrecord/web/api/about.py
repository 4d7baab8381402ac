"""The archive in numbers, whether it is whole, and what was done to it from elsewhere.

Adds nothing. The path of the archive on its machine is not told: its name is.
"""

from dataclasses import asdict
from pathlib import PurePath
from typing import Annotated, Any, TypeAlias

from fastapi import Depends, Query, Request, Response
from pydantic import Field

import onrecord
from onrecord.archive import auditlog, runs
from onrecord.archive.about import about as numbers
from onrecord.archive.about import damages
from onrecord.trace import index
from onrecord.web import judges, state
from onrecord.web.access import Caller, Scope, needs
from onrecord.web.api.answers import add_heads, formatted, operations
from onrecord.web.api.articles import Reader
from onrecord.web.api.asked import MOST, Asked, Unsaid
from onrecord.web.api.models import Format, Model
from onrecord.web.judges import Judge

Admin: TypeAlias = Annotated[Caller, Depends(needs(Scope.ADMIN))]

router = operations("about")


class About(Model):
    """An archive in numbers."""

    format: Format
    onrecord: str = Field(description="The version that answers.")
    archive: str = Field(description="Its name.")
    engine: str
    tables: str = Field(description="The version of its tables.")
    bytes: int
    counts: dict[str, int] = Field(description="Rows by table.")
    old_articles: int = Field(description="Articles that are an older version of their page.")
    read_by: dict[str, int] = Field(description="Articles by what read and attributed them.")
    first_added: str | None
    last_added: str | None
    method: str = Field(description="What attributes the statements of what is added now.")
    left_out: int = Field(description="How many articles the trace does not know of yet.")
    judges: list[Judge] = Field(description="The models and the rule that judge, with the hashes of their files.")


@router.get("/about", operation_id="get_about", summary="The archive in numbers", response_model=About)
def about(request: Request, _: Reader) -> Response:
    """What the archive holds, what read it, and which versions answer."""
    archive, settings = state.archive(request), state.settings(request)
    found = asdict(numbers(archive))
    where = found.pop("where")
    name = "PostgreSQL" if "://" in where else PurePath(where).name
    now = {"method": runs.method_version(settings.method), "left_out": index.behind(archive)}
    own = [asdict(one) for one in judges.judges()]
    return formatted({"onrecord": onrecord.__version__, "archive": name, **found, **now, "judges": own})


class Health(Model):
    """Whether an archive is whole."""

    format: Format
    whole: bool
    damage: list[str] = Field(description="What is wrong, a sentence each.")


@router.get("/about/health", operation_id="get_health", summary="Whether the archive is whole", response_model=Health)
def health(request: Request, _: Admin) -> Response:
    """What is damaged. All of the archive is read for it, which takes its time; it needs the scope admin."""
    found = list(damages(state.archive(request)))
    return formatted({"whole": not found, "damage": found})


class Noted(Model):
    """One thing that was done."""

    id: int
    at: str
    who: str
    action: str = Field(examples=["review.accept"])
    object: str
    detail: dict[str, Any]


class Log(Model):
    """What was done, the newest first."""

    format: Format
    noted: list[Noted]
    next: int | None = Field(description="What to give as “before” for the next page; null at the end.")


class Earlier(Asked):
    """A page of the log."""

    limit: int = Field(50, ge=1, le=MOST, description="At most so many.")
    before: int | Unsaid = Field(None, ge=1, le=2_147_483_647, description="Only what was noted before this id.")


@router.get("/audit", operation_id="get_audit", summary="What was done from elsewhere", response_model=Log)
def audit(request: Request, _: Admin, asked: Annotated[Earlier, Query()]) -> Response:
    """The log of what was done from browsers and by programs, the newest first. It needs the scope admin."""
    with state.reading(request) as connection:
        found = auditlog.latest(connection, asked.limit, asked.before)
    following = found[-1].id if len(found) == asked.limit else None
    return formatted({"noted": [asdict(one) for one in found], "next": following})


add_heads(router)
