"""Links to the live page and to its archived copy: of safe addresses only, and to the very words."""

import pytest

from onrecord.web.elsewhere import archived, passage

URL = "https://harbour-post.example/pier"


def test_a_few_words_are_named_whole() -> None:
    assert passage(URL, "“was never safe,”") == f"{URL}#:~:text=was%20never%20safe"


def test_many_words_are_named_by_their_ends() -> None:
    words = "one two three four five six seven eight nine ten"
    assert passage(URL, words) == f"{URL}#:~:text=one%20two%20three%20four,seven%20eight%20nine%20ten"


def test_a_dash_a_comma_and_a_line_break_are_part_of_the_words() -> None:
    assert passage(URL, "well-known, they\nsaid & left") == (
        f"{URL}#:~:text=well%2Dknown%2C%20they%20said%20%26%20left"
    )  # fmt: skip


def test_a_fragment_of_the_address_gives_way() -> None:
    assert passage(f"{URL}#top", "safe") == f"{URL}#:~:text=safe"


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "file:///etc/passwd", "https://a b.example/"])
def test_other_addresses_have_no_link(url: str | None) -> None:
    assert passage(url, "safe") is None
    assert archived(url, None) is None


def test_without_a_word_there_is_no_place() -> None:
    assert passage(URL, "… “”") is None


@pytest.mark.parametrize(
    ("when", "digits"),
    [
        ("2023-08-02", "20230802/"),
        ("2023-08-02T10:11:12Z", "20230802101112/"),
        ("2023-08-02T10:11:12.5+02:00", "20230802101112/"),
        ("2023", "2023/"),
        (None, ""),
    ],
)
def test_the_copy_is_that_of_the_time(when: str | None, digits: str) -> None:
    assert archived(URL, when) == f"https://web.archive.org/web/{digits}{URL}"
