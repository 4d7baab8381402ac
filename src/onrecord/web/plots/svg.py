"""The parts of a drawing: elements whose values are escaped, a frame with a title and a description.

Adds nothing to what is drawn. A drawing has classes and presentation attributes, never a style of its own: the pages
forbid inline styles, and the stylesheet knows light and dark. Every drawing stands beside a table of the same data.
"""

from collections.abc import Iterable
from typing import Final

from markupsafe import Markup, escape

from onrecord.export.visible import one_line

Value = str | int | float
_MORE: Final = "…"


def element(tag: str, content: str | Iterable[str] = "", **attributes: Value | None) -> Markup:
    """One element. Names of attributes are written with “_” for “-” (`class_` for “class”); those that are `None` are
    left out. What is no `Markup` is escaped, in `content` too."""
    # Escaped piece by piece: filling in a Markup takes several times as long, and pages have hundreds of elements.
    inner = escape(content) if isinstance(content, str) else "".join(map(escape, content))
    named = ((name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items() if value is not None)
    written = "".join(f' {_name(name)}="{escape(number(value))}"' for name, value in named)
    return Markup(f"<{tag}{written}>{inner}</{tag}>")


def _name(name: str) -> str:
    """The name as SVG writes it."""
    return {"viewbox": "viewBox", "preserveaspectratio": "preserveAspectRatio"}.get(name, name)


def number(value: Value) -> str:
    """A number with at most two places; text as it is."""
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value)


def drawing(  # noqa: PLR0913 - what a drawing has
    name: str, title: str, description: str, width: float, height: float, parts: Iterable[Markup], *, class_: str = ""
) -> Markup:  # fmt: skip
    """An SVG picture of this size in its own units, which grows and shrinks with its place on the page.

    `name` is unique on the page: title and description are found by it.
    """
    head = (element("title", title, id=f"{name}-title"), element("desc", description, id=f"{name}-desc"))
    box = f"0 0 {number(width)} {number(height)}"
    return element(
        "svg", [*head, *parts], class_=f"plot {class_}".strip(), role="img", viewbox=box,
        aria_labelledby=f"{name}-title", aria_describedby=f"{name}-desc", xmlns="http://www.w3.org/2000/svg",
    )  # fmt: skip


def text(words: str, x: float, y: float, **attributes: Value | None) -> Markup:
    """Words at a place; hidden characters in them are shown."""
    return element("text", one_line(words), x=x, y=y, **attributes)


def shortened(words: str, most: int) -> str:
    """The words on one line, and where they have more than `most` characters, cut at a space if there is one."""
    line = one_line(words)
    if len(line) <= most:
        return line
    start = line[: most - 1]
    return (start.rpartition(" ")[0] or start) + _MORE
