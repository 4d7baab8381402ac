from dataclasses import replace

from onrecord.export.ninjs import to_dict
from onrecord.export.told import Told
from onrecord.model import Article


def test_named_sources_are_info_sources(told: Told) -> None:
    item = to_dict(told)
    assert item["infoSources"] == [
        {"name": "Ilva Brandt", "role": "harbour master", "uri": "http://www.wikidata.org/entity/Q1"}
    ]
    assert item["standard"]["name"] == "ninjs"
    assert (item["firstCreated"], item["versionCreated"]) == ("2031-05-06T07:08:09Z", "2031-05-07")


def test_the_body_is_the_text(told: Told) -> None:
    (body,) = to_dict(told)["bodies"]
    assert body["value"] == told.record.article.text
    assert body["charCount"] == len(told.record.article.text)


def test_what_is_not_known_is_left_out(told: Told) -> None:
    bare = replace(told, record=replace(told.record, article=Article("a", "x"), speakers=()))
    assert set(to_dict(bare)) == {"uri", "standard", "type", "bodies"}
