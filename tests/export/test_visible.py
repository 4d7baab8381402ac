import sys
import unicodedata

from onrecord.export.visible import HIDDEN, flowing, one_line, visible

HIDDEN_CATEGORIES = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_every_hidden_character_of_unicode_but_the_line_feed_is_shown() -> None:
    missed = [
        f"U+{code:04X}"
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in HIDDEN_CATEGORIES and code != 0x0A and not HIDDEN.match(chr(code))
    ]
    assert missed == []


def test_nothing_that_can_be_seen_is_taken_for_hidden() -> None:
    wrong = [
        f"U+{code:04X}"
        for code in range(sys.maxunicode + 1)
        if HIDDEN.match(chr(code)) and unicodedata.category(chr(code)) not in {*HIDDEN_CATEGORIES, "Cn"}
    ]
    assert wrong == []


def test_escape_sequences_and_bidirectional_controls_become_code_points() -> None:
    assert visible("a\x1b[31mb\u202ec\x9bd\x00\ud800") == "a⟨U+001B⟩[31mb⟨U+202E⟩c⟨U+009B⟩d⟨U+0000⟩⟨U+D800⟩"


def test_line_feeds_stay_where_the_layout_wants_them() -> None:
    assert visible("a\nb") == "a\nb"


def test_one_line_draws_ordinary_white_space_together_but_shows_other_controls() -> None:
    assert one_line(" a\n\n\tb\r\nc\u2028d ") == "a b c⟨U+2028⟩d"


def test_flowing_text_keeps_its_lines() -> None:
    assert flowing("a\r\nb\tc\rd") == "a\nb c⟨U+000D⟩d"
