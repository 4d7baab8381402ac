"""What was found, as JSON and as pieces of a line."""

from dataclasses import replace

import pytest

from onrecord.archive.context import Keyword
from onrecord.archive.hits import ArticleHit, StatementHit
from onrecord.archive.people import Person
from onrecord.export.found import article_dict, marked, person_dict, shown, statement_dict
from onrecord.export.json import dumps
from onrecord.model import SpeakerKind
from onrecord.spans import Span


@pytest.fixture
def hit() -> StatementHit:
    return StatementHit(
        article="a1", id="s2", place=7, kind="direct", text="old tax … cut", spans=(Span(10, 17), Span(30, 33)),
        marks=(Span(14, 17), Span(30, 33)), context=(Keyword(Span(14, 17), "old ", "tax", ""),), speaker="Ida Moss",
        role="skipper", speaker_kind="person", source="Moss", cue="said", lemma="say", stance="neutral",
        confidence=0.87654, corrected=False, title="T", outlet="Post", domain=None, published="2023-08-01", url=None,
        version=1, current=True,
    )  # fmt: skip


def test_a_statement_says_its_name_and_its_spans_in_pairs(hit: StatementHit) -> None:
    told = statement_dict(hit)
    assert (told["id"], told["article"], told["confidence"]) == ("a1#s2", "a1", 0.8765)
    assert (told["content"], told["marks"]) == ([[10, 17], [30, 33]], [[14, 17], [30, 33]])
    assert told["speaker"] == {"name": "Ida Moss", "role": "skipper", "kind": "person"}
    assert told["context"] == [{"start": 14, "end": 17, "before": "old ", "match": "tax", "after": ""}]
    assert dumps(told)


def test_what_is_not_known_is_null(hit: StatementHit) -> None:
    told = statement_dict(replace(hit, speaker=None, source="", cue="", lemma=None))
    assert [told[name] for name in ("speaker", "source", "cue", "reporting", "url")] == [None] * 5


def test_an_article_and_a_person(hit: StatementHit) -> None:
    article = ArticleHit("a1", 7, "T", None, "post.example", None, None, 2, False, 3, (Span(0, 3),), ())
    told = article_dict(article)
    assert (told["id"], told["marks"], told["outlet"]) == ("a1", [[0, 3]], {"name": None, "domain": "post.example"})
    person = Person("Ida Moss", SpeakerKind.PERSON, True, (("skipper", 2),), (), (), (), (), 2, 1, None, None, (hit,))
    assert person_dict(person)["roles"] == {"skipper": 2}
    assert [one["id"] for one in person_dict(person)["newest"]] == ["a1#s2"]


def test_pieces_of_a_line_say_what_was_looked_for(hit: StatementHit) -> None:
    pieces = [piece for piece in marked(hit) if piece[0]]
    assert pieces == [("old ", False), ("tax", True), (" … ", False), ("cut", True)]


def test_pieces_are_on_one_line_with_what_is_hidden_made_visible() -> None:
    assert shown("a\n\tb\x1b[2J\u202e") == "a b⟨U+001B⟩[2J⟨U+202E⟩"
