"""What belongs to one running reading room, as a request finds it: its archive, its settings, who is signed in.

Thin, so that pages need not know where it is kept; opens and decides nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from fastapi import Request
from sqlalchemy import Connection

from onrecord.archive import connect
from onrecord.archive.connect import Archive
from onrecord.web.audit import Clerk
from onrecord.web.keeping import Keeper
from onrecord.web.limits import Buckets
from onrecord.web.sessions import Sessions
from onrecord.web.settings import Settings


@dataclass(frozen=True, slots=True)
class State:
    """All that lives as long as the server does. `secret` signs the forms of this run."""

    settings: Settings
    archive: Archive
    sessions: Sessions
    buckets: Buckets
    clerk: Clerk
    keeper: Keeper
    secret: bytes


def of(request: Request) -> State:
    """The state of the server that answers a request."""
    state = request.app.state.room
    assert isinstance(state, State)
    return state


def archive(request: Request) -> Archive:
    """The open archive."""
    return of(request).archive


def settings(request: Request) -> Settings:
    """How it is served."""
    return of(request).settings


@contextmanager
def reading(request: Request) -> Iterator[Connection]:
    """A connection that sees one unchanging state of the archive. Raises OR402."""
    with connect.reading(archive(request)) as connection:
        yield connection
