"""seeking: where one value stands whole. What is believed must hold it exactly; what came from
outside, in any disguise. So a worse source never makes a value look better than it is.
"""

import re
from collections.abc import Callable, Iterable

from domain.origin import Source
from policy import folding
from policy.numerals import as_money, plainly, stands_as_money, stands_as_number
from policy.obscured import disguises_of
from policy.texts import PEOPLE, Found, Shelf, Texts

Stands = Callable[[str], bool]

# Shorter ones would be found in any text once the spaces are gone.
LEAST_SQUEEZED = 6
LEAST_DISGUISED = 4
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://(?:www\.)?")
_ADDRESS = re.compile(r"[@/]|\w\.\w")
_SUM = re.compile(r"(\d{1,12})[.,](\d\d)")


def number_found(texts: Texts, value: float, text: str, *, is_money: bool) -> Found | None:
    """Where a number stands; a sum in minor units also as people write sums."""
    forms, whole = plainly(value, text), ""
    if is_money and isinstance(value, int):
        sums, whole = as_money(value)
        forms += sums

    def stands(soft: str) -> bool:
        if any(form in soft and stands_as_number(form, soft) for form in forms):
            return True
        return bool(whole) and stands_as_money(whole, soft)

    return believed(texts, stands, forms) or outside(texts, stands, [*forms, whole])


def text_found(texts: Texts, value: str) -> Found | None:
    """Where a text stands from end to end."""
    soft = folding.soft(value)
    core = _SCHEME.sub("", soft).rstrip("/") or soft
    if (written := _SUM.fullmatch(soft)) is not None:
        fields, _ = as_money(int(written[1]) * 100 + int(written[2]))
    else:
        fields = (soft, core, f"{soft}/", *(f"{scheme}{core}" for scheme in _WEB))
    exact = _is_address(soft)

    def stands(text: str) -> bool:
        if written is not None:
            return any(stands_as_number(form, text) for form in fields)
        return stands_alone(core, text, exact=exact)

    return believed(texts, stands, fields) or outside(texts, stands, [core])


def said_found(texts: Texts, value: str) -> Found | None:
    """Where people said a whole text, however long."""
    soft = folding.soft(value)
    for source in PEOPLE:
        shelf = texts.of(source)
        if (at := shelf.soft.find(soft)) >= 0 and stands_alone(soft, shelf.soft.text, exact=False):
            return shelf.found(shelf.soft.index_at(at))
    return None


def believed(texts: Texts, stands: Stands, fields: Iterable[str]) -> Found | None:
    """Where people said it, or a record has it as a field; inside of one it is a stranger's."""
    for source in PEOPLE:
        shelf = texts.of(source)
        if stands(shelf.soft.text):
            for index, soft in enumerate(shelf.soft.parts):
                if stands(soft):
                    return shelf.found(index)
    records, within = texts.of(Source.TRUSTED_TOOL), None
    if not stands(records.soft.text):
        return None
    for index, soft in enumerate(records.soft.parts):
        if stands(soft):
            known = records.fields(index)
            if known is None or not known.isdisjoint(fields):
                return records.found(index)
            within = within or records.found(index, Source.UNTRUSTED)
    return within


def outside(texts: Texts, stands: Stands, forms: Iterable[str]) -> Found | None:
    """Where texts from outside hold any of these, plainly or in disguise."""
    shelf = texts.of(Source.UNTRUSTED)
    if not shelf.texts:
        return None
    folded = dict.fromkeys(folding.words(form) for form in forms)
    needles = [needle for needle in folded if needle.strip()]
    for needle in needles:
        if (at := shelf.words.find(needle)) >= 0:
            return shelf.found(shelf.words.index_at(at))
    for needle in needles:
        if (found := _disguised(shelf, needle)) is not None:
            return found
    for index, soft in enumerate(shelf.soft.parts):
        if stands(soft):
            return shelf.found(index)
    return None


def _disguised(shelf: Shelf, needle: str) -> Found | None:
    bare = folding.squeezed(needle)
    if len(bare) >= LEAST_SQUEEZED and (at := shelf.squeezed.find(bare)) >= 0:
        return shelf.found(shelf.squeezed.index_at(at))
    for disguise in disguises_of(needle) if len(bare) >= LEAST_DISGUISED else ():
        if (at := shelf.words.find(disguise)) >= 0:
            return shelf.found(shelf.words.index_at(at))
    if (at := shelf.unveiled.find(needle)) >= 0:
        return shelf.found(shelf.unveiled.index_at(at))
    return None


def stands_alone(core: str, text: str, *, exact: bool) -> bool:
    """Whether `core` stands in a softly folded text and is no part of a longer word; where it must
    be `exact`, of no longer address either.
    """
    at = text.find(core) if core else -1
    while at >= 0:
        if _begins(text, at, exact) and _ends(text, at + len(core), exact):
            return True
        at = text.find(core, at + 1)
    return False


def _begins(text: str, at: int, exact: bool) -> bool:
    before = text[at - 1 : at]
    if before.isalnum():
        return False
    if not exact or not before or before not in "@-_.+%=&/":
        return True
    return text[max(0, at - 3) : at] == "://" or text[max(0, at - 7) : at] == "://www."


def _ends(text: str, end: int, exact: bool) -> bool:
    after = text[end : end + 1]
    if after.isalnum():
        return False
    if not exact or not after or after not in "@-_/?&=#%+~.:":
        return True
    return after in "/.:?-" and not text[end + 1 : end + 2].isalnum()


def _is_address(soft: str) -> bool:
    return " " not in soft and _ADDRESS.search(soft) is not None


_WEB = ("https://", "http://", "https://www.", "http://www.")
