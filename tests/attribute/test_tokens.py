"""Units, tags and sentences: what the rules of attribution rest on."""

from collections.abc import Callable, Sequence

import pytest

from onrecord.attribute.tokens import QUOTATION, Unit, sentences, units
from onrecord.spans import Span

Tagged = Callable[[str], list[Unit]]


def forms(units: Sequence[Unit]) -> list[str]:
    return [unit.form for unit in units]


def cut(tagged: Tagged, text: str) -> list[str]:
    return [text[found[0].start : found[-1].end] for found in sentences(tagged(text))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The U.S. Army", "the|u.s.|army"),
        ("paid $1,000 at 10:30", "paid|$|1,000|at|10:30"),
        ("a 24-year-old far-right man", "a|24-year-old|far-right|man"),
        ("O’Brien’s house", "o'brien|'s|house"),
        ("O'Brien's house", "o'brien|'s|house"),
        ("he didn’t, we can't", "he|did|n't|,|we|ca|n't"),
        ("they’ve gone… home", "they|'ve|gone|…|home"),
        ("rain — and sun", "rain|—|and|sun"),
        ("naïve Зеленський", "naïve|зеленський"),
        ("", ""),
        (" \t ", ""),
    ],
)
def test_a_text_is_cut_into_words_and_marks(tagged: Tagged, text: str, words: str) -> None:
    assert "|".join(forms(tagged(text))) == words


def test_units_point_to_the_words_they_stand_for() -> None:
    text = "Before. Ilva Brandt’s dam, 😀 she said. After."
    found = units(text, Span(8, 38), [])
    assert [text[u.start : u.end].lower().replace("’", "'") for u in found] == forms(found)
    assert found[0].start == 8
    assert found[-1].end == 38


def test_a_quotation_is_one_unit(tagged: Tagged) -> None:
    text = "“It is safe. It will hold,” she said."
    first, *others = tagged(text)
    assert (first.start, first.end, first.tag) == (0, 27, QUOTATION)
    assert forms(others) == ["she", "said", "."]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("She said it.", "PRP VBD PRP ."),
        ("The minister will not go", "DT NN MD RB VB"),
        ("Ilva Brandt said so", "NNP NNP VBD RB"),
        ("according to the council", "VBG TO DT NN"),
        ("He met Zorvel Quimmby in Xyzzia", "PRP VBD NNP NNP IN NNP"),
        ("about 4,512 pages", "IN CD NNS"),
    ],
)
def test_words_get_the_tags_of_the_penn_treebank(tagged: Tagged, text: str, tags: str) -> None:
    assert " ".join(unit.tag for unit in tagged(text)) == tags


@pytest.mark.parametrize(
    ("word", "tag"), [("blorfing", "VBG"), ("blorfize", "VB"), ("blorf", "NN"), ("12-floor", "JJ")]
)
def test_an_unknown_word_is_tagged_by_its_ending(tagged: Tagged, word: str, tag: str) -> None:
    assert tagged(f"they {word}")[-1].tag == tag


@pytest.mark.parametrize("verb", ["quipped", "blorfed", "rained"])
def test_an_unknown_past_tense_is_a_verb(tagged: Tagged, verb: str) -> None:
    assert tagged(f"it {verb}")[-1].tag == "VBD"


@pytest.mark.parametrize(
    "sentences_",
    [
        ["She left.", "He came!", "Who knows?", "Nobody."],
        ["Mr. J. Brandt met Dr. Pike vs. the Corp. on Jan. 4.", "He left."],
        ["The U.S. Army came.", "He left."],
        ["It cost 1.5 million.", "He paid."],
        ["“It is safe.”", "He left."],
        ["“It is safe.”", "“It will hold,” she said."],
        ["He said “no.”", "She left."],
        ["“Is it safe?” he asked.", "“Yes!” she said."],
        ["“It is safe. It will hold,” she said.", "He left."],
        ["(He left.)", "She came."],
        ["Wait…  what?!", "He left"],
    ],
)
def test_a_text_is_cut_into_sentences(tagged: Tagged, sentences_: list[str]) -> None:
    assert cut(tagged, " ".join(sentences_)) == sentences_


def test_a_sentence_may_end_with_an_abbreviation(tagged: Tagged) -> None:
    assert cut(tagged, "He came at 5 p.m. The hall was empty.") == ["He came at 5 p.m.", "The hall was empty."]


def test_sentences_leave_no_unit_out(tagged: Tagged) -> None:
    found = tagged("“No.” . ? ! (a.) b… c. D. “e.”")
    assert [unit for sentence in sentences(found) for unit in sentence] == found


@pytest.mark.parametrize("pattern", ["a.", "n't", "1,", "1-", "a'", "a-", "’s", "-", ".", "aaaaaan'", "ab’"])
def test_a_long_run_of_one_pattern_is_read_to_its_end(pattern: str) -> None:
    text = pattern * 20_000
    assert units(text, Span(0, len(text)), [])[-1].end == len(text)
