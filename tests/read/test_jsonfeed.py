import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OnRecordError
from onrecord.read.entries import Entry
from onrecord.read.jsonfeed import feed

URL = "http://news.example/feed.json"


def test_an_entry_says_address_title_authors_dates_and_text() -> None:
    item = {
        "id": "1", "url": "/pier", "title": "Pier shut", "authors": [{"name": "Ann Vale"}, {"name": "Tom Reed"}, {}, 7],
        "date_published": "2026-08-03T10:00:00Z", "date_modified": "2026-08-04", "language": "de",
        "content_html": "<p>All.",
        "summary": "Some",
    }  # fmt: skip
    data = {"version": "https://jsonfeed.org/version/1.1", "title": "Post", "language": "en", "items": [item, {}, 3]}
    found = feed(json.dumps(data).encode(), URL)
    assert found.title == "Post"
    assert found.entries == (
        Entry(
            "http://news.example/pier", "Pier shut", ("Ann Vale", "Tom Reed"), "2026-08-03T10:00:00Z", "2026-08-04",
            "de", "<p>All.",
        ),
        Entry(None, language="en"),
    )  # fmt: skip


def test_the_author_of_version_one_is_read() -> None:
    assert feed(b'{"items": [{"author": {"name": "Ann Vale"}}]}', URL).entries[0].byline == ("Ann Vale",)


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"{}", b'{"items": 3}', b"[" * 100_000, b'{"items":' + b"9" * 5000 + b"}", b"\xff\xfe{"]
)
def test_what_is_no_feed_is_an_error(data: bytes) -> None:
    with pytest.raises(OnRecordError, match="OR113"):
        feed(data, URL)


VALUES = (
    st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text()) | st.dictionaries(st.text(), st.text())
)


@given(
    st.dictionaries(st.sampled_from(["url", "title", "authors", "author", "date_published", "content_html"]), VALUES)
)
def test_values_of_any_type_do_no_harm(item: dict[str, Any]) -> None:
    (entry,) = feed(json.dumps({"items": [item]}).encode(), URL).entries
    assert entry.title is None or "\n" not in entry.title


def test_half_a_surrogate_pair_becomes_something_storable() -> None:
    (entry,) = feed(b'{"items": [{"title": "a\\ud800b"}]}', URL).entries
    assert entry.title == "a?b"
