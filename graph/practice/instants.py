"""instants: joins days and hours that are said apart, and works out which moment is meant.

Six alone is the next six o'clock between seven in the morning and nine in the evening: nobody
sends for something at night without saying so.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from graph.practice.hours import Said, spoken
from graph.practice.moments import MOMENT, moment
from graph.practice.value import Value

_NOTICE = timedelta(minutes=10)
_WAKING = (time(7), time(21))
_CLOSING = time(18)


def instants(text: str, now: datetime, busy: Sequence[tuple[int, int]]) -> list[tuple[Value, bool]]:
    """The moments that `text` says, outside of what is `busy`; True where one is only possibly
    meant as a moment.
    """
    here = now.astimezone(UTC).replace(tzinfo=None)
    said: list[Said] = []
    for each in (*_written(text, now), *spoken(text, now)):
        if len(said) >= _MOST:
            break
        taken = [*busy, *((other.start, other.end) for other in said)]
        if not any(each.start < end and start < each.end for start, end in taken):
            said.append(each)
    joined = _joined(sorted(said, key=lambda each: each.start), text)
    return [
        (value, each.loose and each.day is None)
        for each in joined
        if (value := _value(each, text, here)) is not None
    ]


def _written(text: str, now: datetime) -> list[Said]:
    found = []
    for match in MOMENT.finditer(text):
        read = moment(match, now)
        if read is None:
            continue
        kind, told = read
        night = (match["near"] or "").casefold() == "tonight"
        found.append(
            Said(
                *match.span(),
                day=date.fromisoformat(told[:10]) if kind != "time" else None,
                hour=time.fromisoformat(told[-8:]) if kind != "date" else None,
                part="night" if night else "",
            )
        )
    return found


def _joined(said: Sequence[Said], text: str) -> list[Said]:
    """Neighbours that complete each other, such as "six" and "tomorrow", are one moment."""
    found: list[Said] = []
    for each in said:
        before = found[-1] if found else None
        if before and _completes(before, each) and _GAP.fullmatch(text[before.end : each.start]):
            found[-1] = replace(
                before,
                end=each.end,
                day=before.day or each.day,
                hour=each.hour if before.hour is None else before.hour,
                open_half=before.open_half or each.open_half,
                part=before.part or each.part,
                loose=False,
            )
        else:
            found.append(each)
    return found


def _completes(one: Said, other: Said) -> bool:
    days = one.day is not None and other.day is not None
    hours = one.hour is not None and other.hour is not None
    return not (days or hours or one.exact or other.exact or (one.part and other.part))


def _value(said: Said, text: str, here: datetime) -> Value | None:
    shown = text[said.start : said.end]
    if said.exact is not None:
        exact = said.exact.replace(tzinfo=None, second=0, microsecond=0).isoformat()
        return Value("datetime", exact, shown, said.start, said.end, exact)
    day = here.date() if said.part == "close" and said.day is None else said.day
    if said.hour is None:
        if day is None:
            return None
        latest = _closed(day, said.part, here)
        return Value("date", day.isoformat(), shown, said.start, said.end, latest)
    meant = _meant(said, said.hour, here)
    kind, told = ("time", meant.time().isoformat()) if day is None else ("datetime", _iso(meant))
    return Value(kind, told, shown, said.start, said.end, _iso(meant))


def _meant(said: Said, hour: time, here: datetime) -> datetime:
    """The next such hour, or the one of that day, at a time when people are awake."""
    hours = [hour]
    if said.open_half:
        early, late = hour.replace(hour=hour.hour % 12), hour.replace(hour=hour.hour % 12 + 12)
        hours = [early, late]
        if said.part:
            hours = [early if said.part == "morning" else late]
    days = [said.day] if said.day else [here.date() + timedelta(days=ahead) for ahead in (0, 1)]
    possible = [datetime.combine(day, each) for day in days for each in hours]
    awake = [each for each in possible if _WAKING[0] <= each.time() <= _WAKING[1]]
    for choice in (awake if said.open_half and not said.part else [], possible):
        ahead = [each for each in choice if each - here > _NOTICE]
        if ahead:
            return ahead[0]
    return (awake or possible)[0]


def _closed(day: date, part: str, here: datetime) -> str:
    """The end of a day for work: "today" said in the evening is over at the end of the evening."""
    hours = [_CLOSINGS.get(part, _CLOSING)]
    if part in ("", "night", "close"):
        hours += [_WAKING[1], time(23, 59)]
    possible = (datetime.combine(day, hour) for hour in hours)
    return next((_iso(each) for each in possible if each - here > _NOTICE), "")


def _iso(moment_meant: datetime) -> str:
    return moment_meant.isoformat(timespec="seconds")


_MOST = 50
_CLOSINGS = {"morning": time(12), "afternoon": _CLOSING, "evening": time(21), "night": time(21)}
_GAP = re.compile(
    r"\s*,?\s*(?:(?:at|by|before|until|till|around|about|on|in\sthe|no\slater\sthan)\s+)?",
    re.IGNORECASE,
)
