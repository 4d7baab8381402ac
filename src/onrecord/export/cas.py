"""The record as a UIMA CAS in XMI, for INCEpTION and other UIMA tools, made with dkpro-cassis (the extra `cas`).

Adds nothing to the record. Three layers of INCEpTION's kind: a span for each piece of source, cue and content with its
role, statement, kind and speaker. The library converts code points to UIMA's UTF-16 offsets.
"""

import io
import zipfile
from importlib import import_module
from typing import Any, Final

from onrecord.errors import OnRecordError
from onrecord.export.told import Told
from onrecord.export.xml import safe
from onrecord.model import Statement
from onrecord.spans import Span

SUFFIX: Final = ".cas.zip"
MEDIA_TYPE: Final = "application/zip"
LAYER: Final = "webanno.custom.Attribution"
_FEATURES: Final = ("role", "statement", "kind", "speaker", "confidence")


def to_bytes(told: Told) -> bytes:
    """A zip of the CAS (`article.xmi`) and its type system (`TypeSystem.xml`), as INCEpTION imports it. Raises OR115
    without dkpro-cassis."""
    cassis = _library()
    types = cassis.TypeSystem()
    layer = types.create_type(name=LAYER, supertypeName="uima.tcas.Annotation")
    for feature in _FEATURES:
        types.create_feature(domainType=layer, name=feature, rangeType="uima.cas.String")
    cas = cassis.Cas(typesystem=types)
    cas.sofa_string, cas.sofa_mime = safe(told.record.article.text), "text/plain"
    cas.add_all(list(_annotations(told, layer)))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_entry("TypeSystem.xml"), types.to_xml())
        archive.writestr(_entry("article.xmi"), cas.to_xmi())
    return packed.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    """A member without a time, so that the same record gives the same bytes."""
    return zipfile.ZipInfo(name)


def _library() -> Any:
    try:
        return import_module("cassis")
    except ImportError as error:
        raise OnRecordError("OR115", "cas", "Install it with “pip install onrecord[cas]”.", "dkpro-cassis") from error


def _annotations(told: Told, layer: Any) -> list[Any]:
    speakers = {speaker.id: speaker.name for speaker in told.record.speakers}
    made = []
    for statement in told.record.statements:
        for role, spans in (("source", statement.source), ("cue", statement.cue), ("content", statement.content)):
            made += [layer(**_values(role, span, statement, speakers)) for span in spans]
    return made


def _values(role: str, span: Span, statement: Statement, speakers: dict[str, str]) -> dict[str, Any]:
    who = speakers.get(statement.speaker or "")
    return {
        "begin": span.start,
        "end": span.end,
        "role": role,
        "statement": statement.id,
        "kind": str(statement.kind),
        "speaker": safe(who) if who else None,
        "confidence": f"{statement.confidence:.4f}",
    }


def from_bytes(packed: bytes) -> tuple[str, list[tuple[str, str, Span]]]:
    """The text of such a zip, and statement, role and code point span of each of its annotations."""
    cassis = _library()
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        types = cassis.load_typesystem(io.BytesIO(archive.read("TypeSystem.xml")))
        cas = cassis.load_cas_from_xmi(io.BytesIO(archive.read("article.xmi")), typesystem=types)
    return cas.sofa_string, [(one.statement, one.role, Span(one.begin, one.end)) for one in cas.select(LAYER)]
