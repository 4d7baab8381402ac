"""A reading room that really listens, and Debian's Chromium in front of it; without it these tests are skipped."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from socket import create_server
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
import uvicorn
from sqlalchemy import select
from tests.serving import demo_archive, keep

from onrecord.archive.connect import open_archive, reading
from onrecord.archive.schema import articles
from onrecord.web.app import application
from onrecord.web.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page

FLAGS = (
    "--no-sandbox", "--headless=new", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
STARTING = 20.0
PATIENCE_MS = 20_000
Browse: TypeAlias = "Callable[..., Page]"
"""Options of a browser's context (`viewport`, `color_scheme` and so on) → a page in one of its own."""

TRAPS = (
    "<script>hacked(1)</script>",
    "<img src=x onerror=hacked(2)>",
    '"><svg onload=hacked(3)>',
    "{{7*7123}}",
    "\u202e",
)
OUTLET = f"Evil {TRAPS[1]} Post"
_HEADLINE = f"Pier {TRAPS[0]} {TRAPS[1]} closes \u202eneddih\u202c"
_SAID = (
    f"The pier is “{TRAPS[2]} not safe {TRAPS[3]}”, said Mara {TRAPS[1]} Vale, the harbour master, on Monday.",
    "“</script><script>hacked(4)</script> We had no choice \u2066at all\u2069 in this,” said Ida Moss on Tuesday.",
    "The council, which owns the pier and the harbour, gave no reply to a letter that was sent to it in the spring.",
)
HOSTILE = f"""<!doctype html><html lang="en"><head><title>{escape(_HEADLINE)}</title>
<meta property="og:site_name" content="{escape(OUTLET)}"><meta property="og:title" content="{escape(_HEADLINE)}">
</head><body><article><h1>{escape(_HEADLINE)}</h1>{"".join(f"<p>{escape(one)}</p>" for one in _SAID)}</article></body>
</html>"""


@dataclass(frozen=True)
class Room:
    """A reading room that is open: its address without a last slash, and the file of its archive."""

    address: str
    archive: Path

    def article(self, outlet: str, words: str) -> str:
        """The id of the article of an outlet whose title has these words."""
        wanted = select(articles.c.id).where(articles.c.outlet_name == outlet, articles.c.title.contains(words))
        with open_archive(str(self.archive)) as archive, reading(archive) as connection:
            return str(connection.execute(wanted).scalar_one())


@contextmanager
def opened(archive: Path) -> Iterator[Room]:
    """Serve an archive at a free port of this machine."""
    settings = Settings(archive=str(archive), look=0.0, method="rules")
    with create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(
            uvicorn.Config(application(settings), log_config=None, lifespan="on", timeout_graceful_shutdown=1)
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            until = time.monotonic() + STARTING
            while not server.started and thread.is_alive() and time.monotonic() < until:
                time.sleep(0.01)
            yield Room(f"http://127.0.0.1:{listener.getsockname()[1]}", archive)
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="session")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the demo collection, that others are copied from."""
    return demo_archive(tmp_path_factory.mktemp("browser") / "demo.db")


@pytest.fixture(scope="session")
def room(collection: Path) -> Iterator[Room]:
    """A reading room in which nothing is changed."""
    with opened(Path(shutil.copy(collection, collection.with_name("room.db")))) as found:
        yield found


@pytest.fixture
def own_room(collection: Path, tmp_path: Path) -> Iterator[Room]:
    """A reading room of the test's own."""
    with opened(Path(shutil.copy(collection, tmp_path / "own.db"))) as found:
        yield found


@pytest.fixture
def hostile_room(tmp_path: Path) -> Iterator[Room]:
    """A reading room whose one article means to run scripts and to turn words around."""
    address = f"https://evil.example/{TRAPS[0]}?a={TRAPS[2]}"
    keep(tmp_path / "hostile.db", [(HOSTILE.encode(), "pier.html", address)])
    with opened(tmp_path / "hostile.db") as found:
        yield found


# Of the module and not of the session: while Playwright is at work its thread has an event loop, in which a test of
# something else could not begin one.
@pytest.fixture(scope="module")
def chromium() -> Iterator["Browser"]:
    """The browser. Skips where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS])
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium: "Browser") -> Iterator[Browse]:
    """Make pages, in which at the end no script has failed, nothing was forbidden and no dialog has come up."""
    troubles = list[str]()

    def told(message: "ConsoleMessage") -> None:
        # That a search cannot be understood (422) is an answer, and no trouble.
        if message.type in {"error", "warning"} and "status of 422" not in message.text:
            troubles.append(message.text)

    def dismissed(dialog: "Dialog") -> None:
        troubles.append(f"dialog “{dialog.message}”")
        dialog.dismiss()

    with ExitStack() as stack:

        def make(**options: Any) -> "Page":
            context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(PATIENCE_MS)
            page.on("console", told)
            page.on("pageerror", lambda error: troubles.append(str(error)))
            page.on("dialog", dismissed)
            return page

        yield make
    assert troubles == []
