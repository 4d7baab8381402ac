"""What is named between two readings of one utterance, and how much it weighs."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.model import Alteration, AlterationKind, Reading
from onrecord.spans import Span
from onrecord.trace.alterations import alterations
from onrecord.trace.witnesses import Witnessed
from onrecord.trace.words import words

Witness = Callable[..., Witnessed]
Found = tuple[tuple[str, str, str], ...]

CASES = [
    (
        "a negation that comes in",
        "“It is now apparent that the minister was wrong about the harbour,” Ann Hill said.",
        "“It is not apparent that the minister was wrong about the harbour,” Ann Hill said.",
        (("substitution", "now", "not"),),
    ),
    (
        "a word between words left out, and a tense",
        "“We have expressed our grave concern, I mean, to the government of Velmora,” Ann Hill said.",
        "“We had expressed our grave concern to the government of Velmora,” Ann Hill said.",
        (("shift", "have", "had"), ("omission", "I mean", "")),
    ),
    (
        "a sentence left out between two that are printed as one passage",
        "“They destroyed the fleet in the harbour. Nobody helped us. We will rebuild it,” said Bob Roe.",
        "“They destroyed the fleet in the harbour. We will rebuild it,” said Bob Roe.",
        (("join", "Nobody helped us", ""),),
    ),
    (
        "an omission that an ellipsis shows",
        "“We do not want war with our neighbours in the north, but we are ready,” Hill said.",
        "“We do not want war with our neighbours … but we are ready,” Hill said.",
        (("omission", "in the north", ""),),
    ),
    (
        "the reporter's words in brackets",
        "“They will never again come to our harbour with their ships,” Hill said.",
        "“[The Rhastians] will never again come to our harbour with their ships,” Hill said.",
        (("substitution", "They", "The Rhastians"),),
    ),
    (
        "the reporter's words moved inside the quotation marks",
        "Ann Hill said the plan for the northern port was “a mistake” that would cost jobs.",
        "Ann Hill said: “The plan for the northern port was a mistake that would cost jobs.”",
        (
            ("moved-in", "the plan for the northern port was", "The plan for the northern port was"),
            ("moved-in", "that would cost jobs", "that would cost jobs"),
        ),
    ),
    (
        "a harsher word",
        "“The operation against the city will go on until the last soldier has left,” the general said.",
        "“The attack on the city will go on until the last soldier has left,” the general said.",
        (("substitution", "operation against", "attack on"),),
    ),
    (
        "another number and another month",
        "“They destroyed 12 ships in the harbour and we will rebuild the fleet by March,” said Bob Roe.",
        "“They destroyed 20 ships in the harbour and we will rebuild the fleet by June,” said Bob Roe.",
        (("substitution", "12", "20"), ("changed-date", "March", "June")),
    ),
    (
        "indirect speech of the same words",
        "“I will not resign, and I have done nothing wrong here,” Hill said.",
        "Hill said that he would not resign, and that he had done nothing wrong there.",
        (
            ("shift", "I will", "that he would"),
            (
                "moved-out",
                "not resign, and I have done nothing wrong",
                "not resign, and that he had done nothing wrong",
            ),
            ("shift", "I have", "that he had"),
            ("shift", "here", "there"),
        ),
    ),
    (
        "words turned round",
        "“Miners and companies in the valley will have to agree before winter,” Hill said.",
        "“Companies and miners in the valley will have to agree before winter,” Hill said.",
        (("transposition", "Miners and companies", "Companies and miners"),),
    ),
    (
        "a cut at the end",
        "“We will rebuild the fleet in the old harbour before the winter comes,” Hill said.",
        "“We will rebuild the fleet in the old harbour,” Hill said.",
        (("cut", "before the winter comes", ""),),
    ),
    (
        "marks, spelling and contractions",
        "“We don't recognise the colours of the new flag,” Hill said.",
        "‘We do not recognize the colors of the new flag,’ Hill said.",
        (),
    ),
]


def kinds(found: tuple[Alteration, ...]) -> Found:
    return tuple((str(one.kind), one.before, one.after) for one in found)


@pytest.mark.parametrize(("before", "after", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_change_is_named_with_its_words(witness: Witness, before: str, after: str, expected: Found) -> None:
    assert kinds(alterations(witness(before), witness(after))) == expected


def test_places_are_those_of_the_printed_words(witness: Witness) -> None:
    base, other = witness(CASES[0][1]), witness(CASES[0][2])
    (found,) = alterations(base, other)
    assert [base.text[span.start : span.end] for span in found.before_spans] == ["now"]
    assert [other.text[span.start : span.end] for span in found.after_spans] == ["not"]
    assert 0 < found.score <= 1
    assert found.reason


def test_what_is_marked_weighs_less_than_what_is_not(witness: Witness) -> None:
    whole = "“We want no war with our neighbours in the cold north, but we are ready,” Hill said."
    marked = "“We want no war with our neighbours … but we are ready,” Hill said."
    silent = "“We want no war with our neighbours, but we are ready,” Hill said."
    (shown,), (hidden,) = (alterations(witness(whole), witness(other)) for other in (marked, silent))
    assert shown.kind is hidden.kind is AlterationKind.OMISSION
    assert shown.score < hidden.score


def test_another_speaker_and_another_verb_are_named(witness: Witness) -> None:
    base = witness("“We will rebuild the fleet in the old harbour,” Bob Roe said.")
    other = witness("“We will rebuild the fleet in the old harbour,” Ann Hill admitted.")
    assert kinds(alterations(base, other)) == (
        ("changed-speaker", "Bob Roe", "Ann Hill"),
        ("changed-verb", "say", "admit"),
    )


def test_nothing_shared_gives_nothing(witness: Witness) -> None:
    base = witness("“We will rebuild the fleet,” Bob Roe said.")
    assert alterations(base, witness("“Rain fell for ten days over Zaria,” Ann Hill said.")) == ()


def test_a_reading_is_no_alteration_of_itself(witness: Witness) -> None:
    base = witness(CASES[2][1])
    assert alterations(base, base) == ()


def weighed(found: tuple[Alteration, ...]) -> list[tuple[str, str, str, float]]:
    return [(str(one.kind), one.before, one.after, one.score) for one in found]


def test_the_reporters_words_around_a_quotation_weigh_little(witness: Witness) -> None:
    one = witness("Ann Hill called the killing “an act of pure evil by people who know no mercy”.", "a")
    other = witness("Ann Hill called the minister’s death “an act of pure evil by people who know no mercy”.", "b")
    (found,) = alterations(one, other)
    assert found.score <= 0.1
    assert "the reporter's own words" in found.reason


def test_one_negation_for_another_turns_nothing(witness: Witness) -> None:
    one = witness("“I didn’t mean you or any of the ferrymen in the hall,” Ann Hill said.", "a")
    other = witness("“I don’t mean you or any of the ferrymen in the hall,” Ann Hill said.", "b")
    assert all(score < 0.7 for *_, score in weighed(alterations(one, other)))


def test_a_people_for_its_country_is_no_other_place(witness: Witness) -> None:
    one = witness("“This is a time for France to choose a better road for the harbour,” Ann Hill said.", "a")
    other = witness("“This is a time for French to choose a better road for the harbour,” Ann Hill said.", "b")
    assert AlterationKind.PLACE not in {found.kind for found in alterations(one, other)}


def test_a_title_that_comes_or_goes_weighs_little_and_ends_no_sentence(witness: Witness) -> None:
    one = witness("“The boats of Mr. Roe will never be sold to anybody in the north,” Ann Hill said.", "a")
    other = witness("“The boats of Roe will never be sold to anybody in the north,” Ann Hill said.", "b")
    assert weighed(alterations(one, other)) == [("omission", "Mr", "", 0.1)]
    assert weighed(alterations(other, one)) == [("insertion", "", "Mr", 0.1)]


def test_somebody_else_is_said_with_care_where_a_pronoun_was_resolved(witness: Witness) -> None:
    base = witness("“We will never hand over the strait to anybody who asks,” Ann Hill said.", "a")
    other = witness("“We will never hand over the strait to anybody who asks,” Bob Roe said.", "b")
    (sure,) = alterations(base, other)
    (unsure,) = alterations(base, replace(other, named=False))
    assert (sure.kind, unsure.kind) == (AlterationKind.SPEAKER, AlterationKind.SPEAKER)
    assert unsure.score < 0.5 < sure.score


def test_what_stands_in_two_parts_is_printed_as_two() -> None:
    text = "one two” said Hill “three four"
    words_ = words(text)
    reading = Reading("a#s1", "a", None, None, None, None, (Span(0, 7), Span(19, 29)), text)
    base = Witnessed(reading, (*words_[:2], *words_[4:]), text=text)
    other = Witnessed(replace(reading, statement="b#s1", spans=(Span(0, 3),)), words_[:1], text=text)
    gone = [one.before for one in alterations(base, other)]
    assert gone == ["two … three four"]
