"""Lines in the form of Quotebank's article-centric data (Vaucher et al., WSDM 2021): an article with its quotations.

Adds nothing to the record. Quotebank has direct quotations alone and gives each candidate a probability: here there is
the one speaker that was resolved, with the statement's confidence, and “None” with the rest. Names have a Wikidata id
where the record has one.
"""

from typing import Any, Final

from onrecord.export.told import Told, is_quotation
from onrecord.model import Speaker, Statement

SUFFIX: Final = ".quotebank.json"
MEDIA_TYPE: Final = "application/json"
AROUND: Final = 200
NOBODY: Final = "None"
PHASE: Final = "OnRecord"


def to_dict(told: Told) -> dict[str, Any]:
    """One article; offsets of names and quotations are code points of its text."""
    article = told.record.article
    quoted = [statement for statement in told.record.statements if is_quotation(statement) and statement.quotations]
    return {
        "articleID": article.id,
        "articleLength": len(article.text),
        "date": article.published and article.published.value,
        "phase": PHASE,
        "title": article.title,
        "url": article.url,
        "names": [_name(speaker) for speaker in told.record.speakers],
        "quotations": [_quotation(told, statement) for statement in quoted],
    }


def _name(speaker: Speaker) -> dict[str, Any]:
    ids = [speaker.wikidata] if speaker.wikidata else []
    return {"name": speaker.name, "ids": ids, "offsets": [[start, end] for start, end in speaker.mentions]}


def _quotation(told: Told, statement: Statement) -> dict[str, Any]:
    text = told.record.article.text
    speaker = next((s for s in told.record.speakers if s.id == statement.speaker), None)
    sure = round(statement.confidence, 4)
    candidates = [[speaker.name, sure], [NOBODY, round(1 - sure, 4)]] if speaker else [[NOBODY, 1.0]]
    start, end = statement.quotations[0].start, statement.quotations[-1].end
    return {
        "quoteID": f"{told.record.article.id}#{statement.id}",
        "quotation": told.words(statement.quotations).strip("“”\"„‘’'«» "),
        "quotationOffset": start,
        "leftContext": text[max(0, start - AROUND) : start],
        "rightContext": text[end : end + AROUND],
        "globalTopSpeaker": candidates[0][0],
        "globalProbas": candidates,
        "localTopSpeaker": candidates[0][0],
        "localProbas": candidates,
        "numOccurrences": len(_occurrences(told, statement)),
    }


def _occurrences(told: Told, statement: Statement) -> list[str]:
    """The statements that are readings of the same utterance, this one among them."""
    own = f"{told.record.article.id}#{statement.id}"
    for utterance in told.utterances:
        names = [reading.statement for reading in utterance.readings]
        if own in names:
            return names
    return [own]
