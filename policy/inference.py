"""inference: what a tool that says nothing of its risk would do, by its name, words and schema.

It leans to the grave side: a tool counts as reading only if everything it says of itself reads, and
what nobody can make out is an effect.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from policy import lexicon

_PARTS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+")
_SENTENCES = re.compile(r"[.!?;\n]+")
_WORDS = re.compile(r"[A-Za-z']+|,")
_JOINING = frozenset({"and", "or", "then", ","})
_FINAL = re.compile(
    r"permanent|irrevers|cannot be undone|can't be undone|destructive|side effect|for good\b"
    r"|\bas read\b|will be (?:deleted|removed|sent|charged)",
    re.IGNORECASE,
)


class Kind(StrEnum):
    """What a tool does, in the order of how grave it is."""

    READS = "reads"
    LIGHT = "light"
    CHANGES = "changes"
    UNKNOWN = "unknown"
    PRIVATE = "private"
    EXECUTES = "executes"
    GRANTS = "grants"
    SENDS = "sends"
    DESTROYS = "destroys"
    PAYS = "pays"


@dataclass(frozen=True)
class Inferred:
    """The gravest kind of a tool, and whether it looks regulated, physical, or many at once."""

    kind: Kind
    regulated: bool
    physical: bool
    many: bool


def infer(name: str, description: str, schema: Any) -> Inferred:
    """What a tool does, as far as its own words tell; total over any input."""
    named, told = words_of(name), _told(description)
    arguments = [word for argument in _arguments(schema) for word in words_of(argument)]
    kinds = {*_named(named), *_told_kinds(told), *_argued(arguments)}
    if _FINAL.search(description):
        kinds.add(Kind.DESTROYS)
    spoken = {*named, *(word.casefold() for word in _WORDS.findall(description))}
    effects = kinds - {Kind.READS}
    return Inferred(
        kind=max(effects or kinds or {Kind.UNKNOWN}, key=list(Kind).index),
        regulated=bool(spoken & lexicon.REGULATED),
        physical=bool(set(named) & lexicon.PHYSICAL) and Kind.READS not in kinds,
        many=bool({*named, *arguments} & lexicon.MANY),
    )


def words_of(name: str) -> list[str]:
    """The words in a name such as `github.createIssue` or `SEND_MAIL`, in lower case."""
    return [part.casefold() for part in _PARTS.findall(name)]


def _named(words: list[str]) -> set[Kind]:
    """The verbs of a name. After a harmless one, nouns that are also verbs are nouns."""
    found = [(place, kind) for place, word in enumerate(words) if (kind := _kind_of(word))]
    if not found:
        return set()
    first = found[0][1]
    if first not in (Kind.READS, Kind.LIGHT):
        return {kind for _, kind in found} - {Kind.READS}
    joined = {kind for place, kind in found if place and words[place - 1] in _JOINING}
    private = {Kind.PRIVATE} if set(words) & lexicon.SECRETS else set()
    return {first, *joined, *private}


def _told(description: str) -> list[list[str]]:
    sentences = (_WORDS.findall(sentence) for sentence in _SENTENCES.split(description[:4000]))
    return [[word.casefold() for word in sentence] for sentence in sentences if sentence]


def _told_kinds(sentences: list[list[str]]) -> set[Kind]:
    """The verbs that sentences begin with, and those joined to them in the same form."""
    kinds: set[Kind] = set()
    for number, sentence in enumerate(sentences):
        first, third_person = _verb(sentence[0])
        if first is None:
            continue
        if number == 0 or first is not Kind.READS:
            kinds.add(first)
        for place in range(1, len(sentence) - 1):
            kind, in_third = _verb(sentence[place])
            same_form = in_third == third_person and sentence[place - 1] in _JOINING
            if kind and same_form and sentence[place + 1] not in _AFTER_NOUNS:
                kinds.add(kind)
    return kinds


def _verb(word: str) -> tuple[Kind | None, bool]:
    """What a verb does, and whether it stands in the third person."""
    if kind := _kind_of(word):
        return kind, False
    for ending in ("s", "es"):
        if word.endswith(ending) and (kind := _kind_of(word.removesuffix(ending))):
            return kind, True
    return None, False


def _kind_of(word: str) -> Kind | None:
    return next((kind for kind, verbs in _VERBS if word in verbs), None)


def _argued(arguments: list[str]) -> set[Kind]:
    """What only an effect has to be told."""
    if set(arguments) & lexicon.CODE_NAMES:
        return {Kind.EXECUTES}
    has_body = bool(set(arguments) & lexicon.BODY_NAMES)
    return {Kind.SENDS} if has_body and set(arguments) & lexicon.ADDRESSEES else set()


def _arguments(schema: Any) -> list[str]:
    properties = schema.get("properties") if isinstance(schema, dict) else None
    return [str(name) for name in properties] if isinstance(properties, dict) else []


# Gravest first: a word in two lists counts as the graver one.
_VERBS = (
    (Kind.READS, lexicon.READS),
    (Kind.PAYS, lexicon.PAYS),
    (Kind.DESTROYS, lexicon.DESTROYS),
    (Kind.SENDS, lexicon.SENDS),
    (Kind.GRANTS, lexicon.GRANTS),
    (Kind.EXECUTES, lexicon.EXECUTES),
    (Kind.LIGHT, lexicon.LIGHT),
    (Kind.CHANGES, lexicon.CHANGES),
)
_AFTER_NOUNS = frozenset(
    ["of", "for", "from", "in", "on", "with", "by", "to", "at", "that", "which", "and", "or", ","]
)
