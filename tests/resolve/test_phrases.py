"""What kind of source a phrase is, and which name it holds."""

from collections.abc import Callable

import pytest

from onrecord.model import Speaker, SpeakerKind, Statement

Found = tuple[list[Speaker | None], tuple[Statement, ...], tuple[Speaker, ...]]
Read = Callable[[str], Found]


@pytest.mark.parametrize(
    ("source", "name", "role", "country"),
    [
        ("Ukrainian Defense Minister Oleh Marchenko", "Oleh Marchenko", "Ukrainian Defense Minister", "Ukraine"),
        ("campaign spokesman Jason Quill", "Jason Quill", "campaign spokesman", None),
        ("Harbor campaign manager Ellen Harbor", "Ellen Harbor", "Harbor campaign manager", None),
        ("House Speaker Paul Orme (R-Wis.)", "Paul Orme", "House Speaker", "United States"),
        ("Rep. Tim Orme, D-Ohio,", "Tim Orme", "Rep.", "United States"),
        ("the Courier’s Robert Vale", "Robert Vale", None, None),
        (
            "Laura Pell, a professor of law at Easton University,",
            "Laura Pell",
            "professor of law at Easton University",
            None,
        ),
        ("a lawyer for the outlet, David Shaw,", "David Shaw", None, None),
        ("Ursula van der Berg", "Ursula van der Berg", None, None),
    ],
)
def test_a_name_is_split_from_its_role(
    read: Read, source: str, name: str, role: str | None, country: str | None
) -> None:
    speaker = read(f"On Monday ⟦{source}⟧ said the plan was dead.")[0][0]
    assert speaker is not None
    assert (speaker.name, speaker.kind) == (name, SpeakerKind.PERSON)
    if role:
        assert (speaker.role, speaker.country) == (role, country)


def test_two_full_names_joined_by_an_ampersand_are_two_people(read: Read) -> None:
    speaker = read("On Monday ⟦Mary Coll & John Park⟧ said no.")[0][0]
    assert speaker is not None
    assert (speaker.name, speaker.kind) == ("Mary Coll and John Park", SpeakerKind.GROUP)


def test_a_body_s_noun_before_a_name_makes_it_a_body(read: Read) -> None:
    found, _, _ = read("On Monday ⟦the campaign group Clean Harbours⟧ said no.\n\nThen ⟦Clean Harbours⟧ left.")
    assert [(s.name, s.kind) for s in found if s] == [("Clean Harbours", SpeakerKind.ORGANISATION)] * 2
