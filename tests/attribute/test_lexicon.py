"""The closed word classes of the rules."""

import pytest

from onrecord.attribute.lexicon import words
from onrecord.data import table

CLASSES = [row["class"] for row in table("en", "word_classes.tsv")]


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_is_a_set_of_lower_case_words(name: str) -> None:
    found = words(name)
    assert found
    assert all(word == word.lower() and "’" not in word for word in found)


def test_no_class_is_given_twice() -> None:
    assert len(set(CLASSES)) == len(CLASSES)


def test_an_apostrophe_stays_in_its_word() -> None:
    assert {"n't", "'ve", "was"} <= words("auxiliaries")


def test_a_class_that_is_not_there_is_a_defect() -> None:
    with pytest.raises(StopIteration):
        words("no such class")
