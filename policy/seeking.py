"""seeking: where one value stands whole. What is believed must hold it exactly; what came from
outside, in any disguise. So a worse source never makes a value look better than it is.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

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


class _Sought(NamedTuple):
    """A value in the forms in which it is looked for: `stands` tells whether a softly folded text
    holds it, which only those can that hold one of `plains`; a record has it as one of `fields`.
    """

    stands: Stands
    plains: frozenset[str]
    fields: Sequence[str]


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

    written = (*forms, whole) if whole else forms
    sought = _Sought(stands, _plains(written), forms)
    return _believed(texts, sought) or _outside(texts, sought, written)


def text_found(texts: Texts, value: str) -> Found | None:
    """Where a text stands from end to end."""
    soft = folding.soft(value)
    core = _SCHEME.sub("", soft).rstrip("/") or soft
    if (written := _SUM.fullmatch(soft)) is not None:
        sums, _ = as_money(int(written[1]) * 100 + int(written[2]))
        sought = _Sought(lambda text: _any_stands(sums, text), _plains(sums), sums)
    else:
        exact = _is_address(soft)
        fields = (soft, core, f"{soft}/", *(f"{scheme}{core}" for scheme in _WEB))
        sought = _Sought(
            lambda text: stands_alone(core, text, exact=exact), _plains([core]), fields
        )
    return _believed(texts, sought) or _outside(texts, sought, [core])


def said_found(texts: Texts, value: str) -> Found | None:
    """Where people said a whole text, however long."""
    soft = folding.soft(value)
    sought = _Sought(lambda text: stands_alone(soft, text, exact=False), _plains([soft]), ())
    return _said(texts, sought)


def _believed(texts: Texts, sought: _Sought) -> Found | None:
    """Where people said it, or a record has it as a field; inside of one it is a stranger's."""
    if (found := _said(texts, sought)) is not None:
        return found
    records, within = texts.of(Source.TRUSTED_TOOL), None
    for index in _standing(records, sought):
        known = records.record(index).fields
        if known is None or not known.isdisjoint(sought.fields):
            return records.found(index)
        within = within or records.found(index, Source.UNTRUSTED)
    return within


def _said(texts: Texts, sought: _Sought) -> Found | None:
    for source in PEOPLE:
        shelf = texts.of(source)
        for index in _standing(shelf, sought):
            return shelf.found(index)
    return None


def _standing(shelf: Shelf, sought: _Sought) -> Iterator[int]:
    may_hold = shelf.may_hold(sought.plains)
    return (index for index in may_hold if sought.stands(shelf.soft(index)))


def _outside(texts: Texts, sought: _Sought, forms: Iterable[str]) -> Found | None:
    """Where texts from outside hold any of these, plainly or in disguise."""
    shelf = texts.of(Source.UNTRUSTED)
    if not shelf.texts:
        return None
    folded = dict.fromkeys(folding.words(form) for form in forms)
    needles = [needle for needle in folded if needle.strip()]
    for needle in needles:
        if (place := shelf.place_of(needle)) is not None:
            return shelf.found(place[0])
    for needle in needles:
        if (index := _disguised(shelf, needle)) is not None:
            return shelf.found(index)
    for index in _standing(shelf, sought):
        return shelf.found(index)
    return None


def _disguised(shelf: Shelf, needle: str) -> int | None:
    bare = folding.squeezed(needle)
    if len(bare) >= LEAST_SQUEEZED and (index := shelf.squeezes(bare)) is not None:
        return index
    for disguise in disguises_of(needle) if len(bare) >= LEAST_DISGUISED else ():
        if (place := shelf.place_of(disguise)) is not None:
            return place[0]
    return shelf.veils(needle)


def _plains(forms: Iterable[str]) -> frozenset[str]:
    return frozenset(map(folding.plain, forms))


def _any_stands(forms: Iterable[str], text: str) -> bool:
    return any(stands_as_number(form, text) for form in forms)


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
