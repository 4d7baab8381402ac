"""ninjs 3.0 (IPTC): the news item that newsrooms' systems exchange, with its sources as `infoSources`.

Adds nothing to the record. Only named sources are given: the standard means by it a party that gave information. The
role is the speaker's as the article has it.
"""

from typing import Any, Final

from onrecord.export.told import Told
from onrecord.model import Speaker, SpeakerKind

SUFFIX: Final = ".ninjs.json"
MEDIA_TYPE: Final = "application/json"
SCHEMA: Final = "https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json"


def to_dict(told: Told) -> dict[str, Any]:
    """A news item of type text."""
    article = told.record.article
    item = {
        "uri": article.url or told.iri(article.id),
        "standard": {"name": "ninjs", "version": "3.0", "schema": SCHEMA},
        "type": "text",
        "language": article.language,
        "firstCreated": article.published and article.published.value,
        "versionCreated": (article.modified or article.published) and (article.modified or article.published).value,  # type: ignore[union-attr]
        "by": ", ".join(article.byline),
        "headlines": [{"role": "main", "value": article.title}] if article.title else [],
        "bodies": [
            {"role": "main", "contentType": "text/plain", "charCount": len(article.text), "value": article.text}
        ],
        "infoSources": [_source(told, speaker) for speaker in told.record.speakers if _is_named(speaker)],
        "copyrightHolder": article.outlet.name,
    }
    return {key: value for key, value in item.items() if value not in (None, "", [])}


def _is_named(speaker: Speaker) -> bool:
    return speaker.kind is not SpeakerKind.UNNAMED


def _source(told: Told, speaker: Speaker) -> dict[str, Any]:
    source = {"name": speaker.name, "role": speaker.role, "uri": told.speaker(speaker) if speaker.wikidata else None}
    return {key: value for key, value in source.items() if value}
