"""When each reading was printed → points on a line of time; hollow where the date is uncertain, apart without one.

Adds nothing. Lengths along the line are shares of its width and all else is in pixels, so that letters stay legible on
a narrow screen; points that would cover one another stand above one another. Two times are told apart, days otherwise.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from markupsafe import Markup

from onrecord.export.visible import one_line
from onrecord.trace.moments import Moment, moment
from onrecord.web.plots.svg import element

MOST: Final = 60
_RADIUS: Final = 11
_STEP: Final = 26
# On the narrowest screen a letter takes so much of the width.
_TAKES: Final = 9.0
_LINE_END: Final = 84.0
_UNDATED: Final = 96.0
_TICKS: Final = 6
_DAY: Final = 24.0


@dataclass(frozen=True, slots=True)
class Point:
    """A reading by its letter: its ISO 8601 date, whether that is certain, and what it is ("The Courier")."""

    letter: str
    date: str | None
    certain: bool
    label: str


def timeline(name: str, title: str, points: Sequence[Point]) -> Markup:
    """The points on a line of time; those without a date stand apart at its end."""
    shown = points[:MOST]
    moments = [moment(one.date) for one in shown]
    known = [one for one in moments if one]
    end = 100.0 if len(known) == len(moments) else _LINE_END
    placed = _stacked(_shares(moments, end))
    rows = max((row for _, row in placed), default=0) + 1
    base = rows * _STEP + 4
    parts = [*_axis(known, base, end), *_dots(shown, placed, base)]
    told = one_line("; ".join(f"{one.letter}, {_when(one)}, {one.label}" for one in shown))
    described = element("desc", f"{told}. A hollow point has an uncertain date or none.", id=f"{name}-desc")
    return element(
        "svg", [element("title", title, id=f"{name}-title"), described, *parts], class_="plot timeline", role="img",
        width="100%", height=base + 30, aria_labelledby=f"{name}-title", aria_describedby=f"{name}-desc",
        xmlns="http://www.w3.org/2000/svg",
    )  # fmt: skip


def _when(point: Point) -> str:
    return f"{point.date}{'' if point.certain else ' (uncertain)'}" if point.date else "no date"


def _hours(one: Moment) -> float:
    """Hours since the first day of our reckoning."""
    day, time = one.earliest
    return day.toordinal() * _DAY + time.hour + time.minute / 60


def _shares(moments: Sequence[Moment | None], end: float) -> list[float]:
    """Where each stands, in per cent of the width, of which the line takes so much."""
    known = [_hours(one) for one in moments if one]
    first, length = min(known, default=0.0), max(known, default=0.0) - min(known, default=0.0)
    at = [(_hours(one) - first) / length if one and length else 0.5 for one in moments]
    return [share * end if one else _UNDATED for one, share in zip(moments, at, strict=True)]


def _stacked(shares: Sequence[float]) -> list[tuple[float, int]]:
    """Each with its row, counted from the line upwards: the lowest where it covers nothing."""
    rows: list[float] = []
    found: dict[int, tuple[float, int]] = {}
    for number in sorted(range(len(shares)), key=lambda n: (shares[n], n)):
        row = next((r for r, last in enumerate(rows) if shares[number] - last >= _TAKES), len(rows))
        rows[row : row + 1] = [shares[number]]
        found[number] = (shares[number], row)
    return [found[number] for number in range(len(shares))]


def _dots(points: Sequence[Point], placed: Sequence[tuple[float, int]], base: float) -> Iterator[Markup]:
    for point, (share, row) in zip(points, placed, strict=True):
        x, y = _percent(share), base - _RADIUS - 4 - row * _STEP
        kind = "certain" if point.certain and point.date else "uncertain"
        parts = [
            element("title", one_line(f"{point.letter}: {_when(point)}, {point.label}")),
            element("circle", cx=x, cy=y, r=_RADIUS, class_=f"plot-dot {kind}"),
            element("text", point.letter, x=x, y=y + 4, text_anchor="middle", class_=f"plot-letter {kind}"),
        ]
        yield element("g", parts, data_letter=point.letter)


def _axis(moments: Sequence[Moment], base: float, end: float) -> Iterator[Markup]:
    """The line with the first and the last date, and a tick for each day, month or year between them."""
    if not moments:
        yield _written("no dates", end / 2, base, "middle")
        return
    first, last = min(one.day for one in moments), max(one.day for one in moments)
    yield element("line", x1="0%", x2=_percent(end), y1=base, y2=base, class_="plot-axis")
    if first == last:
        yield _written(first.isoformat(), end / 2, base, "middle")
        return
    yield _written(first.isoformat(), 0.0, base, "start")
    yield _written(last.isoformat(), end, base, "end")
    for day in _between(first, last):
        share = _percent((day - first).days / (last - first).days * end)
        yield element("line", x1=share, x2=share, y1=base, y2=base + 5, class_="plot-axis")


def _written(words: str, share: float, base: float, anchor: str) -> Markup:
    return element("text", words, x=_percent(share), y=base + 20, class_="plot-number", text_anchor=anchor)


def _between(first: date, last: date) -> list[date]:
    """The beginnings of days, months or years between the two, whichever are not too many."""
    days = (last - first).days
    if days <= _TICKS * 2:
        return [first + timedelta(days=n) for n in range(1, days)]
    months = [date(y, m, 1) for y in range(first.year, last.year + 1) for m in range(1, 13)]
    found = [day for day in months if first < day < last]
    return found if len(found) <= _TICKS * 4 else [day for day in found if day.month == 1]


def _percent(share: float) -> str:
    return f"{share:.2f}%"
