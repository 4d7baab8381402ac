"""The role that stands before the comma before a name."""

import pytest

from onrecord.resolve.appositions import introducing, is_aged
from onrecord.resolve.lexicon import lexicon
from onrecord.spans import Span

NAME = "Zhiet Orvell"


def role(text: str) -> str | None:
    start = text.index(NAME)
    found = introducing(text, Span(start, start + len(NAME)), Span(0, len(text)), lexicon())
    return found.text if found else None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The Minister of Trade of Orland, Zhiet Orvell, declared it.", "Minister of Trade of Orland"),
        ("On Monday our guest was the minister of trade, Zhiet Orvell.", "minister of trade"),
        ("In a letter, the firm’s managing director, Zhiet Orvell, wrote:", "firm’s managing director"),
        ("“No,” said Orland's trade minister, Zhiet Orvell.", "Orland's trade minister"),
        ("It was the worn-out mayor of Eastmere, Zhiet Orvell, who left.", "worn-out mayor of Eastmere"),
    ],
)
def test_the_role_before_the_comma_is_read(text: str, said: str) -> None:
    assert role(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "In talks with the minister, Zhiet Orvell, who is tall, said no.",
        "According to the minister, Zhiet Orvell lied.",
        "It was a lawyer for the mayor, Zhiet Orvell, who left.",
        "They mourned their son, Zhiet Orvell.",
        "The minister met the crowd, Zhiet Orvell, and left.",
        "The road was closed, Zhiet Orvell, a smith, said.",
    ],
)
def test_what_only_looks_so_is_refused(text: str) -> None:
    assert role(text) is None


@pytest.mark.parametrize(("behind", "aged"), [(", 52, said", True), (" (52) said", True), (", 2019, said", False)])
def test_an_age_stands_behind_a_name(behind: str, aged: bool) -> None:
    assert is_aged("Zhiet Orvell" + behind, 12) == aged
