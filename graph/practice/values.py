"""values: what a sentence holds that could be an argument: addresses, sums, numbers, names.

Each stretch of text is one value: the first pattern that fits takes it, so the day of a date is
never an order of pieces as well.
"""

import re
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from graph.practice.instants import instants
from graph.practice.value import Value
from graph.practice.words import STOP_WORDS


def values(text: str, now: datetime) -> list[Value]:
    """Every value of `text`, in order of place; a bare hour is a number as well."""
    found: list[Value] = []
    taken = bytearray(len(text) + 1)

    def take(pattern_kind: str, pattern: re.Pattern[str]) -> None:
        for match in pattern.finditer(text):
            start, end = match.span()
            value = None if any(taken[start:end]) else _read(pattern_kind, match)
            if value is not None:
                taken[start:end] = b"\x01" * (end - start)
                found.append(value)

    for kind, pattern in _WHOLE:
        take(kind, pattern)
    for value, loose in instants(text, now, [(each.start, each.end) for each in found]):
        found.append(value)
        if not loose:
            taken[value.start : value.end] = b"\x01" * (value.end - value.start)
    for kind, pattern in _PIECES:
        take(kind, pattern)
    return sorted(found, key=lambda each: each.start)


def addresses(text: str) -> list[str]:
    """The e-mail addresses in `text`, each once."""
    return list(dict.fromkeys(match.group() for match in _ADDRESS.finditer(text)))


def is_address(value: Any) -> bool:
    """Whether `value` is one e-mail address and nothing else."""
    return isinstance(value, str) and len(value) < 255 and bool(_ADDRESS.fullmatch(value))


def _read(kind: str, match: re.Match[str]) -> Value | None:
    start, end = match.span()
    text = match.group()
    value: Any = text
    if kind == "quoted":
        value = next(group for group in match.groups() if group is not None).strip()
    elif kind == "money":
        value = _minor(match)
    elif kind == "integer":
        value = int(re.sub(r"[,_]", "", match["digits"]))
    elif kind == "decimal":
        value = float(text.rstrip("%").replace(",", "."))
    elif kind == "word_number":
        kind, value = "integer", _NUMBERS[text.casefold()]
    elif kind == "name" and (start == 0 or text.casefold() in STOP_WORDS):
        return None
    return None if value in (None, "") else Value(kind, value, text, start, end)


def _minor(match: re.Match[str]) -> tuple[int, str] | None:
    """The sum in minor units with its currency, "" where only cents are named."""
    unit = (match["before"] or match["after"]).casefold()
    digits = match["sum"] or match["sum_before"]
    if digits.count(",") + digits.count(".") > 1 or re.search(r"[.,]\d{3}$", digits):
        digits = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", digits)
    try:
        amount = Decimal(digits.replace(",", "."))
    except InvalidOperation:
        return None
    currency = _CURRENCIES.get(unit.rstrip("s"), unit.upper())
    hundredfold = 1 if currency in ("", "JPY", "KRW") else 100
    return int((amount * hundredfold).to_integral_value()), currency


_CURRENCIES = {
    "€": "EUR",
    "euro": "EUR",
    "$": "USD",
    "dollar": "USD",
    "buck": "USD",
    "£": "GBP",
    "pound": "GBP",
    "¥": "JPY",
    "yen": "JPY",
    "franc": "CHF",
    "cent": "",
    "penny": "",
    "pence": "",
}
_UNIT = (
    r"€|\$|£|¥|\b(?:EUR|USD|GBP|CHF|JPY|KRW|CAD|AUD|SEK|NOK|DKK|PLN|CZK|INR|euros?|dollars?|bucks?"
    r"|pounds?|yen|francs?|cents?|penny|pence)\b"
)
_SUM = r"\d{1,12}(?:[.,]\d{1,3}){0,4}"
_NUMBERS = {
    word: number
    for number, word in enumerate(
        re.findall(r"\w+", "two three four five six seven eight nine ten eleven twelve"), start=2
    )
}
_ADDRESS = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}\b", re.ASCII
)
_WHOLE = (
    ("email", _ADDRESS),
    ("url", re.compile(r"\bhttps?://[^\s<>\"']{1,500}")),
    (
        "quoted",
        re.compile(
            r"\"([^\"]{1,5000})\"|“([^”]{1,5000})”|„([^“”]{1,5000})[“”]|«([^»]{1,5000})»"
            r"|(?<!\w)['‘]([^'‘’]{1,5000})['’](?!\w)"
        ),
    ),
)
_PIECES = (
    (
        "money",
        re.compile(
            rf"(?P<before>{_UNIT})\s?(?P<sum_before>{_SUM})|(?P<sum>{_SUM})\s?(?P<after>{_UNIT})",
            re.IGNORECASE,
        ),
    ),
    (
        "code",
        re.compile(
            r"\b(?=[\w./-]{0,60}\d)(?=[\w./-]{0,60}[A-Za-z])\w{1,60}(?:[./-]\w{1,60}){0,8}",
            re.ASCII,
        ),
    ),
    ("code", re.compile(r"\b\d+(?:\.\d+){2,5}\b")),
    ("decimal", re.compile(r"\b\d{1,15}[.,]\d{1,2}%?(?![\w.,]\d)")),
    ("integer", re.compile(r"#?\b(?P<digits>\d{1,3}(?:,\d{3})+|\d{1,15})\b%?")),
    ("word_number", re.compile(rf"\b(?:{'|'.join(_NUMBERS)})\b", re.IGNORECASE)),
    ("code", re.compile(r"\b[a-z]{1,60}(?:[-_/][a-z]{1,60}){1,8}\b")),
    ("name", re.compile(r"\b[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*){0,4}")),
)
