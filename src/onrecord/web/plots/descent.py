"""Which reading was made from which → a tree from the top down, an arrow from each parent to each child.

Adds nothing to what the trace says. An arrow is solid where the child gives credit and dashed where the descent is
inferred, and says so in words; what has no parent hangs from nothing. All is in pixels, so that letters stay legible on
a narrow screen, and the steps to the right get smaller where a tree is deep.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from onrecord.export.visible import one_line
from onrecord.web.plots.svg import element, shortened, text

MOST: Final = 60
_ROW: Final = 50
_RADIUS: Final = 12
_STEP: Final = 30.0
_WIDEST: Final = 120.0
_LEFT: Final = 14
_LABEL: Final = 36
_HEAD: Final = 5
_BESIDE: Final = 4.0


@dataclass(frozen=True, slots=True)
class Node:
    """A reading by its letter; `label` is its outlet and day, `how` how it came about ("copied, inferred, 0.62"),
    `parent` the letter of its parent. `certain` says whether its date is."""

    letter: str
    label: str
    how: str
    parent: str | None
    credited: bool
    certain: bool


def descent(name: str, title: str, nodes: Sequence[Node]) -> Markup:
    """The tree of the readings, each below its parent; in the order given where several have one parent."""
    shown = list(nodes[:MOST])
    rows = list(_rows(shown))
    deepest = max((depth for _, depth in rows), default=0)
    step = min(_STEP, _WIDEST / deepest) if deepest else _STEP
    places = {node.letter: (_LEFT + depth * step, _ROW / 2 + row * _ROW) for row, (node, depth) in enumerate(rows)}
    parts = [part for node, _ in rows for part in _edge(node, places)] + [_node(node, places) for node, _ in rows]
    told = one_line("; ".join(_told(node, places) for node, _ in rows))
    described = element("desc", f"{told}. Solid: the copy gives credit. Dashed: inferred.", id=f"{name}-desc")
    return element(
        "svg", [element("title", title, id=f"{name}-title"), described, *parts], class_="plot descent", role="img",
        width="100%", height=max(1, len(rows)) * _ROW, aria_labelledby=f"{name}-title", aria_describedby=f"{name}-desc",
        xmlns="http://www.w3.org/2000/svg",
    )  # fmt: skip


def _told(node: Node, places: dict[str, tuple[float, float]]) -> str:
    of = f" from {node.parent}" if node.parent in places else ""
    return f"{node.letter}, {node.label}: {node.how}{of}"


def _rows(nodes: Sequence[Node]) -> Iterator[tuple[Node, int]]:
    """The nodes with their depths, each followed by what was made from it. What has a parent that is not shown, or
    that leads back to itself, begins at the margin."""
    letters = {node.letter for node in nodes}
    children: dict[str | None, list[Node]] = {}
    for node in nodes:
        children.setdefault(node.parent if node.parent in letters else None, []).append(node)
    seen: set[str] = set()
    for start in (*children.get(None, ()), *nodes):
        waiting = [(start, 0)]
        while waiting:
            node, depth = waiting.pop()
            if node.letter not in seen:
                seen.add(node.letter)
                yield node, depth
                waiting += [(child, depth + 1) for child in reversed(children.get(node.letter, []))]


def _edge(node: Node, places: dict[str, tuple[float, float]]) -> Iterator[Markup]:
    """Down from the parent, then to the right, with the point of an arrow."""
    if node.parent not in places or node.parent == node.letter:
        return
    (x, y), (to_x, to_y) = places[node.parent], places[node.letter]
    end = to_x - _RADIUS - 1
    kind = "credited" if node.credited else "inferred"
    # Each sort has a trunk of its own: on a common one, a dashed line would vanish under a solid one.
    x += -_BESIDE if node.credited else _BESIDE
    way = f"M{x:.1f} {y + _RADIUS:.1f} V{to_y:.1f} H{end:.1f}"
    yield element("path", d=way, class_=f"plot-edge {kind}", data_letter=node.letter)
    tip = f"{end + 1:.1f},{to_y:.1f} {end - _HEAD:.1f},{to_y - _HEAD + 1:.1f} {end - _HEAD:.1f},{to_y + _HEAD - 1:.1f}"
    yield element("polygon", points=tip, class_="plot-tip")


def _node(node: Node, places: dict[str, tuple[float, float]]) -> Markup:
    x, y = places[node.letter]
    kind = "certain" if node.certain else "uncertain"
    parts = [
        element("circle", cx=x, cy=y, r=_RADIUS, class_=f"plot-dot {kind}"),
        element("text", node.letter, x=x, y=y + 4, text_anchor="middle", class_=f"plot-letter {kind}"),
        text(shortened(node.label, _LABEL), x + _RADIUS + 7, y - 2, class_="plot-label"),
        text(node.how, x + _RADIUS + 7, y + 14, class_="plot-number"),
    ]
    return element("g", parts, data_letter=node.letter)
