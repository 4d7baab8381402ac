from dataclasses import replace

from lxml import etree

from onrecord.export.graphml import SPACE, to_bytes
from onrecord.export.told import Told

NAMES = {"g": SPACE}


def test_readings_are_nodes_and_descents_are_edges(told: Told) -> None:
    root = etree.fromstring(to_bytes(told.utterances))
    nodes = [node.get("id") for node in root.iterfind(".//g:node", NAMES)]
    assert nodes == ["b1#s4", "a0011223344556677#s1"]
    (edge,) = root.iterfind(".//g:edge", NAMES)
    assert (edge.get("source"), edge.get("target")) == ("b1#s4", "a0011223344556677#s1")
    said = {data.get("key"): data.text for data in edge}
    assert said == {"kind": "copied", "evidence": "later by a day; the same words", "score": "0.8300"}


def test_every_key_that_is_used_is_declared(told: Told) -> None:
    root = etree.fromstring(to_bytes(told.utterances))
    declared = {(key.get("for"), key.get("id")) for key in root.iterfind("g:key", NAMES)}
    for of in ("node", "edge"):
        assert {(of, data.get("key")) for data in root.iterfind(f".//g:{of}/g:data", NAMES)} <= declared


def test_markup_and_control_characters_stay_text(told: Told) -> None:
    first = replace(told.utterances[0].readings[0], text="<b>\x02&amp;")
    root = etree.fromstring(to_bytes([replace(told.utterances[0], readings=(first,), descent=())]))
    assert root.xpath("string(.//g:data[@key='text'])", namespaces=NAMES) == "<b>\ufffd&amp;"
