"""What is sent becomes work: under names that are only names."""

import hashlib
import shutil
from io import BytesIO
from pathlib import Path

import pytest

from onrecord.archive.ingest import Settings
from onrecord.errors import OnRecordError
from onrecord.model import Source
from onrecord.read.items import Skipped, Unread
from onrecord.web.adding import checked, fetched, files, only_name, pasted

PAGE = b"<!doctype html><title>Pier</title><h1>Pier</h1><p>The pier is safe, said Ida Moss.</p>"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("page.html", "page.html"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Ann\\page.html", "page.html"),
        ("/etc/", "etc"),
        ("..", "unnamed"),
        (".", "unnamed"),
        ("a\u202eb.html", "a⟨U+202E⟩b.html"),
        ("a#1.html", "a_1.html"),
        ("", "unnamed"),
        ("*.html", "*.html"),
        ("http://elsewhere.example/page.html", "page.html"),
    ],
)
def test_a_name_is_only_a_name(given: str, kept: str) -> None:
    assert only_name(given) == kept


def test_a_long_name_keeps_its_ending() -> None:
    assert len(only_name("x" * 5_000 + ".warc.gz")) == 120
    assert only_name("x" * 5_000 + ".warc.gz").endswith(".warc.gz")


def test_files_are_read_from_a_folder_of_ours_and_told_under_their_names() -> None:
    work = files([("../pier.html", BytesIO(PAGE)), ("empty.html", BytesIO(b""))], Settings())
    assert work.folder is not None
    digest = hashlib.sha256(PAGE).hexdigest()[:12]
    page, empty = work.items()
    assert isinstance(page, Source)
    assert page.location == work.names[0] == f"upload/{digest}/pier.html"
    assert isinstance(empty, Unread)
    assert (empty.error.code, empty.where) == ("OR104", work.names[1])
    assert str(work.folder) not in f"{empty.error} {page}"
    assert not [path for path in work.folder.rglob("*") if path.name in {"pier.html", "empty.html"}]
    _gone(work.folder)


def test_what_is_in_a_table_is_told_under_the_name_of_the_table() -> None:
    rows = b'{"text": "The pier is safe, said Ida Moss."}\n{"text": ""}\n'
    work = files([("pages.jsonl", BytesIO(rows))], Settings())
    assert work.folder is not None
    told = [one.location if isinstance(one, Source) else one.where for one in work.items()]
    assert told == [f"{work.names[0]}#1", f"{work.names[0]}#2"]
    _gone(work.folder)


def test_a_feed_in_a_file_fetches_nothing() -> None:
    feed = b"<rss version='2.0'><channel><item><link>http://127.0.0.1:1/x</link></item></channel></rss>"
    work = files([("feed.xml", BytesIO(feed))], Settings())
    assert work.folder is not None
    assert all(isinstance(one, Skipped | Unread) and not isinstance(one, Source) for one in work.items())
    _gone(work.folder)


def test_without_a_file_there_is_nothing_to_add() -> None:
    with pytest.raises(OnRecordError, match="OR301"):
        files([], Settings())


def test_the_same_text_has_the_same_name() -> None:
    one, other = pasted("The pier\r\nis safe.", "", Settings()), pasted("The pier\nis safe.", "", Settings())
    assert one.names == other.names
    (source,) = one.items()
    assert isinstance(source, Source)
    assert source.data == b"The pier\nis safe."
    assert source.url is None


def test_pasted_text_can_have_its_address_which_is_not_fetched() -> None:
    (source,) = pasted("The pier is safe.", " https://harbour-post.example/pier#top ", Settings()).items()
    assert isinstance(source, Source)
    assert source.url == "https://harbour-post.example/pier"


def test_pasted_text_that_is_too_long_is_an_error_of_its_own() -> None:
    (unread,) = pasted("x" * 20_000_001, "", Settings()).items()
    assert isinstance(unread, Unread)
    assert unread.error.code == "OR106"


@pytest.mark.parametrize(
    "address", ["", "/etc/passwd", "file:///etc/passwd", "ftp://x.example/", "-", "*.html", "pages/a.html", "~"]
)
def test_what_is_no_address_of_the_web_is_never_taken_for_a_file(address: str) -> None:
    with pytest.raises(OnRecordError, match="OR301"):
        checked(address)


def test_an_address_with_a_password_is_refused() -> None:
    with pytest.raises(OnRecordError, match="OR121"):
        checked("https://ann:secret@harbour-post.example/")


def test_private_addresses_are_not_fetched_unless_that_is_set() -> None:
    (unread,) = fetched("http://127.0.0.1:9/page", Settings(), private=False).items()
    assert isinstance(unread, Unread)
    assert "is a loopback address" in unread.error.detail


def _gone(folder: Path) -> None:
    shutil.rmtree(folder)
