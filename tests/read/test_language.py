"""The language of a text."""

from onrecord.read.language import language_of


def test_languages_are_told_apart() -> None:
    assert language_of("The minister said on Tuesday that the port would open in spring.") == "en"
    assert language_of("Міністр заявив у вівторок, що порт відкриють навесні цього року.") == "uk"


def test_too_few_letters_leave_it_unknown() -> None:
    assert language_of("The port 12345 67890 12345 67890") is None
