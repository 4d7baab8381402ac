import pytest
from jinja2 import UndefinedError

from onrecord.web import rendering
from onrecord.web.rendering import count, day, environment, line, shown, static


def test_text_is_escaped_and_hidden_characters_are_shown() -> None:
    made = environment().from_string("{{ a }} {{ a|shown }} {{ a|line }}").render(a="<b>\u202e\n&")
    assert "<b>" not in made
    assert made.count("&lt;b&gt;") == 3
    assert made.count("⟨U+202E⟩") == 2
    assert (shown(None), line(None)) == ("", "")


def test_a_name_that_was_not_given_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ nothing }}").render()


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("2023-08-03", "3 August 2023"),
        ("2023-08-03T23:00:00Z", "3 August 2023"),
        ("2023-08", "2023-08"),
        ("2023-02-31", "2023-02-31"),
        (None, "not dated"),
        ("", "not dated"),
        ("\u202e2023", "⟨U+202E⟩2023"),
    ],
)
def test_a_date_is_told_as_a_day(value: str | None, told: str) -> None:
    assert day(value) == told


def test_numbers_have_their_thousands_apart_and_their_noun() -> None:
    assert count(12345) == "12,345"
    assert count(1, "article") == "1 article"
    assert count(0, "article") == "0 articles"
    assert count(1200, "reading of it", "readings of it") == "1,200 readings of it"


def test_a_file_has_its_version_in_its_address() -> None:
    assert static("onrecord.css").startswith("/static/onrecord.css?v=")
    assert static("palette.css").startswith("/static/palette.css?v=")
    assert static("onrecord.css") == static("onrecord.css")


def test_every_style_and_picture_is_ours() -> None:
    for path in rendering.STATIC.glob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert "@import" not in text
        assert "http" not in text
