"""Which column is which, and what a row makes of it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from onrecord.model import Source, Stated
from onrecord.read.columns import columns_of, header_error, item, no_text
from onrecord.read.items import Skipped, Unread


def read(row: dict[str, Any], **mapping: str) -> Source:
    found = item(row, columns_of(row, mapping), "t.csv#1", "t.csv")
    assert isinstance(found, Source), found
    return found


@pytest.mark.parametrize(
    "name", ["text", "Body", "article_text", "Full Text", "maintext", "body-paragraphs", "content"]
)
def test_the_text_is_found_under_its_usual_names(name: str) -> None:
    assert read({"n": 1, name: "The pier."}).data == b"The pier."


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("title", "headline"), ("outlet", "Source"), ("published", "publish_date"), ("modified", "updatedAt"),
        ("language", "lang"),
    ],
)  # fmt: skip
def test_what_the_row_states_is_found_under_its_usual_names(field: str, name: str) -> None:
    stated = read({"text": "The pier.", name: " some \n words "}).stated
    assert stated is not None
    assert getattr(stated, field) == "some words"


def test_the_origin_names_the_column_of_the_date_and_the_table() -> None:
    row = {
        "text": "x",
        "headline": "Pier",
        "authors": "Ann Vale and Tom Reed",
        "pubDate": "2024-01-02",
        "link": "https://a.example/x",
    }
    source = read(row)
    assert source.stated == Stated(
        "column “pubDate” of t.csv", "Pier", ("Ann Vale", "Tom Reed"), published="2024-01-02"
    )
    assert (source.url, source.location, source.encoding) == ("https://a.example/x", "t.csv#1", "utf-8")


def test_a_row_that_states_nothing_has_nothing_stated() -> None:
    assert read({"text": "x", "title": " ", "date": None, "author": "nan"}).stated is None


def test_a_mapping_goes_before_the_usual_names() -> None:
    row = {
        "text": "short",
        "story": "long",
        "link": "https://a.example/1",
        "u": "https://a.example/2",
        "html": "<p>page</p>",
    }
    assert read(row, text="story", url="u").data == b"long"
    assert read(row, url="u").url == "https://a.example/2"
    assert read(row, html="html").data == b"<p>page</p>"


def test_an_empty_text_gives_way_to_the_html() -> None:
    assert read({"text": "", "html": "<html><p>Pier</p></html>"}).media_type == "text/html"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (["One.", "Two."], "One.\n\nTwo."),
        ([["One.", "Two."], ["Three."]], "One. Two.\n\nThree."),
        ({"rendered": "<p>One.</p>"}, "<p>One.</p>"),
        ("caf\ud83d\ude00 \ud800", "caf\U0001f600 \ufffd"),
        (b"caf\xc3\xa9", "café"),
    ],
)
def test_texts_come_in_several_shapes(value: Any, text: str) -> None:
    assert read({"text": value}).data.decode() == text


@pytest.mark.parametrize("value", [None, "", "  ", 3, True, [], {}, [[[[[["deep"]]]]]]])
def test_a_row_without_a_text_is_skipped(value: Any) -> None:
    assert item({"text": value}, columns_of(["text"], {}), "a#1", "a") == Skipped("a#1", "no text in this row")


@pytest.mark.parametrize(
    ("value", "people"),
    [
        ("Ann Vale; Tom Reed", ("Ann Vale", "Tom Reed")),
        (["Ann Vale", "Ann Vale", None, ""], ("Ann Vale",)),
        ([{"name": "Ann Vale"}], ("Ann Vale",)),
        ("['Ann Vale', 'Tom Reed']", ("Ann Vale", "Tom Reed")),
        ("[]", ()),
        (7.5, ("7.5",)),
    ],
)
def test_bylines_come_in_several_shapes(value: Any, people: tuple[str, ...]) -> None:
    stated = read({"text": "x", "byline": value, "title": "t"}).stated
    assert stated is not None
    assert stated.byline == people


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1_700_000_000, "2023-11-14T22:13:20Z"),
        (1_700_000_000_000, "2023-11-14T22:13:20Z"),
        (2023, "2023"),
        (date(2023, 1, 2), "2023-01-02"),
        (datetime(2023, 1, 2, 3, tzinfo=UTC), "2023-01-02T03:00:00+00:00"),
        ("Jan. 2, 2023", "Jan. 2, 2023"),
        (float("nan"), None),
    ],
)
def test_dates_are_kept_as_written_and_numbers_read_as_seconds(value: Any, written: str | None) -> None:
    stated = read({"text": "x", "date": value, "title": "t"}).stated
    assert stated is not None
    assert stated.published == written


@pytest.mark.parametrize(
    "value", ["javascript:alert(1)", "a.example/x", "https://a b", 7, None, "https://" + "x" * 9000]
)
def test_only_a_web_address_is_one(value: Any) -> None:
    found = read({"text": "x", "url": value}).url
    assert found is None or len(found) <= 8000


def test_a_text_that_is_larger_than_a_page_or_no_text_is_said_to_be() -> None:
    columns = columns_of(["text"], {})
    for text, code in (("x" * 20_000_001, "OR106"), ("\x01\x02\x03" * 99, "OR105")):
        found = item({"text": text}, columns, "a#1", "a")
        assert isinstance(found, Unread)
        assert found.error.code == code


def test_a_header_without_what_is_needed_is_an_error_that_lists_what_there_is() -> None:
    assert header_error("a.csv", ["text", "url"], {}) is None
    assert header_error("a.csv", ["a"], {"text": "a"}) is None
    for names, mapping, words in (
        (["a", "b"], {}, "none of its columns is a text: a, b"),
        (["text"], {"url": "lnk"}, "no column “lnk”; there are: text"),
    ):
        error = header_error("a.csv", names, mapping)
        assert error is not None
        assert (error.code, error.detail) == ("OR112", words)
    assert len(no_text("a", [str(n) * 50 for n in range(1000)], {}).detail) < 400
