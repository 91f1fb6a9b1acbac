"""words: takes text and identifiers apart into stems, so that "booked" meets `book_room`.

Everything here is about English in general; nothing may know any tool, field or sentence.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """One word of a text and where it stands."""

    text: str
    stem: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of `text` in order, digits included."""
    return [
        Word(found.group(), stem(found.group()), found.start(), found.end())
        for found in _WORD.finditer(text)
    ]


def stem(word: str) -> str:
    """The part of a word that its forms share; crude, but the same on both sides."""
    short = word.casefold().replace("’", "'").removesuffix("'s")
    short = _ALIASES.get(short, short)
    for ending, instead in _ENDINGS:
        if short.endswith(ending) and len(short) - len(ending) >= 3:
            short = short[: -len(ending)] + instead
            break
    if len(short) > 3 and short[-1] == short[-2]:
        short = short[:-1]
    if len(short) > 3 and short.endswith("e"):
        short = short[:-1]
    return short[:-1] + "i" if len(short) > 3 and short.endswith("y") else short


def content_stems(text: str) -> list[str]:
    """Stems of the words that carry meaning, in order, numbers left out."""
    return [
        word.stem
        for word in words(text)
        if word.text.casefold() not in STOP_WORDS and not word.text[0].isdigit()
    ]


def stems_of(*listed: str) -> frozenset[str]:
    """The stems of words that are listed with blanks between them."""
    return frozenset(stem(word) for each in listed for word in each.split())


def name_words(identifier: str) -> list[str]:
    """The words of an identifier: snake_case, kebab-case, dotted.names and camelCase."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", identifier)
    return [word.casefold() for word in re.split(r"[\W_]+", spaced) if word]


def name_stems(identifier: str) -> frozenset[str]:
    """The stems of an identifier's words."""
    return frozenset(stem(word) for word in name_words(identifier))


def readable(identifier: str) -> str:
    """An identifier as a person would say it."""
    return " ".join(name_words(identifier)) or identifier


_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ALIASES = {"e-mail": "mail", "e-mails": "mail", "email": "mail", "emails": "mail"} | {
    "paid": "pay",
    "sent": "send",
    "spent": "spend",
    "sold": "sell",
    "bought": "buy",
    "given": "give",
    "gave": "give",
    "held": "hold",
    "lent": "lend",
    "told": "tell",
    "made": "make",
    "brought": "bring",
    "took": "take",
    "taken": "take",
    "photograph": "photo",
    "photographs": "photo",
    "photographed": "photo",
    "photographing": "photo",
    "picture": "photo",
    "pictures": "photo",
    "snapshot": "photo",
}
_ENDINGS = (
    ("ations", ""),
    ("ation", ""),
    ("ments", ""),
    ("ment", ""),
    ("ings", ""),
    ("ing", ""),
    ("ies", "y"),
    ("ied", "y"),
    ("ed", ""),
    ("sses", "ss"),
    ("ss", "ss"),
    ("es", "e"),
    ("s", ""),
)
STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a back know about many much after again all also am an and any are as at be because been "
        "before but by can could did do does down for from had has have having he her here "
        "hers him his how i if in into is it its just kindly like may me more most must my no "
        "nor not now of off on once only or our out over please she should so some such than "
        "that the their them then there these they this those to too under until up us very "
        "was we were what when where which while who whom why will with would you your yours "
        "thanks thank someone somebody anyone anybody ",
    )
)
