"""Dates as pages write them → whether one reading may be older than another.

Two times are compared as times, anything else by the day. What is undated, or of the same day, may be older or younger:
that is not settled here, and no order of arrival is taken for one.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and the time where it is known (UTC)."""

    day: date
    time: datetime | None

    @property
    def earliest(self) -> tuple[date, datetime]:
        """The day, and the earliest time that this can be."""
        return self.day, self.time or datetime(self.day.year, self.day.month, self.day.day, tzinfo=UTC)


def moment(written: str | None) -> Moment | None:
    """An ISO 8601 date or time; `None` for anything else."""
    text = written or ""
    try:
        day = date.fromisoformat(text[:10])
        time = datetime.fromisoformat(text) if len(text) > 10 else None
    except ValueError:
        return None
    timed = time.replace(tzinfo=UTC) if time and time.tzinfo is None else time
    return Moment(timed.astimezone(UTC).date() if timed else day, timed and timed.astimezone(UTC))


def may_precede(one: Moment | None, other: Moment | None) -> bool:
    """Whether what bears the one date may be older than what bears the other."""
    if one is None or other is None:
        return True
    if one.time is not None and other.time is not None:
        return one.time <= other.time
    return one.day <= other.day


def is_settled(one: Moment | None, other: Moment | None) -> bool:
    """Whether the order of the two is known."""
    return may_precede(one, other) != may_precede(other, one)


def in_order(one: Moment | None) -> tuple[bool, tuple[date, datetime]]:
    """What sorts by time, undated last."""
    return one is None, (one or _NEVER).earliest


_NEVER = Moment(date.max, None)
