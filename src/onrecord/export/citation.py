"""A citation as a line of text, to be pasted under a quotation: who, what, where, when, and where it can be checked.

Adds nothing to the record; what is not known is left out. It follows no house style: CSL-JSON and BibTeX are for those.
"""

from collections.abc import Iterator
from typing import Final

from onrecord.export.told import Told
from onrecord.export.visible import one_line
from onrecord.model import Statement

SUFFIX: Final = ".txt"
MEDIA_TYPE: Final = "text/plain"


def to_text(told: Told, statement: Statement | None = None) -> str:
    """One line; of a statement it begins with the speaker and the words."""
    said = _said(told, statement) if statement else ""
    return one_line(said + ", ".join(_where(told, statement))) + "\n"


def _said(told: Told, statement: Statement) -> str:
    speaker = next((s for s in told.record.speakers if s.id == statement.speaker), None)
    return f"{speaker.name if speaker else 'Speaker not known'}: {told.words(statement.content)}. In: "


def _where(told: Told, statement: Statement | None) -> Iterator[str]:
    article = told.record.article
    if article.byline:
        yield " and ".join(article.byline)
    yield f"“{article.title}”" if article.title else "untitled article"
    if outlet := article.outlet.name or article.outlet.domain:
        yield outlet
    yield article.published.value[:10] if article.published else "no date"
    if article.url:
        yield article.url
    yield f"OnRecord {told.statement(statement) if statement else told.iri(article.id)}"
