"""Whom a relative pronoun means, alone or as the opening of a whole clause that was taken for the source."""

from collections.abc import Callable

import pytest

from onrecord.model import Speaker, SpeakerKind, Statement

Names = Callable[[str], list[str | None]]
Found = tuple[list[Speaker | None], tuple[Statement, ...], tuple[Speaker, ...]]


@pytest.mark.parametrize("source", ["who", "who inspected the dam", "who had seen it"])
@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("It was Mary Coll ", "Mary Coll"),
        ("It was Mary Coll, ", "Mary Coll"),
        ("It was Mary Coll, the chief engineer, ", "Mary Coll"),
        ("It rained on the chief engineer ", "the chief engineer"),
        ("It rained on residents, ", "residents"),
    ],
)
def test_who_goes_back_to_what_stands_right_before_it(names: Names, before: str, name: str, source: str) -> None:
    (found,) = names(f"It rained.\n\nIt snowed.\n\n{before}⟦{source}⟧ said the dam was safe.")
    assert (found or "").removeprefix("the ") == name.removeprefix("the ")


@pytest.mark.parametrize("before", ["It was the wet spring ", "It was late. ", "the National Council, "])
def test_what_is_no_person_is_nobody(names: Names, before: str) -> None:
    assert names(f"It rained.\n\nIt snowed.\n\n{before}⟦who had seen it⟧ said the dam was safe.") == [None]


@pytest.mark.parametrize(
    ("source", "name"),
    [("that report", "report"), ("which owns the dam", "Northmere Water"), ("that have left", "residents")],
)
def test_that_opens_a_clause_only_before_a_verb(names: Names, source: str, name: str) -> None:
    before = {"which owns the dam": "It was Northmere Water, ", "that have left": "It rained on residents "}
    assert names(f"It rained.\n\nIt snowed.\n\n{before.get(source, 'And so ')}⟦{source}⟧ said it.") == [name]


def test_what_which_or_it_goes_back_to_is_a_body(read: Callable[[str], Found]) -> None:
    _, _, speakers = read("It rained.\n\n⟦Northmere Water⟧, which owns the dam, said no.")
    assert [one.kind for one in speakers] == [SpeakerKind.ORGANISATION]
    _, _, speakers = read("It rained.\n\nNorthmere Water did not reply. ⟦It⟧ said in May that it was safe.")
    assert [one.kind for one in speakers] == [SpeakerKind.ORGANISATION]
    _, _, speakers = read("It rained.\n\nHe wrote a letter to ⟦Northmere Tull⟧, which said that it was late.")
    assert [one.kind for one in speakers] == [SpeakerKind.PERSON]
