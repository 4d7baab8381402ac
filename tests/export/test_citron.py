from dataclasses import replace

from onrecord.export.citron import contents, to_dict
from onrecord.export.told import Told


def test_the_quotes_come_back_as_they_were(told: Told) -> None:
    assert contents(to_dict(told)) == [(s.source, s.content) for s in told.record.statements]


def test_every_span_gives_its_own_words(told: Told) -> None:
    document = to_dict(told)
    for quote in document["quotes"]:
        for span in (quote["cue"], *quote["sources"], *quote["contents"], *quote["coreferences"]):
            assert document["text"][span["start"] : span["end"]] == span["text"]


def test_a_statement_without_reporting_words_has_an_empty_cue(told: Told) -> None:
    bare = replace(told.record.statements[0], cue=())
    (quote,) = to_dict(replace(told, record=replace(told.record, statements=(bare,))))["quotes"]
    assert quote["cue"] == {"start": bare.content[0].start, "end": bare.content[0].start, "text": ""}


def test_the_mentions_of_a_speaker_are_a_group(told: Told) -> None:
    groups = to_dict(told)["coreference_groups"]
    assert [[span["text"] for span in group] for group in groups] == [["Ilva Brandt"], ["A clerk"]]
