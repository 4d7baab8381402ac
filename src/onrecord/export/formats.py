"""The formats that a record can be given in, by name: what each is for, its file ending and media type.

Adds nothing: each format has a module of its own, which is imported when it is asked for.
"""

from collections.abc import Iterable
from importlib import import_module
from typing import Any, Final, NamedTuple

from onrecord.errors import OnRecordError
from onrecord.export.json import dumps
from onrecord.export.told import Told
from onrecord.model import Statement, Utterance


class Format(NamedTuple):
    """`of` is what one file is of: an article, the utterances of an article, or a citation."""

    name: str
    of: str
    title: str

    @property
    def suffix(self) -> str:
        """How the name of a file ends."""
        return str(_module(self).SUFFIX)

    @property
    def media_type(self) -> str:
        """The media type by which it is served."""
        return str(_module(self).MEDIA_TYPE)


FORMATS: Final = {
    found.name: found
    for found in (
        Format("record", "article", "OnRecord's own JSON"),
        Format("webannotation", "article", "W3C Web Annotation"),
        Format("schemaorg", "article", "schema.org JSON-LD"),
        Format("prov", "article", "W3C PROV-O, as JSON-LD"),
        Format("brat", "article", "brat standoff"),
        Format("cas", "article", "UIMA CAS for INCEpTION"),
        Format("labelstudio", "article", "Label Studio predictions"),
        Format("tei", "article", "TEI P5"),
        Format("ninjs", "article", "IPTC ninjs"),
        Format("quotebank", "article", "Quotebank, article-centric"),
        Format("citron", "article", "Citron"),
        Format("collatex", "utterances", "CollateX witnesses"),
        Format("graphml", "utterances", "GraphML of the descent"),
        Format("csl", "citation", "CSL-JSON"),
        Format("bibtex", "citation", "BibTeX"),
        Format("text", "citation", "a line of text"),
    )
}


def known(name: str, *kinds: str) -> Format:
    """The format of this name. Raises OR301 where there is none, or none of these kinds."""
    found = FORMATS.get(name)
    if found is None or (kinds and found.of not in kinds):
        listed = ", ".join(one.name for one in FORMATS.values() if not kinds or one.of in kinds)
        raise OnRecordError("OR301", "--as", f"The formats are: {listed}.", f"“{name}” is none of them")
    return found


def article(format_: Format, told: Told) -> bytes:
    """One article in a format. Raises OR115 where the format needs a library that is not installed."""
    return _bytes(_module(format_), told)


def utterances(format_: Format, told: Iterable[Utterance]) -> bytes:
    """Utterances in a format: one graph, or for CollateX a list with an entry for each."""
    module = _module(format_)
    if hasattr(module, "to_bytes"):
        return bytes(module.to_bytes(told))
    return _json([module.to_dict(one) for one in told])


def citation(format_: Format, told: Told, statement: Statement | None = None) -> bytes:
    """A citation of the article, or of one of its statements."""
    return _bytes(_module(format_), told, statement)


def _module(format_: Format) -> Any:
    return import_module(f"onrecord.export.{'citation' if format_.name == 'text' else format_.name}")


def _bytes(module: Any, *told: Any) -> bytes:
    if hasattr(module, "to_bytes"):
        return bytes(module.to_bytes(*told))
    if hasattr(module, "to_text"):
        return str(module.to_text(*told)).encode("utf-8", "surrogatepass")
    return _json(module.to_list(*told) if hasattr(module, "to_list") else module.to_dict(*told))


def _json(value: Any) -> bytes:
    return (dumps(value, indent=2) + "\n").encode("utf-8", "surrogatepass")
