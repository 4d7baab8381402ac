import pytest

from onrecord.read.entries import Entry, absolute, author_of, date_of, plain, stated


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("Mon, 03 Aug 2026 10:00:00 +0200", "2026-08-03T08:00:00Z"), ("03 Aug 2026 10:00 GMT", "2026-08-03T10:00:00Z"),
        ("2026-08-03T10:00:00+02:00", "2026-08-03T10:00:00+02:00"), ("2026-08-03", "2026-08-03"),
        ("yesterday", "yesterday"), ("Mon, 99 Foo 2026", "Mon, 99 Foo 2026"), ("", None), (None, None),
        ("Mon, 03 Aug 2026 10:00:00 -0000", "Mon, 03 Aug 2026 10:00:00 -0000"),
        ("31 Dec 9999 23:59:59 -1200", "31 Dec 9999 23:59:59 -1200"),
    ],
)  # fmt: skip
def test_a_date_is_iso_where_it_is_understood_and_as_written_elsewhere(written: str | None, date: str | None) -> None:
    assert date_of(written) == date


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Ann Vale", "Ann Vale"), ("ann@paper.example (Ann Vale)", "Ann Vale"), ("ann@paper.example", None),
        ("", None), (None, None), ("a" * 5000 + "@", None),
    ],
)  # fmt: skip
def test_an_address_is_no_name(written: str | None, name: str | None) -> None:
    assert author_of(written) == name


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A &amp; B", "A & B"), ("<b>Pier</b> shut\n again", "Pier shut again"), ("5 < 6 & 7", "5 < 6 & 7"), ("", None),
        (" ", None), ("<script>x</script>", "x"), ("<!-- -->", None),
    ],
)  # fmt: skip
def test_titles_have_no_markup(text: str, shown: str | None) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("/a", "http://news.example/a"),
        (" b ", "http://news.example/x/b"),
        ("http://c/", "http://c/"),
        ("", None),
        ("http://[", None),
    ],
)
def test_links_are_absolute(link: str, url: str | None) -> None:
    assert absolute("http://news.example/x/feed", link) == url


def test_what_a_feed_says_names_the_feed() -> None:
    said = stated(Entry("http://n/a", "Title", ("Ann",), "2026-08-03", None, "en", "<p>x"), "http://n/feed")
    assert said.origin == "entry of the feed http://n/feed"
    assert (said.title, said.byline, said.published, said.language, said.outlet) == (
        "Title",
        ("Ann",),
        "2026-08-03",
        "en",
        None,
    )
