"""Errors drawn and shown: both sides, the same ones from the same seed."""

from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, cast

from eval.errors import Compared, Error, Predicted, Roles

from eval import errors
from onrecord.model import Statement, StatementKind
from onrecord.spans import Span

TEXT = "Brandt said the dam held. Later Iyer warned that rain would come."


def attribution(source: str, cue: str, content: str) -> dict[str, list[Span]]:
    words = {"source": source, "cue": cue, "content": content}
    return {role: [Span(TEXT.index(w), TEXT.index(w) + len(w))] if w else [] for role, w in words.items()}


def statement(item: Roles, confidence: float = 0.5) -> Statement:
    return Statement(
        id="s1",
        kind=StatementKind.INDIRECT,
        content=tuple(item["content"]),
        cue=tuple(item["cue"]),
        source=tuple(item["source"]),
        quotations=(),
        confidence=confidence,
        reason="because",
        method="rules 1",
    )


SAID = attribution("Brandt", "said", "the dam held")
WARNED = attribution("Iyer", "warned", "that rain would come")
UNSOURCED = attribution("", "warned", "that rain would come")


def document(gold: Sequence[Roles], found: Sequence[tuple[Roles, int | None]]) -> Compared:
    return Compared("a", TEXT, gold, [Predicted(statement(item), item, match) for item, match in found])


class Words:
    """A stand-in for the scorer's document: every letter is a word."""

    def __init__(self, text: str) -> None:
        self.text = text

    def tokens(self, spans: Sequence[Span]) -> frozenset[int]:
        return frozenset(at for s in spans for at in range(s.start, s.end) if self.text[at].isalpha())


def equal(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(one[role] == other[role] for role in ("content", "source"))


def match(accept: Callable[[Any, Any], bool], gold: Sequence[Any], found: Sequence[Any]) -> list[int]:
    return [next((k for k, g in enumerate(gold) if accept(g, item)), -1) for item in found]


TOOL = cast("Any", SimpleNamespace(Document=Words, RELATIONS={"attr": equal}, match=match))


def test_a_statement_knows_the_gold_that_it_matches_and_content_without_a_word_is_left_out() -> None:
    blank = {"source": [], "cue": [], "content": [Span(24, 25)]}
    found = [(statement(item), item) for item in (UNSOURCED, SAID, blank)]
    made = errors.matched(TOOL, "a", TEXT, [blank, SAID, WARNED], found)
    assert made.gold == [SAID, WARNED]
    assert [p.match for p in made.predicted] == [None, 0]


def test_the_scorers_lists_become_spans_in_order() -> None:
    (item,) = errors.spanned([{"source": [], "cue": [[3, 4]], "content": [[9, 12], [5, 7]]}])
    assert item == {"source": [], "cue": [Span(3, 4)], "content": [Span(5, 7), Span(9, 12)]}


def test_gold_without_a_statement_and_statements_without_gold_are_the_errors() -> None:
    made = document([SAID, WARNED], [(SAID, 0), (UNSOURCED, None)])
    missed, extra = errors.errors([made])
    assert [(e.side, e.place) for e in missed] == [("missed", 1)]
    assert [(e.side, e.place) for e in extra] == [("matches nothing", 1)]


def test_the_same_seed_draws_the_same_errors_half_of_each_side() -> None:
    made = document([], [])
    missed = [Error("missed", made, k) for k in range(30)]
    extra = [Error("matches nothing", made, k) for k in range(3)]
    found = errors.drawn(missed, extra, 10, 1)
    assert found == errors.drawn(missed, extra, 10, 1) != errors.drawn(missed, extra, 10, 2)
    assert [e.side for e in found] == ["missed"] * 5 + ["matches nothing"] * 3


def test_an_error_is_apart_when_the_other_side_has_none_of_its_content() -> None:
    made = document([SAID, WARNED], [(UNSOURCED, None)])
    assert errors.apart(Error("missed", made, 0))
    assert not errors.apart(Error("missed", made, 1))
    assert not errors.apart(Error("matches nothing", made, 0))


def test_an_error_is_shown_with_what_touches_it() -> None:
    made = document([SAID, WARNED], [(SAID, 0), (UNSOURCED, None)])
    lines = list(errors.shown(Error("missed", made, 1)))
    assert lines[0] == "missed: a, 32–64"
    assert lines[1] == f"  text    {TEXT}"
    assert lines[2] == "* gold    Iyer | warned | that rain would come"
    assert lines[3:] == ["  found   – | warned | that rain would come (matches nothing; 0.50)"]
