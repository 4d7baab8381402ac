"""Which names are the same party."""

from collections.abc import Callable

import pytest

from onrecord.model import Speaker, SpeakerKind, Statement

Found = tuple[list[Speaker | None], tuple[Statement, ...], tuple[Speaker, ...]]
Read = Callable[[str], Found]
Names = Callable[[str], list[str | None]]


def test_surname_title_and_nickname_are_the_same_person(read: Read) -> None:
    found, _, speakers = read(
        "⟦William Harrow⟧ said no. ⟦Harrow⟧ said so twice. ⟦Mr. Harrow⟧ left. Later ⟦Bill Harrow⟧ wrote a letter."
    )
    assert {speaker.name for speaker in found if speaker} == {"William Harrow"}
    assert len(speakers) == 1
    assert "Bill Harrow" in speakers[0].aliases


def test_a_surname_of_two_people_is_tied_to_neither(read: Read) -> None:
    found, _, _ = read(
        "Ann Harrow met Tom Harrow in the hall.\n\nAfter it ⟦Harrow⟧ said the deal was done.\n\n⟦Mr. Harrow⟧ agreed."
    )
    assert [speaker.name for speaker in found if speaker] == ["Harrow", "Tom Harrow"]
    assert found[0] is not None
    assert "not known which" in found[0].reason


def test_an_acronym_in_brackets_names_the_organisation(names: Names) -> None:
    assert (
        names("⟦The Northern Budget Office (NBO)⟧ said so. Then ⟦the NBO⟧ said more.") == ["Northern Budget Office"] * 2
    )


def test_a_titled_surname_goes_to_the_namesake_whose_gender_is_not_known(names: Names) -> None:
    marked = "⟦Hanna Orvell⟧ said no. Her cousin Zhiet Orvell was angry.\n\n“No,” ⟦Mr Orvell⟧ said."
    assert names(marked) == ["Hanna Orvell", "Zhiet Orvell"]


@pytest.mark.parametrize("name", ["Ms. Boxer", "Senator Barbara Boxer"])
def test_a_surname_that_is_a_role_noun_is_a_name_behind_a_title(read: Read, name: str) -> None:
    speaker = read(f"On Monday ⟦{name}⟧ said the plan was dead.")[0][0]
    assert speaker is not None
    assert speaker.kind == SpeakerKind.PERSON
