"""The reading room as one application: its pages, its JSON, its files, and what guards them.

Puts together and judges nothing. The archive is opened when it starts and closed when it ends.
"""

import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from importlib import import_module
from typing import Final

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool

import onrecord
from onrecord.archive.connect import open_archive
from onrecord.web import refusals
from onrecord.web.audit import Clerk
from onrecord.web.gate import Gate
from onrecord.web.headers import Headers
from onrecord.web.keeping import Keeper
from onrecord.web.limits import Buckets
from onrecord.web.rendering import PALETTE, STATIC
from onrecord.web.sessions import Sessions
from onrecord.web.settings import Settings
from onrecord.web.state import State

PAGES: Final = (
    "start", "about", "login", "compared", "article", "cite", "quotation", "speaker", "outlet", "search", "review",
    "add",
)  # fmt: skip
API_NOUNS: Final = (
    "about", "articles", "corrections", "description", "downloads", "facets", "jobs", "outlets", "searches", "speakers",
    "traces",
)  # fmt: skip
API: Final = "/api/v1"


def application(settings: Settings) -> FastAPI:
    """The application of an archive. Raises, when it starts, what `open_archive` raises."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.room = await run_in_threadpool(opened, settings)
        try:
            yield
        finally:
            await run_in_threadpool(closed, app.state.room)

    app = FastAPI(
        title="OnRecord",
        version=onrecord.__version__,
        summary="A checkable record of who said what in the news.",
        lifespan=lifespan,
        # The framework's own pages would load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{API}/openapi.json",
    )
    for router in _routers("pages", PAGES):
        app.include_router(_with_heads(router), include_in_schema=False)
    for router in _routers("api", API_NOUNS):
        app.include_router(router, prefix=API)
    app.mount("/static", StaticFiles(directory=STATIC, packages=[PALETTE]), name="static")
    refusals.install(app)
    app.add_middleware(Gate, settings=settings)
    app.add_middleware(Headers, https=settings.https)
    return app


def opened(settings: Settings) -> State:
    """What lives as long as the server does."""
    archive = open_archive(settings.archive)
    return State(
        settings=settings,
        archive=archive,
        sessions=Sessions(settings.session_hours),
        buckets=Buckets(settings.rate, settings.burst),
        clerk=Clerk(archive),
        keeper=Keeper(archive, settings.look),
        secret=secrets.token_bytes(32),
    )


def closed(room: State) -> None:
    """Write what is waiting, and let go of the archive."""
    room.keeper.close()
    room.clerk.close()
    room.archive.close()


def _routers(folder: str, names: tuple[str, ...]) -> Iterator[APIRouter]:
    """The routers of these modules."""
    for name in names:
        yield import_module(f"onrecord.web.{folder}.{name}").router


def _with_heads(router: APIRouter) -> APIRouter:
    """The router, answering HEAD wherever it answers GET, as HTTP asks for; the server leaves the body out."""
    for route in router.routes:
        if isinstance(route, APIRoute) and "GET" in (methods := route.methods or set()):
            methods.add("HEAD")
    return router
