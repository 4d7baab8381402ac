"""From the bytes of a page to its record: the stages in their order, and nothing else.

read → clean → attribute → resolve → frame. What a stage adds and refuses is said in its own package.
"""

from typing import Literal

from onrecord.attribute import attribute
from onrecord.clean import clean
from onrecord.frame import frame
from onrecord.model import Article, Record, Source
from onrecord.read import read_article
from onrecord.resolve import resolve


def read(source: Source, as_: Literal["html", "text"] | None = None) -> Record:
    """The record of one captured page; `as_` overrides the detection of its kind.

    Raises `OnRecordError` where the bytes hold no article: empty, binary, too large, without text.
    """
    return of_article(clean(read_article(source, as_)))


def of_article(article: Article) -> Record:
    """The record of an article that was read and cleaned."""
    resolved, speakers = resolve(article, attribute(article))
    statements, sheet = frame(article, resolved, speakers)
    return Record(article, statements, speakers, sheet)
