"""One outlet's standing passage is no utterance; what others quote is one."""

from tests.trace.conftest import Witness

from onrecord.trace.boilerplate import boilerplate
from onrecord.trace.witnesses import Witnessed

NOTE = "Ann Hill said that the stories that matter to you will be delivered to your harbour every single morning."
NEWS = "On {0} Ann Hill said that the stories that matter will be delivered. {0} was a wet day in the harbour."


def printed(witness: Witness, texts: list[str], outlet: str = "Post") -> list[Witnessed]:
    return [witness(text, f"{outlet}{n}", f"2024-03-0{n}", outlet) for n, text in enumerate(texts, start=1)]


def test_a_passage_of_three_days_is_boilerplate_and_says_so(witness: Witness) -> None:
    assert boilerplate(printed(witness, [NOTE] * 3)) == "the same passage stands in 3 articles of Post on 3 days"
    assert not boilerplate(printed(witness, [NOTE] * 2))


def test_the_same_words_in_other_surroundings_are_reports(witness: Witness) -> None:
    days = ("Monday", "Tuesday", "Friday")
    assert not boilerplate(printed(witness, [NEWS.format(day) for day in days]))


def test_what_another_outlet_quotes_is_an_utterance(witness: Witness) -> None:
    quoted = "“The stories that matter to you will be delivered to your harbour every single morning,” Ann Hill said."
    assert not boilerplate([*printed(witness, [NOTE] * 3), witness(quoted, "echo", "2024-03-05", "Echo")])


def test_several_outlets_that_print_it_once_are_not_one_that_does_so_again(witness: Witness) -> None:
    assert not boilerplate([witness(NOTE, f"p{n}", f"2024-03-0{n}", f"Outlet {n}") for n in (1, 2, 3)])
