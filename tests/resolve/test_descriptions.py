"""Who is meant by a description, and what kind of source it is."""

from collections.abc import Callable

import pytest

from onrecord.model import Speaker, SpeakerKind, Statement

Found = tuple[list[Speaker | None], tuple[Statement, ...], tuple[Speaker, ...]]
Read = Callable[[str], Found]
Names = Callable[[str], list[str | None]]


def test_a_definite_description_finds_the_role(names: Names) -> None:
    marked = (
        "⟦Defense Minister Oleh Marchenko⟧ said no.\n\nA senior official left.\n\n⟦The defense minister⟧ said it again."
    )
    assert names(marked) == ["Oleh Marchenko"] * 2


def test_a_description_with_words_that_were_not_said_stays_apart(read: Read) -> None:
    found, _, _ = read("⟦Defense Minister Oleh Marchenko⟧ said no. ⟦The finance minister⟧ said yes.")
    assert found[1] is not None
    assert (found[1].name, found[1].kind) == ("The finance minister", SpeakerKind.UNNAMED)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("a senior official, who asked not to be named", SpeakerKind.UNNAMED),
        ("one resident", SpeakerKind.UNNAMED),
        ("two people familiar with the talks", SpeakerKind.UNNAMED),
        ("residents", SpeakerKind.GROUP),
        ("Harbor’s aides", SpeakerKind.UNNAMED),
        ("the White House", SpeakerKind.ORGANISATION),
        ("the Ukrainian Defense Ministry", SpeakerKind.ORGANISATION),
        ("China", SpeakerKind.ORGANISATION),
        ("Mary Coll and John Park", SpeakerKind.GROUP),
    ],
)
def test_the_kind_of_a_source(read: Read, source: str, kind: SpeakerKind) -> None:
    speaker = read(f"In a note ⟦{source}⟧ said the plan was dead.")[0][0]
    assert speaker is not None
    assert speaker.kind == kind


def test_two_unnamed_single_sources_are_not_one(read: Read) -> None:
    _, _, speakers = read("⟦A source⟧ said yes. ⟦Another source⟧ said no. ⟦The source⟧ added a date.")
    assert [speaker.name for speaker in speakers] == ["A source", "Another source"]
    assert len(speakers[1].mentions) == 2


@pytest.mark.parametrize("words", ["their union", "the union"])
def test_the_only_body_of_that_noun_is_meant(names: Names, words: str) -> None:
    marked = f"Pilots will stop work, ⟦{words}⟧ said.\n\n“Enough,” said a man of the Skyway Union in the hall."
    assert names(marked) == ["Skyway Union"]


def test_a_noun_that_two_bodies_share_names_neither(names: Names) -> None:
    marked = "Pilots will stop work, ⟦their union⟧ said.\n\nThe Skyway Union met the Runway Union in the hall."
    assert names(marked) == ["their union"]
