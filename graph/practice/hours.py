"""hours: times as people say them: "half past five", "noon", "within two hours", "tonight".

An hour without its half of the day is left open here; what is meant depends on when it is said.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta


@dataclass(frozen=True)
class Said:
    """A day, an hour, or both, as far as it was said; `open_half` is six without am or pm.

    A `loose` one may be a plain number as well. `exact` is counted from now.
    """

    start: int
    end: int
    day: date | None = None
    hour: time | None = None
    open_half: bool = False
    part: str = ""
    loose: bool = False
    exact: datetime | None = None


def spoken(text: str, now: datetime) -> Iterator[Said]:
    """The times that `text` says in words, in order of certainty."""
    here = now.astimezone(UTC)
    for pattern, read in ((_SPAN, _span), (_PART, _part), (_CLOCK, _clock), (_BARE, _bare)):
        for match in pattern.finditer(text):
            try:
                said = read(match, here)
            except (ValueError, OverflowError):
                continue
            if said is not None:
                yield said


def _span(match: re.Match[str], now: datetime) -> Said | None:
    if match["whole"]:
        return Said(*match.span(), exact=now + timedelta(hours=1))
    unit, told = match["unit"].casefold(), " ".join(match["count"].casefold().split())
    count = float(told) if told.isdigit() else _COUNTS[told]
    if unit[0] in "dw":
        days = count * (7 if unit[0] == "w" else 1)
        return Said(*match.span(), day=(now + timedelta(days=days)).date())
    minutes = count * (60 if unit[0] == "h" else 1)
    return Said(*match.span(), exact=now + timedelta(minutes=minutes))


def _part(match: re.Match[str], now: datetime) -> Said:
    told = match["part"] or ""
    if match["night"]:
        return Said(*match.span(), day=now.date(), part="night")
    if match["week"]:
        return Said(*match.span(), day=now.date() + timedelta(days=(4 - now.weekday()) % 7))
    if match["close"]:
        return Said(*match.span(), part="close")
    day = now.date() if match["this"] else None
    return Said(*match.span(), day=day, part=told.casefold())


def _clock(match: re.Match[str], _: datetime) -> Said | None:
    fixed = match["fixed"]
    if fixed:
        return Said(*match.span(), hour=time(0 if fixed.casefold() == "midnight" else 12))
    hour = _number(match["past_hour"] or match["sharp_hour"])
    minutes = 0
    if match["past_hour"]:
        minutes = _MINUTES[match["minutes"].casefold().split()[-1].replace("-", "")]
        if (match["side"] or "past").casefold() in ("to", "before"):
            minutes, hour = 60 - minutes, hour - 1 or 12
    return Said(*match.span(), hour=time(hour, minutes), open_half=1 <= hour <= 12)


def _bare(match: re.Match[str], _: datetime) -> Said | None:
    hour = _number(match["hour"])
    return Said(*match.span("hour"), hour=time(hour), open_half=1 <= hour <= 12, loose=True)


def _number(told: str) -> int:
    return int(told) if told.isdigit() else _HOURS.index(told.casefold()) + 1


_HOURS = [
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
]
_HOUR = rf"(?:{'|'.join(_HOURS)}|[01]?\d|2[0-3])"
_MINUTES = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twentyfive": 25}
_COUNTS = {word: float(number) for number, word in enumerate(_HOURS, start=1)} | {
    "a": 1.0,
    "an": 1.0,
    "half a": 0.5,
    "half an": 0.5,
    "a couple of": 2.0,
    "a few": 3.0,
}
_SPAN = re.compile(
    r"\b(?:with)?in\s(?:the\snext\s)?(?:(?P<whole>the\shour)\b|(?P<count>\d{1,3}|half\san?"
    rf"|a\scouple\sof|a\sfew|an?|{'|'.join(_HOURS)})\s"
    r"(?P<unit>minutes?|mins?|hours?|hrs?|days?|weeks?)\b)",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?P<night>tonight)\b|\b(?P<week>(?:the\s)?end\sof\s(?:the\s|this\s)?week)\b"
    r"|\b(?P<close>(?:the\s)?end\sof\s(?:the\s)?(?:working\s)?(?:day|business)|eod"
    r"|close\sof\sbusiness)\b"
    r"|\b(?:(?P<this>this)\s|in\sthe\s)?(?P<part>morning|afternoon|evening)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(?P<fixed>noon|midday|midnight)\b"
    r"|\b(?P<minutes>half|(?:a\s)?quarter|five|ten|twenty(?:-?five)?)\s(?P<side>past|after|to|before)"
    rf"\s(?P<past_hour>{_HOUR})\b(?!\s?[ap]\.?m|:)"
    rf"|\b(?P<sharp_hour>{_HOUR})\s?o['’]?\s?clock\b",
    re.IGNORECASE,
)
# A bare number is an hour only behind such a word, and only where it counts nothing.
_BARE = re.compile(
    r"\b(?:before|by|until|till|at|around|about|after|no\slater\sthan|latest)\s"
    rf"(?P<hour>{_HOUR})(?=\s*(?:[.;!?)]|,(?!\d)|$)|\s(?:today|tonight|tomorrow|this|on|in\sthe|sharp|and|or"
    r"|to|please|with|for|from|latest|at|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b)(?!\.\d)",
    re.IGNORECASE,
)
