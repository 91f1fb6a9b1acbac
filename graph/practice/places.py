"""places: where something is: "in Abbey Row", "at 8 Long Acre", "outside the museum".

A small word before it makes a place; after "to" and "from" it must also look like one, because
people stand there as well.
"""

import re
from collections.abc import Sequence

from graph.practice.thesaurus import VERBS
from graph.practice.value import Value
from graph.practice.words import STOP_WORDS, Word, stems_of, words

_LONGEST = 10


def places(text: str, values: Sequence[Value]) -> list[Value]:
    """The places that `text` names: kind "place", or "somewhere" where it only may be one."""
    busy = [value for value in values if value.kind in _NO_PLACE]
    said = [
        word
        for word in words(text)[:400]
        if not any(value.overlaps(word.start, word.end) for value in busy)
    ]
    found: list[Value] = []
    for number, word in enumerate(said):
        if found and word.start < found[-1].end:
            continue
        lead = word.text.casefold()
        run = _run(text, said[number + 1 :], word.end) if lead in _LEADS else []
        value = _place(text, run, lead)
        # A capital at the very beginning, or everywhere, says nothing.
        proper = word.text[0].isupper() and number > 0 and not text.isupper()
        if value is None and (proper or word.text[0].isdigit()):
            value = _place(text, _run(text, said[number:], word.start), "")
        if value is not None:
            found.append(value)
    return found


def _run(text: str, following: Sequence[Word], start: int) -> list[Word]:
    """The words that can belong to one name of a place, its article left out."""
    run: list[Word] = []
    end = start
    for number, word in enumerate(following[:_LONGEST]):
        gap, plain = text[end : word.start], word.text.casefold()
        if (run and not _continues(gap, word)) or (not run and gap.strip()):
            break
        end = word.end
        if not run and plain in ("the", "a", "an"):
            continue
        own = not run and plain in _OWN
        following_word = following[number + 1] if number + 1 < len(following) else None
        within = plain == "in" and bool(run) and _is_built(run[-1])
        named = following_word is not None and following_word.text[0].isupper()
        joint = bool(run) and (plain in _JOINTS or (within and named))
        if plain in STOP_WORDS | _LEADS and not own and not joint:
            break
        if run and word.text.islower() and word.stem in VERBS and word.stem not in _BUILT:
            break
        run.append(word)
    while run and run[-1].text.casefold() in STOP_WORDS - set(_OWN) | set(_JOINTS):
        run.pop()
    return run


def _continues(gap: str, word: Word) -> bool:
    proper = word.text[0].isdigit() or word.text[0].isupper()
    return gap.isspace() or (proper and re.fullmatch(r"[,.]\s", gap) is not None)


def _place(text: str, run: list[Word], lead: str) -> Value | None:
    run = _trimmed(run)
    if not run:
        return None
    capital = not text.isupper() and any(word.text[0].isupper() for word in run)
    digit = any(word.text[0].isdigit() for word in run)
    built = any(_is_built(word) for word in run)
    numbered = digit and (capital or built) and (lead or built or run[0].text[0].isdigit())
    kind = ""
    if numbered or (built and (capital or lead in _INSIDE | _TOWARDS)):
        kind = "place"
    elif lead in _INSIDE and run[-1].stem not in _TIMES and run[0].stem not in _TIMES:
        spoken = text[: run[0].start].casefold().rstrip().endswith((" the", " a", " an"))
        named = spoken or run[0].text.casefold() in _OWN
        kind = "somewhere" if capital or (named and len(run) <= 3) else ""
    elif not lead and capital and len(run) > 1 and re.search(r"\bthe $", text[: run[0].start]):
        kind = "somewhere"
    said = text[run[0].start : run[-1].end]
    return Value(kind, said, said, run[0].start, run[-1].end) if kind else None


def _trimmed(run: list[Word]) -> list[Word]:
    """What is said in lower case behind the noun of a place is no part of its name."""
    last = max(
        (
            number
            for number, word in enumerate(run)
            if _is_built(word) or not word.text[0].islower()
        ),
        default=-1,
    )
    return run[: last + 1] if last >= 0 else run[:3]


def _is_built(word: Word) -> bool:
    return word.stem in _BUILT or word.text.casefold().endswith(_ENDINGS)


_NO_PLACE = ("email", "url", "quoted", "money", "date", "time", "datetime", "decimal")
_INSIDE = frozenset(
    re.findall(r"\w+", "at in inside outside near behind opposite beside around on by under along")
)
_TOWARDS = frozenset(("to", "from", "into", "through", "via"))
_LEADS = _INSIDE | _TOWARDS | {"of", "for"}
_OWN = frozenset(("my", "our", "their", "his", "her", "your"))
_JOINTS = ("of", "the", "de", "la", "am", "upon", "and")
_BUILT = stems_of(
    "street road lane avenue ave square place plaza court drive alley quay pier dock harbour harbor"
    " port bridge station airport hall house building office floor flat apartment shop store market"
    " mall park garden gate entrance lobby reception warehouse depot yard terminal platform hotel"
    " hospital school university college library museum church theatre cinema restaurant cafe café"
    " bakery pharmacy bank corner centre center plant factory farm beach hill river lake village"
    " town city row crescent terrace close wharf tower stadium boulevard highway roundabout path"
    " workshop garage stairwell basement rooftop roof kitchen counter locker st rd blvd"
)
_ENDINGS = ("strasse", "straße", "gasse", "platz", "allee", "hof", "gate", "street", "weg")
_TIMES = stems_of(
    "moment meantime morning afternoon evening night end latest time hurry way case order beginning"
    " weekend minute day week month year rush advance detail person fact favour favor name pair row"
    " german english french spanish italian writing total cash future past least once contrary"
)
