"""Take the pictures of the reading room that the documents show, of the demo collection, into docs/images.

    python -m scripts.screenshots

Needs the system's Chromium and what the tests need. Run it after a change of the pages that is to be seen, and look at
what it took.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright
from tests.browser.conftest import FLAGS, Room, opened
from tests.serving import demo_archive

IMAGES = Path(__file__).parents[1] / "docs" / "images"
WIDE, NARROW = 1280, 375
MOST = 150_000
QUOTATION = "/q?words=We are doing the Compact’s work in the strait, and we are doing it without a single sailor"


def pictures(room: Room) -> dict[str, tuple[str, int, Literal["light", "dark"]]]:
    """The name of each picture → the path of its page, the width of the window and the colours."""
    blog, wire = room.article("Harbour Notes", "Velmoran minister"), room.article("Meridian Wire", "Velmoran minister")
    return {
        "article": (f"/a/{blog}#text", WIDE, "light"),
        "comparison": (f"/a/{blog}/from/{wire}#merged", WIDE, "light"),
        "quotation": (QUOTATION, WIDE, "dark"),
        "article-phone": (f"/a/{blog}", NARROW, "light"),
    }


def take(browser: Browser, room: Room) -> None:
    """Take each picture, of what a window shows."""
    for name, (path, width, scheme) in pictures(room).items():
        page = browser.new_page(
            viewport={"width": width, "height": 700 if width == NARROW else 480}, color_scheme=scheme
        )
        page.goto(room.address + path, wait_until="networkidle")
        page.screenshot(path=IMAGES / f"{name}.png")
        page.close()


def main() -> None:
    """Take them all, and say how large they are."""
    IMAGES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(demo_archive(Path(folder) / "demo.db")) as room,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=_chromium(), args=[*FLAGS])
        take(browser, room)
        browser.close()
    for path in sorted(IMAGES.glob("*.png")):
        size = path.stat().st_size
        print(f"{path.name}: {size:,} bytes{', too large for the documents' if size > MOST else ''}")


def _chromium() -> str:
    return shutil.which("chromium") or sys.exit("Chromium is not installed (apt-get install chromium)")


if __name__ == "__main__":
    main()
