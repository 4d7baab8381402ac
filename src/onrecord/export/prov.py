"""Who a record's words come from, in the W3C's provenance vocabulary (PROV-O, Recommendation of 2013), as JSON-LD.

Adds nothing to the record. `prov:wasQuotedFrom` ties a statement to the reading that it was most likely copied from,
`prov:wasDerivedFrom` an article to the one that it was made from, and `prov:hadPrimarySource` a statement to the
earliest reading in the archive: each only where the trace says so, with its score.
"""

from collections.abc import Iterator
from typing import Any, Final

import onrecord
from onrecord.export.told import AGENTS, Told
from onrecord.model import Descent, DescentKind, Speaker, Statement

SUFFIX: Final = ".prov.jsonld"
MEDIA_TYPE: Final = "application/ld+json"
CONTEXT: Final = {
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "onrecord": "urn:onrecord:vocabulary:",
}
COPIES: Final = frozenset({DescentKind.COPIED, DescentKind.TRANSLATED})


def to_dict(told: Told) -> dict[str, Any]:
    """A graph of entities (articles, statements), agents (speakers, OnRecord) and the activity that read them."""
    nodes = [_article(told), *_statements(told), *(_agent(told, s) for s in told.record.speakers), *_activity(told)]
    return {"@context": CONTEXT, "@graph": nodes}


def _article(told: Told) -> dict[str, Any]:
    article = told.record.article
    origins = [one for one in told.derivations if one.article == article.id]
    node: dict[str, Any] = {
        "@id": told.iri(article.id),
        "@type": "prov:Entity",
        "rdfs:label": article.title or article.id,
    }
    if article.url:
        node["prov:atLocation"] = {"@id": article.url}
    if origins:
        node["prov:wasDerivedFrom"] = [{"@id": told.iri(one.origin)} for one in origins]
        node["prov:qualifiedDerivation"] = [
            _influence("prov:Derivation", told.iri(one.origin), one.score, one.evidence) for one in origins
        ]
    return node


def _influence(kind: str, entity: str, score: float, evidence: tuple[str, ...]) -> dict[str, Any]:
    return {
        "@type": kind,
        "prov:entity": {"@id": entity},
        "onrecord:score": round(score, 4),
        "onrecord:evidence": list(evidence),
    }


def _statements(told: Told) -> Iterator[dict[str, Any]]:
    copied = {
        descent.child: descent
        for utterance in told.utterances
        for descent in utterance.descent
        if descent.parent and descent.kind in COPIES
    }
    for statement in told.record.statements:
        yield _statement(told, statement, copied.get(f"{told.record.article.id}#{statement.id}"))


def _statement(told: Told, statement: Statement, descent: Descent | None) -> dict[str, Any]:
    node: dict[str, Any] = {
        "@id": told.statement(statement),
        "@type": "prov:Entity",
        "prov:value": told.words(statement.content),
        "prov:wasGeneratedBy": {"@id": _reading(told)},
        "onrecord:method": statement.method,
        "onrecord:confidence": round(statement.confidence, 4),
    }
    speaker = next((s for s in told.record.speakers if s.id == statement.speaker), None)
    if speaker:
        node["prov:wasAttributedTo"] = {"@id": told.speaker(speaker)}
    if descent and descent.parent:
        node["prov:wasQuotedFrom"] = {"@id": told.iri(descent.parent)}
        node["prov:qualifiedQuotation"] = _influence(
            "prov:Quotation", told.iri(descent.parent), descent.score, descent.evidence
        )
    if earliest := told.earliest(statement):
        node["prov:hadPrimarySource"] = {"@id": told.iri(earliest.statement)}
    return node


def _agent(told: Told, speaker: Speaker) -> dict[str, Any]:
    kinds = ["prov:Agent", *([f"prov:{AGENTS[speaker.kind]}"] if speaker.kind in AGENTS else [])]
    return {"@id": told.speaker(speaker), "@type": kinds, "rdfs:label": speaker.name}


def _reading(told: Told) -> str:
    return f"{told.iri(told.record.article.id)}#reading"


def _activity(told: Told) -> Iterator[dict[str, Any]]:
    software = f"urn:onrecord:version:{onrecord.__version__}"
    yield {
        "@id": _reading(told),
        "@type": "prov:Activity",
        "prov:used": {"@id": told.iri(told.record.article.id)},
        "prov:wasAssociatedWith": {"@id": software},
    }
    yield {"@id": software, "@type": "prov:SoftwareAgent", "rdfs:label": f"OnRecord {onrecord.__version__}"}
