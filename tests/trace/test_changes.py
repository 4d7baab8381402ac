"""What sort of change a difference is."""

import pytest

from onrecord.model import AlterationKind as Kind
from onrecord.trace import changes
from onrecord.trace.words import words


@pytest.mark.parametrize(
    ("before", "after", "kind", "part"),
    [
        ("rose", "fell", Kind.SUBSTITUTION, ""),
        ("is", "is not", Kind.SUBSTITUTION, "“not” came in"),
        ("may", "will", Kind.SUBSTITUTION, "“may” is gone"),
        ("7", "70", Kind.SUBSTITUTION, "another number"),
        ("Monday", "Friday", Kind.DATE, "another date"),
        ("France", "Spain", Kind.PLACE, "another place"),
        ("we are", "they were", Kind.SHIFT, "indirect"),
        ("help", "attack", Kind.SUBSTITUTION, "harsher"),
        ("attack", "help", Kind.SUBSTITUTION, "softer"),
        ("harbours", "harbour", Kind.SUBSTITUTION, "another form"),
        ("ships and men", "men and ships", Kind.TRANSPOSITION, "order"),
    ],
)
def test_an_exchange_is_named(before: str, after: str, kind: Kind, part: str) -> None:
    found = changes.exchanged(words(before), words(after))
    assert found.kind is kind
    assert part in found.reason


def test_a_negation_weighs_most() -> None:
    assert changes.exchanged(words("is"), words("is not")).score > changes.exchanged(words("big"), words("large")).score
    assert changes.left_out(words("never"), marked="", joined=False).score > (
        changes.left_out(words("slowly"), marked="", joined=False).score
    )


def test_additions_in_brackets_are_the_reporters_own() -> None:
    assert changes.put_in(words("[the minister]"), elsewhere=False).score == changes.MARKED
    assert changes.put_in(words("the minister"), elsewhere=False).score > changes.MARKED
