"""numerals: the ways in which people and machines write one number, and where they mean it."""

import re
from collections.abc import Iterator

_MONEY_AFTER = re.compile(
    r" ?(?:[€$£¥]|,-|(?:euros?|dollars?|pounds?|francs?|eur|usd|gbp|chf|jpy)\b)"
)
_CODES = re.compile(r"(?:eur|usd|gbp|chf|jpy|[€$£¥]) ?$")


def plainly(value: int | float, text: str) -> tuple[str, ...]:
    """How a number is written, `text` being its plain form: "1850", "1,850", "1.850", "2,5"."""
    sign_off = text.removeprefix("-")
    if isinstance(value, float) and "e" not in sign_off:
        whole, _, rest = sign_off.partition(".")
        forms = [sign_off, f"{whole},{rest}"]
        if rest == "0":
            forms.append(whole)
        elif len(rest) == 1:
            forms += [f"{whole}.{rest}0", f"{whole},{rest}0"]
        return tuple(forms)
    if sign_off.isdigit() and len(sign_off) > 3:
        return (sign_off, *(_grouped(sign_off, sign) for sign in _GROUPERS))
    return (sign_off,)


def as_money(minor: int) -> tuple[tuple[str, ...], str]:
    """How a sum in minor units is written with its cents: "18.50", "1.850,00"; and the whole sum
    where there are no cents, which is a sum only beside the name of a currency.
    """
    whole, cents = divmod(abs(minor), 100)
    if whole > _GREATEST:
        return (), ""
    plain = str(whole)
    forms = [f"{plain}.{cents:02d}", f"{plain},{cents:02d}"]
    if len(plain) > 3:
        forms += [f"{_grouped(plain, ',')}.{cents:02d}", f"{_grouped(plain, '.')},{cents:02d}"]
        forms += [f"{_grouped(plain, sign)}.{cents:02d}" for sign in " '"]
        forms += [f"{_grouped(plain, sign)},{cents:02d}" for sign in " '"]
    if cents and cents % 10 == 0:
        forms += [f"{plain}.{cents // 10}", f"{plain},{cents // 10}"]
    return tuple(forms), "" if cents else plain


def stands_as_number(form: str, text: str) -> bool:
    """Whether a number written as `form` stands in a softly folded text by itself."""
    return any(True for _ in _places(form, text))


def stands_as_money(form: str, text: str) -> bool:
    """Whether it stands there beside the name of a currency."""
    return any(
        _CODES.search(text[max(0, at - 5) : at]) or _MONEY_AFTER.match(text, at + len(form))
        for at in _places(form, text)
    )


def _places(form: str, text: str) -> Iterator[int]:
    at = text.find(form)
    while at >= 0:
        end = at + len(form)
        if _begins(text, at) and _ends(text, end):
            yield at
        at = text.find(form, at + 1)


def _begins(text: str, at: int) -> bool:
    before = text[at - 1 : at]
    if before.isalnum():
        return _CODES.search(text[max(0, at - 5) : at]) is not None
    return not (before in (".", ",", "'") and text[at - 2 : at - 1].isdigit())


def _ends(text: str, end: int) -> bool:
    after = text[end : end + 1]
    if after.isalnum():
        return _MONEY_AFTER.match(text, end) is not None
    return not (after in (".", ",", "'") and text[end + 1 : end + 2].isdigit())


def _grouped(digits: str, sign: str) -> str:
    first = len(digits) % 3 or 3
    return sign.join(
        [digits[:first], *(digits[at : at + 3] for at in range(first, len(digits), 3))]
    )


_GROUPERS = (",", ".", " ", "'")
_GREATEST = 10**15
