"""Citations as BibTeX, for LaTeX, JabRef and whatever else reads it.

Adds nothing to the record: it says what the CSL-JSON says. What has a meaning in TeX is escaped, so that no title can
bring a command in; the key is the article's id.
"""

from typing import Final

from onrecord.export import csl
from onrecord.export.told import Told
from onrecord.export.visible import one_line
from onrecord.model import Statement

SUFFIX: Final = ".bib"
MEDIA_TYPE: Final = "application/x-bibtex"
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ESCAPES: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
    }
)


def to_text(told: Told, statement: Statement | None = None) -> str:
    """One entry: the article, or one of its statements."""
    (item,) = csl.to_list(told, statement)
    fields = [
        ("author", " and ".join(_author(one) for one in item.get("author", []))),
        ("title", _braced(item.get("title", ""))),
        ("journal", escaped(item.get("container-title", ""))),
        *_date(item),
        ("url", _url(item.get("URL", ""))),
        ("langid", escaped(item.get("language", ""))),
        ("note", escaped(item.get("note", ""))),
    ]
    lines = [f"  {name} = {value}" if name == "month" else f"  {name} = {{{value}}}" for name, value in fields if value]
    key = item["id"].replace("#", ":")
    return f"@article{{{key},\n" + ",\n".join(lines) + "\n}\n"


def escaped(text: str) -> str:
    """The text on one line, with what has a meaning in TeX escaped."""
    return one_line(text).translate(_ESCAPES)


def _braced(title: str) -> str:
    """Braces keep the title's capitals."""
    return f"{{{escaped(title)}}}" if title else ""


def _author(one: dict[str, str]) -> str:
    if "literal" in one:
        return f"{{{escaped(one['literal'])}}}"
    return f"{escaped(one['family'])}, {escaped(one['given'])}"


def _date(item: dict[str, object]) -> list[tuple[str, str]]:
    issued = item.get("issued")
    parts = issued["date-parts"][0] if isinstance(issued, dict) else []
    names = [("year", str(parts[0]))] if parts else []
    return names + ([("month", _MONTHS[parts[1] - 1])] if len(parts) > 1 and 1 <= parts[1] <= 12 else [])


def _url(url: str) -> str:
    return (
        one_line(url)
        .replace("\\", "%5C")
        .replace("{", "%7B")
        .replace("}", "%7D")
        .replace("%", r"\%")
        .replace("#", r"\#")
    )
