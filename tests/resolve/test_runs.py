"""Runs of capitalised words that make one name."""

from collections.abc import Callable

from onrecord.model import Speaker, SpeakerKind, Statement

Found = tuple[list[Speaker | None], tuple[Statement, ...], tuple[Speaker, ...]]
Read = Callable[[str], Found]
Names = Callable[[str], list[str | None]]


def test_names_joined_by_an_ampersand_are_one_organisation(read: Read) -> None:
    found, _, _ = read("⟦Farrow & Pym⟧ denied the loss.\n\nThe note was ⟦Farrow & Pym⟧ at its best.")
    assert [(s.name, s.kind) for s in found if s] == [("Farrow & Pym", SpeakerKind.ORGANISATION)] * 2


def test_an_epithet_with_hyphens_is_not_part_of_the_name(names: Names) -> None:
    assert names("Father-of-two was in. ⟦Father-of-two Mark Pell, 41,⟧ said no.") == ["Mark Pell"]
