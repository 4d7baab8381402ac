"""From the bytes of a page to its record: the stages in their order, and nothing else.

read → clean → attribute → resolve → frame. What a stage adds and refuses is said in its own package.
"""

from typing import Literal

from onrecord.attribute import Method, attribute
from onrecord.clean import clean
from onrecord.frame import frame
from onrecord.model import Article, Record, Source
from onrecord.read import read_article
from onrecord.resolve import resolve


def read(source: Source, as_: Literal["html", "text"] | None = None, method: Method | None = None) -> Record:
    """The record of one captured page.

    `as_` overrides the detection of its kind, `method` the choice of what attributes: the tagger where it can be run
    (or its small, fast size), else the rules.

    Raises `OnRecordError` where the bytes hold no article: empty, binary, too large, without text.
    """
    return of_article(clean(read_article(source, as_), source), method)


def of_article(article: Article, method: Method | None = None) -> Record:
    """The record of an article that was read and cleaned."""
    resolved, speakers = resolve(article, attribute(article, method))
    statements, sheet = frame(article, resolved, speakers)
    return Record(article, statements, speakers, sheet)
