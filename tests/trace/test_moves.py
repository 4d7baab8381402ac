"""Words of one reading that the other has elsewhere."""

from collections.abc import Callable

from onrecord.model import AlterationKind
from onrecord.trace.changes import Change
from onrecord.trace.moves import Part, stands_apart, stands_outside, together, trimmed
from onrecord.trace.witnesses import Witnessed
from onrecord.trace.words import words

Witness = Callable[..., Witnessed]
OTHER = Change(AlterationKind.CUT, "cut", 0.05)


def test_what_is_gone_here_and_has_come_there_is_one_change() -> None:
    gone, come = words("and the ferrymen agreed"), words("The ferrymen agreed")
    rest = Part(words("harbour"), words("port"), OTHER)
    found = list(together([Part(gone, (), OTHER), rest, Part((), come, OTHER)]))
    assert [part.change.kind for part in found] == ["cut", "transposition"]
    assert (found[1].before, found[1].after) == (gone, come)


def test_other_words_and_small_words_alone_stay_as_they_are() -> None:
    parts = [
        Part(words("the ferrymen"), (), OTHER),
        Part((), words("the fishermen"), OTHER),
        Part(words("of"), (), OTHER),
    ]
    assert list(together(parts)) == parts


def test_small_words_at_the_ends_do_not_count() -> None:
    assert [word.form for word in trimmed(words("and that the fleet will sail at"))] == ["fleet", "will", "sail"]
    assert not trimmed(words("of the"))


def test_words_of_the_reporter_beside_the_quotation_are_found(witness: Witness) -> None:
    base = witness("“Our fishermen will not be bullied by anybody,” Ann Hill said, adding that the fleet would sail.")
    assert stands_outside(base, words("and the fleet would sail"))
    assert not stands_outside(base, words("the fleet would sink"))
    assert not stands_outside(base, words("fishermen will not be bullied"))
    assert not stands_outside(base, words("fleet"))


def test_what_is_quoted_behind_other_words_stands_apart(witness: Witness) -> None:
    text = "“The bank is sound and always was,” Ann Hill said. She left. “No crown will be lost,” she added later."
    base = witness(text)
    assert stands_apart(base, words("No crown will be lost"))
    assert not stands_apart(base, words("bank is sound"))
    assert not stands_apart(base, words("She left"))
