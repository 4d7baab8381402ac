"""Dates that machines wrote (ISO 8601, RFC 2822) → ISO 8601 as the record gives it.

A time is kept only where its zone is known, and is then given in UTC; otherwise the date alone is kept. What is not a
date, or not a possible one, is `None`.
"""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

_ISO: Final = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ]\s*(\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?"
)
_YEARS: Final = range(1800, 2200)


def record_date(moment: datetime, *, has_time: bool = True) -> str | None:
    """`2023-08-03T12:00:00Z` for a moment with a zone, `2023-08-03` for one without; `None` outside 1800–2199."""
    if has_time and moment.tzinfo:
        try:
            moment = moment.astimezone(UTC)
        except (OverflowError, ValueError):
            return None
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment.year in _YEARS else None
    return moment.strftime("%Y-%m-%d") if moment.year in _YEARS else None


def machine_date(written: str | None) -> str | None:
    """The record's form of a date in a machine's attribute, or `None`."""
    written = (written or "").strip()[:64]
    match = _ISO.match(written)
    try:
        if match:
            year, month, day, time, zone = match.groups()
            stamp = f"{year}-{month}-{day}T{(time or '00:00').zfill(5)}" + (_zone(zone) if time and zone else "")
            return record_date(datetime.fromisoformat(stamp), has_time=bool(time and zone))
        return record_date(parsedate_to_datetime(written)) if "," in written[:5] else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _zone(zone: str) -> str:
    if zone == "Z":
        return "+00:00"
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return f"{zone[0]}{digits[:2]}:{digits[2:]}"
