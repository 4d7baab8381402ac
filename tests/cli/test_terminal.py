import pytest

from onrecord.cli.terminal import PALETTE, report, style
from onrecord.errors import OnRecordError


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", PALETTE)
def test_every_colour_can_be_read_on_black_and_on_white(colour: str) -> None:
    assert (luminance(colour) + 0.05) / 0.05 >= 4
    assert 1.05 / (luminance(colour) + 0.05) >= 4


def test_a_speaker_keeps_the_colour_and_an_unknown_one_has_none() -> None:
    assert style(1) == style(1) == PALETTE[0]
    assert style(len(PALETTE) + 1) == PALETTE[0]
    assert not style(None)


def test_an_error_is_one_line_without_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    report(OnRecordError("OR101", "a\x1b[31m\nb\u202e.html", "Check the path."))
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "OR101 a⟨U+001B⟩[31m b⟨U+202E⟩.html: there is no file at this path. Check the path.\n"
