"""XML from the web → a tree of bounded size, however broken or hostile it is.

What a document defines for itself (types, entities) is left alone, so that nothing is expanded or fetched; the entities
of HTML, which many feeds use without defining them, are. Broken markup is read as far as it goes.
"""

import io
import re
from html.entities import html5
from typing import TYPE_CHECKING, Final

from onrecord.errors import OnRecordError
from onrecord.read.decode import decode

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_BYTES: Final = 10_000_000
MAX_ELEMENTS: Final = 1_000_000
_REMEDY: Final = "Ask its publisher for a shorter one."
_NAMED: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")
_OWN: Final = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_DECLARATION: Final = re.compile(r"<\?xml[^<>]{0,500}\?>")


def tree(data: bytes, where: str, encoding: str | None = None) -> "_Element":
    """The root element; `encoding` is what a server declared. Raises OR113 (no XML) or OR122 (too large)."""
    from lxml import etree  # noqa: PLC0415 - start-up time

    if len(data) > MAX_BYTES:
        raise OnRecordError("OR122", where, _REMEDY, f"more than {MAX_BYTES // 1_000_000} MB")
    text = _NAMED.sub(_character, decode(data, encoding).text)
    # What stands before the first tag is white space or rubbish, and a declaration names the encoding of before.
    start = max(0, text.find("<"))
    declaration = _DECLARATION.match(text, start)
    events = etree.iterparse(
        io.BytesIO(text[declaration.end() if declaration else start :].encode("utf-8", "replace")),
        events=("start",),
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for number, _ in enumerate(events):
            if number > MAX_ELEMENTS:
                raise OnRecordError("OR122", where, _REMEDY, f"over {MAX_ELEMENTS:,} elements")
    except etree.XMLSyntaxError as error:
        raise unread(where, str(error)) from None
    root: _Element | None = events.root
    if root is None:
        raise unread(where, "it is no XML")
    return root


def name_of(element: "_Element") -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def text_of(element: "_Element | None") -> str | None:
    """All the text inside, without white space around it; `None` where there is none."""
    return ("".join(map(str, element.itertext())).strip() or None) if element is not None else None


def unread(where: str, detail: str) -> OnRecordError:
    """OR113 for a feed, a list of feeds or a site map."""
    remedy = "Check that this is the address of a feed, or of a site map, and not of a page about it."
    return OnRecordError("OR113", where, remedy, " ".join(detail.split())[:200])


def _character(match: re.Match[str]) -> str:
    """The character that HTML names so; what XML names itself, and what nobody does, as it is."""
    name = match[1]
    return match[0] if name in _OWN else html5.get(name, match[0])
