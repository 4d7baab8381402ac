"""The descent of utterances as GraphML, which Gephi, yEd, networkx and igraph read.

Adds nothing to the trace. A node is a reading, an edge goes from a parent to what was made from it, with kind, score
and evidence. Characters that XML cannot hold are shown as U+FFFD.
"""

from collections.abc import Iterable
from typing import Final

from lxml import etree

from onrecord.export.xml import default, safe
from onrecord.model import Descent, Reading, Utterance

SUFFIX: Final = ".graphml"
MEDIA_TYPE: Final = "application/graphml+xml"
SPACE: Final = "http://graphml.graphdrawing.org/xmlns"
_NODE: Final = ("utterance", "article", "outlet", "date", "speaker", "text")
_EDGE: Final = ("kind", "evidence")


def to_bytes(utterances: Iterable[Utterance]) -> bytes:
    """A directed graph of all readings."""
    root = etree.Element(f"{{{SPACE}}}graphml", nsmap=default(SPACE))
    for of, names in (("node", _NODE), ("edge", _EDGE)):
        for name in names:
            _key(root, name, of, "string")
    _key(root, "score", "edge", "double")
    graph = etree.SubElement(root, f"{{{SPACE}}}graph", id="descent", edgedefault="directed")
    told = list(utterances)
    for utterance in told:
        for reading in utterance.readings:
            _node(graph, utterance.id, reading)
    for utterance in told:
        for descent in utterance.descent:
            if descent.parent:
                _edge(graph, descent)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _key(root: "etree._Element", name: str, of: str, kind: str) -> None:
    attributes = {"id": name, "for": of, "attr.name": name, "attr.type": kind}
    etree.SubElement(root, f"{{{SPACE}}}key", attributes)


def _node(graph: "etree._Element", utterance: str, reading: Reading) -> None:
    node = etree.SubElement(graph, f"{{{SPACE}}}node", id=reading.statement)
    values = (utterance, reading.article, reading.outlet, reading.date, reading.speaker, reading.text)
    for name, value in zip(_NODE, values, strict=True):
        _data(node, name, value)


def _edge(graph: "etree._Element", descent: Descent) -> None:
    edge = etree.SubElement(graph, f"{{{SPACE}}}edge", source=descent.parent or "", target=descent.child)
    for name, value in (("kind", str(descent.kind)), ("evidence", "; ".join(descent.evidence))):
        _data(edge, name, value)
    _data(edge, "score", f"{descent.score:.4f}")


def _data(parent: "etree._Element", name: str, value: str | None) -> None:
    if value is not None:
        etree.SubElement(parent, f"{{{SPACE}}}data", key=name).text = safe(value)
