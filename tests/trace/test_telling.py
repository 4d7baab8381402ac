"""An utterance is told in order of time, with each reading set against its parent and against the base."""

from dataclasses import replace

from tests.trace.conftest import Witness

from onrecord.model import StatementKind
from onrecord.trace.telling import base, in_time, utterance, without_inner

BASE = "“We will never hand over the strait to anybody who threatens its fishermen,” Ann Hill said."


def weight(form: str) -> float:
    return 0.2 if len(form) < 4 else 0.8


def test_readings_are_in_order_of_time_and_the_undated_last(witness: Witness) -> None:
    several = [witness(BASE, "c"), witness(BASE, "b", "2023-01-02"), witness(BASE, "a", "2023-01-02T10:00:00Z")]
    assert [one.reading.article for one in in_time(several)] == ["b", "a", "c"]


def test_an_utterance_names_its_speaker_its_earliest_report_and_what_was_altered(witness: Witness) -> None:
    changed = BASE.replace("threatens", "attacks")
    told = utterance(
        [
            witness(BASE, "a", "2023-01-01", "Post"),
            witness(changed, "b", "2023-01-02", "Echo"),
            witness(changed.replace("never ", ""), "c", "2023-01-03", "Lamp"),
        ],
        weight,
    )
    first, second, third = told.readings
    assert (told.speaker, told.earliest) == ("Ann Hill", first.statement)
    assert [(one.child, one.parent) for one in told.descent] == [
        (second.statement, first.statement), (third.statement, second.statement),
    ]  # fmt: skip
    pairs = [(one.origin, one.target, one.before) for one in told.alterations]
    assert (first.statement, second.statement, "threatens") in pairs
    assert (second.statement, third.statement, "never") in pairs
    assert (first.statement, third.statement, "threatens") in pairs


def test_nothing_is_the_earliest_where_nothing_is_dated(witness: Witness) -> None:
    assert utterance([witness(BASE, "a"), witness(BASE, "b")], weight).earliest is None


def test_the_name_of_an_utterance_does_not_depend_on_later_readings(witness: Witness) -> None:
    several = [witness(BASE, "a", "2023-01-01"), witness(BASE, "b", "2023-01-02")]
    assert utterance(several, weight).id == utterance(several[:1], weight).id


def test_what_stands_inside_another_statement_of_its_article_is_left_out(witness: Witness) -> None:
    whole, other = witness(BASE, "a"), witness(BASE, "b")
    (span,) = whole.reading.spans
    part = replace(
        whole, reading=replace(whole.reading, statement="a#s9", spans=(span._replace(start=span.start + 9),))
    )
    twin = replace(whole, reading=replace(whole.reading, statement="a#s8"))
    assert without_inner([part, whole, other]) == (whole, other)
    assert without_inner([twin, whole]) == (whole,)


def test_words_that_somebody_reports_of_another_are_the_others(witness: Witness) -> None:
    text = "The Courier reported that Ann Hill said “we will never hand over the strait to anybody who threatens it”."
    outer = witness(text, "a")
    assert outer.reading.kind is StatementKind.MIXED
    (span,) = outer.reading.spans
    quoted = tuple(word for word in outer.words if word.quoted)
    inner = replace(
        outer, words=quoted,
        reading=replace(
            outer.reading, statement="a#s2", kind=StatementKind.DIRECT, speaker="Ann Hill",
            spans=(span._replace(start=quoted[0].span.start - 1),),
        ),
    )  # fmt: skip
    assert without_inner([outer, inner]) == (inner,)


def test_the_base_is_a_full_reading(witness: Witness) -> None:
    cut = witness("“Anybody who threatens its fishermen,” Ann Hill said.", "a")
    assert base([cut, witness(BASE, "b")]) == 1
    assert base([witness(BASE, "b"), cut]) == 0
