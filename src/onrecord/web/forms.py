"""The fields of a form that was sent, and the way back from it.

Refuses a way back that leads to another site: it is then the page that the form names by default. Judges no field.
"""

from collections.abc import AsyncIterator, Mapping
from typing import Annotated, Final, TypeAlias
from urllib.parse import urlsplit, urlunsplit

from fastapi import Depends, Request
from starlette.datastructures import FormData

from onrecord.export.visible import HIDDEN
from onrecord.web import state

_LONGEST_PATH: Final = 4_000


async def fields(request: Request) -> AsyncIterator[FormData]:
    """A dependency: what was sent, files included, read after those before it have let the request through."""
    form = await request.form(max_part_size=state.settings(request).max_upload)
    yield form
    await form.close()


Fields: TypeAlias = Annotated[FormData, Depends(fields)]


def text(form: Mapping[str, object], name: str) -> str:
    """The text of a field, without space at its ends; empty where it is missing or a file."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def own_path(back: str, default: str) -> str:
    """The path to go back to, if it is one of this site; browsers take a backslash for a slash."""
    if len(back) > _LONGEST_PATH or HIDDEN.search(back) or "\\" in back or "\n" in back:
        return default
    return back if back.startswith("/") and not back.startswith("//") else default


def with_query(path: str, added: str) -> str:
    """A path of ours with a further part of its query, before its fragment; an earlier one of the same name goes."""
    parts = urlsplit(path)
    name = added.partition("=")[0]
    kept = [one for one in parts.query.split("&") if one and one.partition("=")[0] != name]
    return urlunsplit(("", "", parts.path, "&".join([*kept, added]), parts.fragment))
