"""Citations as CSL-JSON, which Zotero, pandoc and word processors' citation tools read.

Adds nothing to the record. A citation of a statement quotes it and says who said it, in the note; a date without day or
month stays so. Names are split at the last space only where they have one; particles stay with the family name.
"""

import re
from typing import Any, Final

from onrecord.export.told import Told
from onrecord.model import Dated, Statement

SUFFIX: Final = ".csl.json"
MEDIA_TYPE: Final = "application/vnd.citationstyles.csl+json"
_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_PARTICLE: Final = re.compile(r"[a-z][\w’']*")


def to_list(told: Told, statement: Statement | None = None) -> list[dict[str, Any]]:
    """One item: the article, or one of its statements."""
    article = told.record.article
    item = {
        "id": f"{article.id}#{statement.id}" if statement else article.id,
        "type": "article-newspaper",
        "title": article.title,
        "author": [name(written) for written in article.byline],
        "container-title": article.outlet.name or article.outlet.domain,
        "issued": date(article.published),
        "accessed": date(article.first_seen),
        "URL": article.url,
        "language": article.language,
        "note": _note(told, statement) if statement else None,
    }
    return [{key: value for key, value in item.items() if value}]


def date(dated: Dated | None) -> dict[str, Any] | None:
    """A date in parts, as many as are known."""
    parts = _DATE.match(dated.value) if dated else None
    return {"date-parts": [[int(part) for part in parts.groups() if part]]} if parts else None


def name(written: str) -> dict[str, str]:
    """A byline's name in parts; one of a single word is literal."""
    words = written.split()
    if len(words) < 2:
        return {"literal": written}
    cut = len(words) - 1
    while cut > 1 and _PARTICLE.fullmatch(words[cut - 1]):
        cut -= 1
    return {"family": " ".join(words[cut:]), "given": " ".join(words[:cut])}


def _note(told: Told, statement: Statement) -> str:
    speaker = next((s.name for s in told.record.speakers if s.id == statement.speaker), "speaker not known")
    return f"{speaker}: {told.words(statement.content)} ({told.statement(statement)})"
