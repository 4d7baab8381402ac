from dataclasses import replace

from onrecord.archive.people import People, Person
from onrecord.kinds import AlterationKind, DescentKind, SpeakerKind
from onrecord.mcp import answers
from onrecord.model import Alteration, Derivation, Descent, Reading, Record, Utterance
from onrecord.spans import Span
from onrecord.trace.tracing import Trace


def test_a_statement_is_told_in_words_with_its_speaker(record: Record) -> None:
    page = answers.page(record, 0, 10_000, stored=True)
    answers.Page.model_validate(page)
    first = page["statements"][0]
    assert first["id"] == f"{record.article.id}#{record.statements[0].id}"
    assert first["text"] == record.article.text[slice(*record.statements[0].content[0])]
    assert first["speaker"]["name"] == record.speakers[0].name
    assert (page["characters"], page["next"]) == (len(record.article.text), None)


def test_a_part_has_the_statements_that_begin_in_it(record: Record) -> None:
    start = record.statements[-1].content[0].start
    part = answers.page(record, start, 5, stored=True)
    assert len(part["text"]) == 5
    assert part["next"] == start + 5
    assert all(start <= one["content"][0][0] < start + 5 for one in part["statements"])


def test_a_part_beyond_the_end_is_empty(record: Record) -> None:
    part = answers.page(record, 1_000_000, 200, stored=True)
    assert (part["text"], part["next"], part["statements"]) == ("", None, [])


def test_a_statement_without_a_speaker_has_none(record: Record) -> None:
    unknown = replace(record.statements[0], speaker=None, source=(), reporting=None, within="s9")
    said = answers.page(replace(record, statements=(unknown,)), 0, 10_000, stored=True)["statements"][0]
    assert (said["speaker"], said["source"], said["reporting"]) == (None, None, None)
    assert said["within"] == f"{record.article.id}#s9"


def _reading(number: int) -> Reading:
    return Reading(f"a{number}#s1", f"a{number}", None, None, None, None, (Span(0, 4),), "dues")


def test_of_a_long_trace_the_oldest_readings_are_told_and_the_others_counted() -> None:
    count = answers.READINGS + 5
    made = tuple(
        Alteration("a0#s1", f"a{n}#s1", AlterationKind.SUBSTITUTION, "dues", "tax", (), (), "another word", 0.5)
        for n in range(answers.ALTERATIONS + 7)
    )
    descent = tuple(Descent(None, f"a{n}#s1", DescentKind.UNKNOWN, 0.5, ()) for n in range(1, count))
    one = Utterance("a0#s1", None, "a0#s1", tuple(map(_reading, range(count))), made, descent)
    derived = tuple(Derivation(f"b{n}", "a0", 0.9, False, 0.9, ()) for n in range(answers.DERIVATIONS + 2))
    told = answers.trace(Trace((one,), derived, 1), 3)
    answers.Trace.model_validate(told)
    assert told["left_out"] == {"readings": 5, "alterations": 7, "derivations": 2}
    assert told["not_indexed"] == 3
    assert len(told["utterances"][0]["readings"]) == answers.READINGS
    assert len(told["utterances"][0]["descent"]) == answers.READINGS - 1


def test_of_many_names_the_first_are_told_and_the_others_counted() -> None:
    outlets = tuple((f"Outlet {n}", 1) for n in range(answers.NAMES + 9))
    nobody = Person("A Brandt", SpeakerKind.PERSON, True, (), (), (), (), outlets, 1, 1, None, None)
    told = answers.people("brandt", People((nobody,) * (answers.PEOPLE + 4), 54, False))
    answers.People.model_validate(told)
    assert (len(told["people"]), told["left_out"]) == (answers.PEOPLE, 4)
    assert len(told["people"][0]["outlets"]) == answers.NAMES
