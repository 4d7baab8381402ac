import pytest

from onrecord.export.places import File, Place, first
from onrecord.spans import Span


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("one two\nthree\n", "two", Place(1, 5, 1, 8)),
        ("one\r\ntwo", "two", Place(2, 1, 2, 4)),
        ("one\ntwo three\nfour", "two three\nfour", Place(2, 1, 3, 5)),
        ("one\ntwo\n", " two ", Place(2, 1, 2, 4)),
        ("\U0001f6a2 ship", "ship", Place(1, 3, 1, 7)),
        ("one one", "one", None),
        ("one", "two", None),
        ("one", "  ", None),
        ("", "one", None),
    ],
)
def test_words_have_a_place_where_they_stand_exactly_once(text: str, words: str, place: Place | None) -> None:
    assert File(text).place(words) == place


def test_the_first_span_that_has_a_place_gives_it() -> None:
    text = "a b a c"
    assert first(File(text), text, (Span(0, 1), Span(6, 7))) == Place(1, 7, 1, 8)
    assert first(None, text, (Span(6, 7),)) is None
