"""Counts → a bar for each, the longest first: who has how many of the words.

Adds nothing. What is beyond the bars that are shown is one bar, and says of how many it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from onrecord.web.plots.svg import drawing, element, shortened, text

MOST: Final = 12
_WIDTH: Final = 320
_ROW: Final = 38
_BAR: Final = 12
_LABEL: Final = 36
_BADGE: Final = 20
_LEAST: Final = 2.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One count: whose it is, the number or letter that the page calls it by, and the class of its colour."""

    label: str
    count: int
    badge: str = ""
    colour: str = "unknown"


def bars(name: str, title: str, unit: str, counted: Sequence[Bar], most: int = MOST) -> Markup:
    """The counts as horizontal bars in their order, with the share of each; `unit` is what is counted ("words")."""
    total = sum(bar.count for bar in counted) or 1
    shown = _shown(counted, most)
    longest = max((bar.count for bar in shown), default=1) or 1
    told = "; ".join(f"{bar.label}: {bar.count}" for bar in shown) or f"no {unit}"
    parts = [part for row, bar in enumerate(shown) for part in _bar(bar, row, bar.count / longest, bar.count / total)]
    return drawing(name, title, f"{title}, in {unit}. {told}.", _WIDTH, max(1, len(shown)) * _ROW, parts, class_="bars")


def _shown(counted: Sequence[Bar], most: int) -> list[Bar]:
    if len(counted) <= most:
        return list(counted)
    rest = counted[most - 1 :]
    return [*counted[: most - 1], Bar(f"{len(rest)} more", sum(bar.count for bar in rest))]


def _bar(bar: Bar, row: int, length: float, share: float) -> Iterator[Markup]:
    """The label with its number above, the bar below: there is room for names on the narrowest screen."""
    top = row * _ROW
    if bar.badge:
        yield element("rect", x=0, y=top + 1, width=_BADGE, height=16, rx=8, class_=f"plot-badge {bar.colour}")
        yield text(bar.badge, _BADGE / 2, top + 13, class_="plot-badge-text", text_anchor="middle")
    indent = _BADGE + 6 if bar.badge else 0
    yield text(shortened(bar.label, _LABEL), indent, top + 13, class_="plot-label")
    yield text(f"{bar.count} · {share:.0%}", _WIDTH, top + 13, class_="plot-number", text_anchor="end")
    width = max(_LEAST, length * _WIDTH) if bar.count else 0
    yield element("rect", x=0, y=top + 20, width=width, height=_BAR, rx=2, class_=f"plot-bar {bar.colour}")
