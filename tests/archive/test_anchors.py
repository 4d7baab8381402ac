import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.archive.anchors import anchor, anchors, from_json, locate, located, to_json, words_in
from onrecord.spans import Span

FERRY = "The ferry sails at noon, the harbour master said. “No,” said the mayor. Nobody else spoke that day."
TWICE = "“No,” said the mayor of Eastquay. The council rose. “No,” said the clerk of Westquay. It was late."
WORDS = st.sampled_from(["no", "“No,”", "said", "the", "mayor", "clerk", "rose", "— and", "it’s", "…"])


def span_of(words: str, text: str = FERRY, after: int = 0) -> Span:
    start = text.index(words, after)
    return Span(start, start + len(words))


def found(text: str, words: str, new: str, after: int = 0) -> str | None:
    """What the anchor of some words of one text holds in another one."""
    place = locate(new, anchor(text, span_of(words, text, after)))
    return new[slice(*place.span)] if place else None


def test_an_anchor_keeps_the_words_with_what_stands_before_and_after() -> None:
    kept = anchor(FERRY, span_of("“No,”"))
    assert (kept.exact, kept.only) == ("“No,”", True)
    assert FERRY[: kept.start].endswith(kept.prefix)
    assert FERRY[kept.end :].startswith(kept.suffix)
    assert len(kept.prefix) == len(kept.suffix) == 32


def test_context_grows_until_the_words_with_either_side_stand_only_once() -> None:
    line = "The clerk of the council of Eastquay said again that “no” was the answer. "
    text = "First. " + line + "Second. " + line
    kept = anchor(text, span_of("“no”", text))
    assert len(kept.prefix) > 32
    assert text.count(kept.prefix + kept.exact) == text.count(kept.exact + kept.suffix) == 1


def test_words_are_found_in_their_place() -> None:
    place = locate(FERRY, anchor(FERRY, span_of("the mayor")))
    assert place is not None
    assert place.how == "in its place"


def test_words_that_moved_are_found() -> None:
    assert found(FERRY, "“No,”", "A new first paragraph.\n\n" + FERRY) == "“No,”"


def test_words_are_found_when_one_side_of_them_was_edited() -> None:
    assert found(TWICE, "“No,”", TWICE.replace("council rose", "room was empty")) == "“No,”"
    edited = TWICE.replace("said the clerk of Westquay", "answered somebody else")
    second = locate(edited, anchor(TWICE, span_of("“No,”", TWICE, 10)))
    assert second is not None
    assert second.span.start == edited.index("“No,”", 10)


def test_words_are_found_in_other_typography() -> None:
    new = FERRY.replace("“No,”", '"No,"').replace("noon, the", "noon,\n the")
    place = locate(new, anchor(FERRY, span_of("“No,” said the mayor.")))
    assert place is not None
    assert (new[slice(*place.span)], place.how) == ('"No," said the mayor.', "but for its typography")


@pytest.mark.parametrize("new", ["", "Nothing of it is left.", FERRY.replace("“No,”", "“Yes,”")])
def test_words_that_are_gone_are_not_found(new: str) -> None:
    assert found(FERRY, "“No,”", new) is None


def test_short_words_in_new_surroundings_are_not_taken_for_the_old_ones() -> None:
    assert found(TWICE, "“No,”", "Something else entirely. “No,” a visitor shouted from the very last row.") is None


def test_long_words_are_found_in_new_surroundings_where_they_stood_and_stand_only_once() -> None:
    words = "The ferry sails at noon, the harbour master said."
    assert found(FERRY, words, f"All else is new. {words} So is this.") == words
    assert found(FERRY, words, f"All else is new. {words} So is this. {words} And this.") is None


def test_the_same_thing_said_twice_in_a_moved_text_is_not_guessed_at() -> None:
    line = "“We will not pay,” the minister said again in the evening. "
    text = line * 20
    assert found(text, "“We will not pay,”", "New. " + text, after=10 * len(line)) is None


def test_short_words_that_stood_only_once_are_known_by_what_is_left_around_them() -> None:
    assert found(FERRY, "“No,”", "All else is new. “No,” said the mayor. It was late, and it rained.") == "“No,”"


def test_an_anchor_survives_json() -> None:
    kept = anchor(FERRY, span_of("“No,”"))
    assert from_json(json.loads(json.dumps(to_json(kept)))) == kept


@pytest.mark.parametrize(
    "change",
    [{"exact": ""}, {"exact": " \n"}, {"exact": None}, {"start": -1}, {"end": 0}, {"start": True}, {"end": "9"}],
)
def test_what_is_no_anchor_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="an anchor has no"):
        from_json(to_json(anchor(FERRY, span_of("“No,”"))) | change)


def test_of_several_anchors_all_must_be_found() -> None:
    kept = anchors(FERRY, [span_of("“No,”"), span_of("the mayor")])
    assert located(FERRY, kept) == ((span_of("“No,”"), span_of("the mayor")), "in its place")
    assert located(FERRY.replace("mayor", "queen"), kept) is None


def test_contents_that_differ_in_marks_and_stops_alone_have_the_same_words() -> None:
    inner, outer = span_of("No"), span_of("“No,”")
    assert words_in(FERRY, [inner]) == words_in(FERRY, [outer])
    assert words_in(FERRY, [span_of("No")]) != words_in(FERRY, [span_of("Nobody")])


@given(st.lists(WORDS, min_size=1, max_size=30), st.data())
def test_an_unchanged_text_always_gives_the_same_span_back(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    place = locate(text, anchor(text, Span(start, end)))
    assert place is not None
    assert place.span == (start, end)


@given(st.lists(WORDS, min_size=1, max_size=30), st.lists(WORDS, max_size=5), st.data())
def test_what_is_found_in_a_text_with_a_new_beginning_is_what_was_meant(
    words: list[str], before: list[str], data: st.DataObject
) -> None:
    text, lead = " ".join(words), " ".join([*before, ""])
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    place = locate(lead + text, anchor(text, span))
    assert place is None or (lead + text)[slice(*place.span)] == text[slice(*span)]


@given(st.text(max_size=60), st.text(min_size=1, max_size=60), st.data())
def test_any_text_can_be_searched_for_the_anchor_of_any_other(new: str, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    place = locate(new, anchor(text, Span(start, data.draw(st.integers(start + 1, len(text))))))
    assert place is None or 0 <= place.span.start < place.span.end <= len(new)
