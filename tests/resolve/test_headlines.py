"""Known names in lines whose words are all capitalised."""

from collections.abc import Callable

from onrecord.model import Speaker, Statement

Found = tuple[list[Speaker | None], tuple[Statement, ...], tuple[Speaker, ...]]
Read = Callable[[str], Found]


def test_known_names_are_found_in_a_headline_in_title_case(read: Read) -> None:
    found, _, _ = read("⟦Harrow⟧ Slams Plan For New Bridge Tax\n\n“No,” ⟦Mary Harrow⟧ said on Monday.")
    assert [speaker.name for speaker in found if speaker] == ["Mary Harrow"] * 2
