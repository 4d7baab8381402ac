"""A date as people write it on a page ("Updated 3:15 PM EST, Tue January 10, 2023") → ISO 8601.

A time is given, in UTC, only where its zone is written; otherwise the date alone. The whole text must be one date:
impossible dates, dates without a year and those of two readings (03/04/2023) are `None`.
"""

import re
from calendar import month_abbr, month_name
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from onrecord.data import table
from onrecord.read.isodates import machine_date, record_date

_DAYS: Final = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+"
_CLOCK: Final = (
    r"(?:at\s+|@\s*|-\s*|\|\s*)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?(?::\d{2})?\s*(?P<half>[ap]\.?\s?m\.?)?"
    r"\s*\(?(?P<zone>[A-Za-z]{1,4}|[+-]\d{2}:?\d{2})?\)?"
)
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH: Final = r"(?P<month>[A-Za-z]{3,9})\.?"
_YEAR: Final = r"(?P<year>(?:18|19|20|21)\d{2})"
_DATES: Final = (rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}", rf"{_DAY}(?:\s+|-|\s+of\s+){_MONTH}(?:,?\s+|-){_YEAR}")
_FORMS: Final = tuple(
    re.compile(form, re.I)
    for date in _DATES
    for form in (rf"(?:{_DAYS})?{date}(?:,?\s+{_CLOCK})?", rf"{_CLOCK},?\s+(?:on\s+)?(?:{_DAYS})?{date}")
)
_SLASHED: Final = re.compile(rf"(?P<a>\d{{1,2}})[/.](?P<b>\d{{1,2}})[/.]{_YEAR}")
_LONGEST: Final = 80


def written_date(text: str) -> str | None:
    """`YYYY-MM-DD`, or `YYYY-MM-DDTHH:MM:SSZ` where the text gives time and zone; `None` for anything else."""
    text = " ".join(text[: _LONGEST + 1].split()).strip(" .,|•·")
    if len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return None
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}(?:[T ][\d:.]{4,15}\s?(?:Z|[+-]\d{2}:?\d{2})?)?", text):
        return machine_date(text)
    if slashed := _SLASHED.fullmatch(text):
        return _only_reading(int(slashed["a"]), int(slashed["b"]), int(slashed["year"]))
    match = next((match for form in _FORMS if (match := form.fullmatch(text))), None)
    return _dated(match) if match else None


def _only_reading(a: int, b: int, year: int) -> str | None:
    readings = {date for month, day in ((a, b), (b, a)) if (date := _stamp(year, month, day))}
    return readings.pop() if len(readings) == 1 else None


def _stamp(year: int, month: int, day: int) -> str | None:
    try:
        return record_date(datetime(year, month, day, tzinfo=UTC), has_time=False)
    except ValueError:
        return None


def _dated(match: re.Match[str]) -> str | None:
    month = _months().get(match["month"].lower())
    date = _stamp(int(match["year"]), month, int(match["day"])) if month else None
    if not date or match["hour"] is None:
        return date
    hour = _hour(int(match["hour"]), match["half"])
    minute = int(match["minute"] or 0)
    if hour is None or minute > 59 or not (match["minute"] or match["half"]):
        return None
    zone = _zone(match["zone"])
    moment = datetime.fromisoformat(date).replace(hour=hour, minute=minute, tzinfo=zone)
    return record_date(moment, has_time=zone is not None)


def _hour(hour: int, half: str | None) -> int | None:
    if not half:
        return hour if hour < 24 else None
    if not 1 <= hour <= 12:
        return None
    return hour % 12 + (12 if half[0] in "pP" else 0)


@cache
def _months() -> dict[str, int]:
    names = {name.lower(): number for number in range(1, 13) for name in (month_name[number], month_abbr[number])}
    return {**names, "sept": 9}


def _zone(written: str | None) -> tzinfo | None:
    if not written:
        return None
    if written[0] in "+-":
        return datetime.fromisoformat(f"2000-01-01T00:00{written}").tzinfo
    named = next(
        (row["zone"] for row in table("en", "furniture_zones.tsv") if row["abbreviation"] == written.lower()), ""
    )
    if named[:1] in ("+", "-"):
        return timezone(timedelta(hours=int(named)))
    try:
        return ZoneInfo(named) if named else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
