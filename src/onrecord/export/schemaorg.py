"""An article as schema.org JSON-LD, the vocabulary that search engines and fact-checkers' tools read.

Adds nothing to the record. Words in quotation marks are a `Quotation` spoken by somebody, reported speech is a `Claim`;
neither says that anything is true or false, and no `ClaimReview` is made.
"""

from typing import Any, Final

from onrecord.export.told import AGENTS, Told, is_quotation
from onrecord.model import Speaker, Statement

SUFFIX: Final = ".schema.jsonld"
MEDIA_TYPE: Final = "application/ld+json"


def to_dict(told: Told) -> dict[str, Any]:
    """A `NewsArticle` with its quotations and claims as parts."""
    article = told.record.article
    described = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": told.iri(article.id),
        "url": article.url,
        "headline": article.title,
        "inLanguage": article.language,
        "datePublished": article.published and article.published.value,
        "dateModified": article.modified and article.modified.value,
        "author": [{"@type": "Person", "name": name} for name in article.byline],
        "publisher": _publisher(told),
        "creditText": "; ".join(credit.name for credit in article.credits),
        "isBasedOn": [told.iri(one.origin) for one in told.derivations if one.article == article.id],
        "hasPart": [_part(told, statement) for statement in told.record.statements],
    }
    return _known(described)


def _known(value: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known."""
    return {key: item for key, item in value.items() if item not in (None, "", [])}


def _publisher(told: Told) -> dict[str, Any] | None:
    outlet = told.record.article.outlet
    name = outlet.name or outlet.domain
    return (
        _known({"@type": "Organization", "name": name, "url": outlet.domain and f"https://{outlet.domain}/"})
        if name
        else None
    )


def _part(told: Told, statement: Statement) -> dict[str, Any]:
    speaker = next((s for s in told.record.speakers if s.id == statement.speaker), None)
    earlier = told.earliest(statement)
    part = {
        "@type": "Quotation" if is_quotation(statement) else "Claim",
        "@id": told.statement(statement),
        "text": told.words(statement.content),
        "isPartOf": {"@id": told.iri(told.record.article.id)},
        "isBasedOn": earlier and told.iri(earlier.statement),
    }
    who = _agent(told, speaker) if speaker else None
    if is_quotation(statement):
        return _known(part | {"spokenByCharacter": who})
    first = {"@id": told.iri(earlier.article)} if earlier else None
    return _known(part | {"author": who, "appearance": part["isPartOf"], "firstAppearance": first})


def _agent(told: Told, speaker: Speaker) -> dict[str, Any]:
    return _known(
        {
            "@type": AGENTS.get(speaker.kind, "Thing"),
            "@id": told.speaker(speaker),
            "name": speaker.name,
            "alternateName": list(speaker.aliases),
            "jobTitle": speaker.role if speaker.kind in AGENTS and AGENTS[speaker.kind] == "Person" else None,
            "sameAs": told.speaker(speaker) if speaker.wikidata else None,
        }
    )
