"""A plain-text capture → `Article`: the text exactly as decoded.

Only a title is taken from it, the first line that could be a heading; outlet, dates and furniture are for the clean
stage to find, and what is not in the text stays unknown.
"""

from typing import Final

from onrecord.errors import OnRecordError
from onrecord.model import Article, Source
from onrecord.read.capture import article_id
from onrecord.read.language import language_of

MAX_TEXT: Final = 500_000
"""Characters of the longest text that is read as one article; the longest of 17,500 news articles has 77,000."""
_LONGEST_TITLE: Final = 200


def read_text(source: Source, text: str) -> Article:
    """The article of a decoded text. Raises OR107 where there is nothing but white space, OR109 where it is longer
    than half a million characters."""
    if len(text) > MAX_TEXT:
        raise OnRecordError("OR109", source.location, "Split it into articles.", f"{len(text):,} characters")
    if not text.strip():
        raise OnRecordError("OR107", source.location, "Save the article's text again.")
    return Article(
        id=article_id(source), text=text, url=source.url, title=_title(text), language=language_of(text.lstrip())
    )


def _title(text: str) -> str | None:
    start = text[:20_000].lstrip("\ufeff \t\r\n")
    line = start.split("\n", 1)[0].strip()
    return line if line and len(line) <= _LONGEST_TITLE and any(map(str.isalpha, line)) else None
