"""The JSON of a trace, as DESIGN.md and docs/onrecord-trace-1.schema.json fix it: same names, same order, nothing more.

Adds nothing to the trace. Floats are rounded to four places; what is not known is null.
"""

from collections.abc import Iterable
from typing import Any

from onrecord.export.json import FORMAT
from onrecord.model import Alteration, Derivation, Descent, Reading, Utterance
from onrecord.spans import Span


def to_dict(utterances: Iterable[Utterance], derivations: Iterable[Derivation]) -> dict[str, Any]:
    """A trace as plain lists, strings and numbers, with the format's keys in the format's order."""
    return {
        "format": FORMAT,
        "utterances": [utterance_dict(one) for one in utterances],
        "derivations": [derivation_dict(one) for one in derivations],
    }


def line(one: Utterance | Derivation) -> dict[str, Any]:
    """One utterance or one derivation, as `--all --jsonl` prints them."""
    return utterance_dict(one) if isinstance(one, Utterance) else derivation_dict(one)


def utterance_dict(utterance: Utterance) -> dict[str, Any]:
    """One utterance."""
    return {
        "id": utterance.id,
        "speaker": utterance.speaker,
        "earliest": utterance.earliest,
        "readings": [_reading(one) for one in utterance.readings],
        "alterations": [_alteration(one) for one in utterance.alterations],
        "descent": [_descent(one) for one in utterance.descent],
    }


def derivation_dict(derivation: Derivation) -> dict[str, Any]:
    """One article that was made from another."""
    return {
        "article": derivation.article,
        "from": derivation.origin,
        "coverage": round(derivation.coverage, 4),
        "credited": derivation.credited,
        "score": round(derivation.score, 4),
        "alterations": [_alteration(one) for one in derivation.alterations],
    }


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "statement": reading.statement,
        "article": reading.article,
        "url": reading.url,
        "outlet": reading.outlet,
        "date": reading.date,
        "date_origin": reading.date_origin,
        "spans": _pairs(reading.spans),
        "text": reading.text,
    }


def _alteration(alteration: Alteration) -> dict[str, Any]:
    return {
        "from": alteration.origin,
        "to": alteration.target,
        "kind": str(alteration.kind),
        "before": alteration.before,
        "after": alteration.after,
        "reason": alteration.reason,
    }


def _descent(descent: Descent) -> dict[str, Any]:
    return {
        "parent": descent.parent,
        "child": descent.child,
        "kind": str(descent.kind),
        "score": round(descent.score, 4),
        "evidence": list(descent.evidence),
    }


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
