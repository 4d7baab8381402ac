from dataclasses import replace

from onrecord.export.quotebank import to_dict
from onrecord.export.told import Told


def test_only_words_in_quotation_marks_are_given(told: Told) -> None:
    article = to_dict(told)
    assert [one["quoteID"] for one in article["quotations"]] == ["a0011223344556677#s1", "a0011223344556677#s3"]
    first, third = article["quotations"]
    assert first["quotation"] == "The pier stays shut,” … “Ask the council, which said it had no money."
    assert third["quotation"] == "stuck"


def test_a_speaker_has_the_statements_confidence_and_nobody_the_rest(told: Told) -> None:
    first = to_dict(told)["quotations"][0]
    assert first["localProbas"] == [["Ilva Brandt", 0.9], ["None", 0.1]]
    assert (first["globalTopSpeaker"], first["numOccurrences"]) == ("Ilva Brandt", 2)
    unknown = tuple(replace(statement, speaker=None) for statement in told.record.statements)
    first = to_dict(replace(told, record=replace(told.record, statements=unknown)))["quotations"][0]
    assert first["localProbas"] == [["None", 1.0]]


def test_offsets_and_context_are_the_texts(told: Told) -> None:
    text = told.record.article.text
    first = to_dict(told)["quotations"][0]
    assert text[first["quotationOffset"]] == "“"
    assert text.startswith(first["leftContext"])
    assert text.endswith(first["rightContext"])
    assert to_dict(told)["names"][0]["ids"] == ["Q1"]
