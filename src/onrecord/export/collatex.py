"""The readings of an utterance as CollateX's JSON input: witnesses with their tokens, to be collated by other tools.

Adds nothing to the trace. Each witness is named by its siglum; a token has its words as printed (`t`) and normalised
(`n`), so that spelling and quotation marks do not count as variants.
"""

from typing import Any, Final

from onrecord.export.visible import flowing
from onrecord.model import Reading, Utterance
from onrecord.trace.collation import siglum
from onrecord.trace.words import words

SUFFIX: Final = ".collatex.json"
MEDIA_TYPE: Final = "application/json"


def to_dict(utterance: Utterance) -> dict[str, Any]:
    """The witnesses in the order of the utterance's readings."""
    return {"witnesses": [_witness(number, reading) for number, reading in enumerate(utterance.readings)]}


def _witness(number: int, reading: Reading) -> dict[str, Any]:
    text = flowing(reading.text)
    tokens = [{"t": text[word.span.start : word.span.end], "n": word.form} for word in words(text)]
    where = {"article": reading.article, "statement": reading.statement, "outlet": reading.outlet, "date": reading.date}
    return {"id": siglum(number), "tokens": tokens, **{key: value for key, value in where.items() if value}}
