import json
from dataclasses import replace

from onrecord.export.schemaorg import to_dict
from onrecord.export.told import Told
from onrecord.model import Article, Record


def test_an_article_has_quotations_and_claims_as_parts(told: Told) -> None:
    value = to_dict(told)
    assert (value["@type"], value["datePublished"], value["creditText"]) == (
        "NewsArticle",
        "2031-05-06T07:08:09Z",
        "Wire One",
    )
    assert value["isBasedOn"] == ["urn:onrecord:b1"]
    assert [part["@type"] for part in value["hasPart"]] == ["Quotation", "Claim", "Quotation"]


def test_a_quotation_is_spoken_by_somebody_and_based_on_the_earliest_report(told: Told) -> None:
    first, second, third = to_dict(told)["hasPart"]
    assert first["spokenByCharacter"]["@type"] == "Person"
    assert first["spokenByCharacter"]["sameAs"] == "http://www.wikidata.org/entity/Q1"
    assert first["isBasedOn"] == "urn:onrecord:b1#s4"
    assert "author" not in second
    assert third["spokenByCharacter"]["@type"] == "Thing"


def test_what_is_not_known_is_left_out(told: Told) -> None:
    bare = Record(Article("a", "x"), (), (), told.record.sheet)
    assert to_dict(replace(told, record=bare)) == {
        "@context": "https://schema.org", "@type": "NewsArticle", "@id": "urn:onrecord:a",
    }  # fmt: skip


def test_nothing_is_reviewed_as_true_or_false(told: Told) -> None:
    assert "Review" not in json.dumps(to_dict(told))
