"""moments: dates and times as people write them, always in UTC as the house keeps it.

A weekday is the next one to come; day before month where only numbers stand.
"""

import re
from datetime import UTC, date, datetime, timedelta


def moment(match: re.Match[str], now: datetime) -> tuple[str, str] | None:
    """("date" or "datetime" or "time", ISO text) of one match of MOMENT, None if impossible."""
    try:
        day, time = _day(match, now.astimezone(UTC).date()), _time(match)
    except (ValueError, OverflowError):
        return None
    if day and time:
        return "datetime", f"{day.isoformat()}T{time}"
    if day:
        return "date", day.isoformat()
    return ("time", time) if time else None


def _day(match: re.Match[str], today: date) -> date | None:
    if match["iso"]:
        return date.fromisoformat(match["iso"])
    if match["numeric"]:
        day, month, year = (int(part) for part in re.split(r"[./]", match["numeric"]))
        return date(year, month, day)
    if match["month"]:
        return _named_day(match, today)
    if match["weekday"]:
        ahead = (_WEEKDAYS.index(match["weekday"].casefold()) - today.weekday() - 1) % 7 + 1
        return today + timedelta(days=ahead)
    return _later_day(match, today)


def _later_day(match: re.Match[str], today: date) -> date | None:
    if match["near"]:
        return today + timedelta(days=_NEAR[" ".join(match["near"].casefold().split())])
    if match["count"]:
        days = 7 if match["span"].casefold().startswith("week") else 1
        return today + timedelta(days=days * int(match["count"]))
    return None


def _named_day(match: re.Match[str], today: date) -> date:
    month = _MONTHS.index(match["month"].casefold()[:3]) + 1
    day = int(match["before"] or match["after"] or 0)
    if match["year"]:
        return date(int(match["year"]), month, day)
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)


def _time(match: re.Match[str]) -> str:
    def part(name: str) -> str:
        return match[name] or match[f"alone_{name}"] or ""

    if part("clock"):
        hour, minute = (int(piece) for piece in part("clock").split(":")[:2])
    elif part("hour"):
        hour, minute = int(part("hour")), int(part("minute") or 0)
        if hour > 12:
            raise ValueError("no such hour on a twelve-hour clock")
        hour = hour % 12 + (12 if part("half").casefold().startswith("p") else 0)
    else:
        return ""
    if hour > 23 or minute > 59:
        raise ValueError("no such time")
    return f"{hour:02d}:{minute:02d}:00"


_NEAR = {"today": 0, "tonight": 0, "tomorrow": 1, "the day after tomorrow": 2}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
)
_DATE = rf"""
    (?P<iso>\d{{4}}-\d\d-\d\d)
  | (?P<numeric>\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})
  | (?:(?P<before>\d{{1,2}})(?:st|nd|rd|th|\.)?\s(?:of\s)?)?\b(?P<month>{_MONTH})\b\.?
      (?:\s(?P<after>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]))?(?:,?\s(?P<year>\d{{4}}))?
  | (?:\b(?:next|this|coming)\s)?\b(?P<weekday>{"|".join(_WEEKDAYS)})\b
  | \b(?P<near>the\s+day\s+after\s+tomorrow|tomorrow|today|tonight)\b
  | \bin\s(?P<count>\d{{1,3}})\s(?P<span>days?|weeks?)\b
"""
_TIME = r"""
    (?P<clock>(?<!\d)\d{1,2}:\d\d(?::\d\d)?)(?:\.\d{1,6})?(?:Z|\+00:?00)?(?!\d)(?!\s?[ap]\.?m)
  | \b(?P<hour>\d{1,2})(?::(?P<minute>\d\d))?\s?(?P<half>[ap]\.?m)\b\.?
"""
MOMENT = re.compile(
    rf"(?<![\w.-])(?:(?:{_DATE})(?:(?:T|,?\s+(?:at\s+|from\s+)?)(?:{_TIME}))?"
    rf"|(?:{_TIME.replace('P<', 'P<alone_')}))",
    re.IGNORECASE | re.VERBOSE,
)
