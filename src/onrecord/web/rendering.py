"""Pages from templates: everything in them is escaped, and hidden characters are shown as what they are.

Adds to each page who reads it, the field of its forms and the words for numbers and dates. Decides nothing.
"""

import hashlib
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

import onrecord
from onrecord.export.marks import web_link
from onrecord.export.visible import one_line, visible
from onrecord.export.words import size
from onrecord.web import access, csrf, state

PALETTE: Final = ("onrecord.export", "static")
"""The package and folder of the files that the pages share with the page that is written to a file."""
STATIC: Final = Path(str(files("onrecord.web") / "static"))
_FOLDERS: Final = (STATIC, Path(str(files(PALETTE[0]) / PALETTE[1])))
_HOME: Final = "/"


def page(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A page of a template, which always has: `request`, `caller`, `csrf`, `csrf_field`, `path`, `settings`."""
    caller = access.caller(request)
    always = {
        "request": request,
        "caller": caller,
        "csrf": csrf.word(request),
        "csrf_field": csrf.field(request),
        "path": request.url.path,
        "settings": state.settings(request),
        "login_address": login_address(request),
    }
    return HTMLResponse(environment().get_template(template).render(always | context), status)


def login_address(request: Request) -> str:
    """Where to sign in, and to come back from there to what was asked for."""
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return "/login" if asked in {_HOME, "/login"} or request.method != "GET" else f"/login?next={quote(asked, safe='')}"


@cache
def environment() -> Environment:
    """The templates, with what they may use. A name that a page forgot to give is an error."""
    made = Environment(
        loader=PackageLoader("onrecord.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"shown": shown, "line": line, "day": day, "count": count, "size": size, "weblink": web_link}
    made.globals |= {"static": static, "version": onrecord.__version__}
    return made


def shown(text: str | None) -> str:
    """Text with each hidden or reordering character made visible; nothing for an unknown one. It is escaped after."""
    return visible(text or "")


def line(text: str | None) -> str:
    """The same on one line."""
    return one_line(text or "")


def day(value: str | None) -> str:
    """An ISO 8601 date or time as a day, “3 August 2023”; a year or a month as it is; “not dated” where unknown."""
    if not value:
        return "not dated"
    try:
        found = date.fromisoformat(value[:10])
    except ValueError:
        return one_line(value)
    return f"{found.day} {found:%B} {found.year}"


def count(number: int, noun: str = "", plural: str = "") -> str:
    """A number with its thousands apart, and with its noun, in the plural where it has to be."""
    if not noun:
        return f"{number:,}"
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


@cache
def static(name: str) -> str:
    """The address of a file of ours; it changes with the file, so that browsers may keep it."""
    content = next(folder / name for folder in _FOLDERS if (folder / name).exists()).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"
