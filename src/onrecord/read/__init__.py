"""The read stage: a page as captured → its article, before any cleaning.

HTML or plain text is judged by content. What cannot be read raises a coded error; nothing is fetched or executed.
"""

from typing import Literal

from onrecord.model import Article, Source
from onrecord.read.capture import check
from onrecord.read.decode import decode
from onrecord.read.detect import media_type
from onrecord.read.text import read_text


def read_article(source: Source, as_: Literal["html", "text"] | None = None) -> Article:
    """The article of a source; `as_` overrides the detection of HTML. Raises OR104–OR109 and nothing else."""
    check(source.data, source.location)
    text = decode(source.data, source.encoding).text
    is_html = as_ == "html" if as_ else media_type(source.data) == "text/html"
    if not is_html:
        return read_text(source, text)
    from onrecord.read.html import read_html  # noqa: PLC0415 - the HTML libraries are slow to import

    return read_html(source, text)
