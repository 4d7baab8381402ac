"""How statements are reported, by stance → one bar for each speaker, in parts with their numbers.

Adds nothing. The parts are told apart by how dark they are and by their border, never by colour; the table beside it
has all numbers.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from markupsafe import Markup

from onrecord.export.visible import one_line
from onrecord.web.plots.svg import element, shortened

MOST: Final = 20
_ROW: Final = 46
_BAR: Final = 18
_LABEL: Final = 34
_LEAST: Final = 7.0


def stances(
    name: str, title: str, speakers: Sequence[tuple[str, Mapping[str, int]]], classes: Mapping[str, str]
) -> Markup:
    """A bar for each speaker (name, numbers by stance), as wide as the drawing; `classes` are those of the stances."""
    shown = speakers[:MOST]
    parts = [part for row, (who, numbers) in enumerate(shown) for part in _bar(row, who, numbers, classes)]
    told = "; ".join(f"{who}: {', '.join(f'{n} {stance}' for stance, n in of.items() if n)}" for who, of in shown)
    head = [element("title", title, id=f"{name}-title"), element("desc", one_line(told), id=f"{name}-desc")]
    return element(
        "svg", [*head, *parts], class_="plot stances", role="img", width="100%", height=max(1, len(shown)) * _ROW,
        aria_labelledby=f"{name}-title", aria_describedby=f"{name}-desc", xmlns="http://www.w3.org/2000/svg",
    )  # fmt: skip


def _bar(row: int, who: str, numbers: Mapping[str, int], classes: Mapping[str, str]) -> Iterator[Markup]:
    top, total = row * _ROW, sum(numbers.values())
    yield element("text", shortened(who, _LABEL), x=0, y=top + 14, class_="plot-label")
    yield element("text", str(total), x="100%", y=top + 14, class_="plot-number", text_anchor="end")
    at = 0.0
    for stance, number in numbers.items():
        share = number / total * 100 if total else 0.0
        if number:
            kind = classes[stance]
            yield element(
                "rect", element("title", f"{stance}: {number}"), x=f"{at:.2f}%", y=top + 20, width=f"{share:.2f}%",
                height=_BAR, class_=f"plot-part {kind}",
            )  # fmt: skip
            if share >= _LEAST:
                yield element(
                    "text", str(number), x=f"{at + share / 2:.2f}%", y=top + 20 + 13, text_anchor="middle",
                    class_=f"plot-inside {kind}",
                )  # fmt: skip
        at += share
