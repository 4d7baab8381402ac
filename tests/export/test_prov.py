from dataclasses import replace
from typing import Any

from onrecord.export.prov import to_dict
from onrecord.export.told import Told
from onrecord.model import DescentKind


def nodes(told: Told) -> dict[str, dict[str, Any]]:
    return {node["@id"]: node for node in to_dict(told)["@graph"]}


def test_a_copied_quotation_names_its_parent_its_source_and_why(told: Told) -> None:
    node = nodes(told)["urn:onrecord:a0011223344556677#s1"]
    assert node["prov:wasQuotedFrom"] == {"@id": "urn:onrecord:b1#s4"}
    assert node["prov:hadPrimarySource"] == {"@id": "urn:onrecord:b1#s4"}
    assert node["prov:qualifiedQuotation"]["onrecord:score"] == 0.83
    assert node["prov:qualifiedQuotation"]["onrecord:evidence"] == ["later by a day", "the same words"]
    assert node["prov:wasAttributedTo"] == {"@id": "http://www.wikidata.org/entity/Q1"}


def test_an_article_made_from_another_is_derived_from_it(told: Told) -> None:
    node = nodes(told)["urn:onrecord:a0011223344556677"]
    assert node["prov:wasDerivedFrom"] == [{"@id": "urn:onrecord:b1"}]
    assert node["prov:atLocation"] == {"@id": "https://post.example/pier#top"}


def test_an_independent_report_is_quoted_from_nobody(told: Told) -> None:
    alone = replace(told.utterances[0].descent[0], kind=DescentKind.INDEPENDENT, parent=None)
    node = nodes(replace(told, utterances=(replace(told.utterances[0], descent=(alone,)),)))
    assert "prov:wasQuotedFrom" not in node["urn:onrecord:a0011223344556677#s1"]


def test_every_node_that_is_pointed_to_here_is_there(told: Told) -> None:
    graph = nodes(replace(told, utterances=(), derivations=()))
    for node in graph.values():
        for key in ("prov:wasAttributedTo", "prov:wasGeneratedBy", "prov:used", "prov:wasAssociatedWith"):
            assert key not in node or node[key]["@id"] in graph
