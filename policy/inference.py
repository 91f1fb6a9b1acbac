"""inference: what a tool that says nothing of its risk would do, by its name, words and schema.

It leans to the grave side: a tool counts as reading only if everything it says of itself reads, and
what nobody can make out is an effect.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from policy import lexicon
from policy.deeds import Kind, kind_of
from policy.telling import told_kinds

_PARTS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+")
MOST_ARGUMENTS, MOST_LOOKED_AT = 500, 5_000
_WORDS = re.compile(r"[A-Za-z']+|,")
_JOINING = frozenset({"and", "or", "then"})
_FINAL = re.compile(
    r"permanent|irrevers|cannot be undone|can't be undone|destructive|side effect|for good\b"
    r"|\bas read\b|will be (?:deleted|removed|sent|charged)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Inferred:
    """The gravest kind of a tool, and whether it looks regulated, physical, or many at once."""

    kind: Kind
    regulated: bool
    physical: bool
    many: bool


def infer(name: str, description: str, schema: Any, given: Iterable[str] = ()) -> Inferred:
    """What a tool does, as far as its own words tell; total over any input.

    `given` are names of arguments that a call has beside those of the schema.
    """
    named = words_of(name)
    arguments = [
        word for each in (*_arguments(schema), *given) for word in _said_of(words_of(each))
    ]
    told = told_kinds(description, named)
    kinds = {*_named(_without_nouns(named, told)), *told, *_argued(named, arguments)}
    if Kind.PAYS in kinds and "checkout" in named and {*named, *arguments} & lexicon.CHECKED_OUT:
        kinds = kinds - {Kind.PAYS} | {Kind.CHANGES}
    if _FINAL.search(description):
        kinds.add(Kind.DESTROYS)
    if not kinds and _only_tells(named):
        kinds.add(Kind.READS)
    spoken = {*named, *(word.casefold() for word in _WORDS.findall(description))}
    effects = kinds - {Kind.READS}
    return Inferred(
        kind=max(effects or kinds or {Kind.UNKNOWN}, key=list(Kind).index),
        regulated=bool(spoken & lexicon.REGULATED),
        physical=bool(set(named) & lexicon.PHYSICAL) and Kind.READS not in kinds,
        many=bool({*named, *arguments} & lexicon.MANY)
        or (Kind.DESTROYS in kinds and bool({*named} & lexicon.CONTAINERS)),
    )


def words_of(name: str) -> list[str]:
    """The words in a name such as `github.createIssue` or `SEND_MAIL`, in lower case."""
    return [part.casefold() for part in _PARTS.findall(name)]


def deeds_in(words: list[str]) -> set[Kind]:
    """What a name says that is done, apart from reading."""
    return _named(words) - {Kind.READS}


def _named(words: list[str]) -> set[Kind]:
    """The verbs of a name. After a harmless one, nouns that are also verbs are nouns."""
    if _converts(words) or (words[:1] == ["format"] and {*words[1:2]} & lexicon.FORMATS):
        return {Kind.READS}
    if words[:1] and words[0] in lexicon.NOUNS_FIRST and words[-1] in lexicon.READS_LAST:
        return {Kind.READS}
    found = [
        (place, kind)
        for place, word in enumerate(words)
        if (kind := kind_of(word))
        and not (place and word in lexicon.NOUNS_LATER)
        # A key that is pressed opens nothing.
        and not (kind is Kind.GRANTS and "press" in words)
    ]
    if not found:
        return set()
    place, first = found[0]
    behind = {*words[place + 1 : place + 2]}
    settles = {*words[place + 1 :]} & lexicon.DEEDS_WITH.get(words[place], frozenset())
    if first is Kind.READS and (settles or behind & lexicon.AFTER_DEEDS):
        return {Kind.CHANGES}
    if first not in (Kind.READS, Kind.LIGHT):
        return {kind for _, kind in found} - {Kind.READS}
    writes = first is Kind.LIGHT and "write" in words
    written = {Kind.CHANGES} if writes else set()
    joined = {kind for place, kind in found if place and words[place - 1] in _JOINING} | written
    # Nobody calls a thing an insert or a delete.
    joined |= {kind for at, kind in found if at and words[at] in lexicon.DEEDS_ALWAYS}
    tells = words[place] not in lexicon.CHECKING and set(words) & lexicon.SECRETS
    private = {Kind.PRIVATE} if tells else set()
    return {first, *joined, *private}


def _without_nouns(words: list[str], told: set[Kind]) -> list[str]:
    """A name without the deeds in it that are nouns, where its description speaks of no deed:
    `email.search` reads, and so does `order_status`.
    """
    if told - {Kind.READS} or not lexicon.NOUNS_BEFORE & {*words}:
        return words
    first = next((at for at, word in enumerate(words) if word in lexicon.READS), 0)
    before = [word for word in words[:first] if kind_of(word)]
    if Kind.READS in told and before and lexicon.NOUNS_BEFORE.issuperset(before):
        return words[first:]
    tells = len(words) == len(("noun", "report")) and words[-1] in lexicon.REPORTS
    return words[1:] if tells and words[0] in lexicon.NOUNS_BEFORE else words


def _said_of(words: list[str]) -> list[str]:
    """The words in the name of an argument; a `country_code` is no code that runs."""
    return [word for word in words if word != "code" or not lexicon.SIGNS & {*words}]


def _converts(words: list[str]) -> bool:
    """Whether a name is one such as `csv_to_json`, and not `send_text_to_speech`."""
    named = set(words[:1])
    return bool(named & (lexicon.FORMATS | lexicon.READS)) and any(
        link == "to" and {before, after} <= lexicon.FORMATS
        for before, link, after in zip(words, words[1:], words[2:], strict=False)
    )


def _only_tells(words: list[str]) -> bool:
    """Whether a name without a verb says what is told, such as `account_summary`."""
    return len(words) > 1 and words[-1] in lexicon.TOLD


def _argued(named: list[str], arguments: list[str]) -> set[Kind]:
    """What only an effect has to be told; who looks for a letter names its text and its reader."""
    if set(arguments) & lexicon.CODE_NAMES:
        return {Kind.EXECUTES}
    if named and named[0] in lexicon.SEEKING:
        return set()
    has_body = bool(set(arguments) & lexicon.BODY_NAMES)
    return {Kind.SENDS} if has_body and set(arguments) & lexicon.ADDRESSEES else set()


def _arguments(schema: Any) -> list[str]:
    """The names of all arguments, however the schema puts them: nested, referred to, in a list.

    A plain object of names, without any word of JSON Schema, is taken for arguments, too.
    """
    found: dict[str, None] = {}
    waiting, looked = [schema], 0
    if isinstance(schema, dict) and not schema.keys() & SCHEMA_WORDS:
        found.update(dict.fromkeys(map(str, schema)))
    while waiting and looked < MOST_LOOKED_AT:
        part, looked = waiting.pop(), looked + 1
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            properties = part.get("properties")
            if isinstance(properties, dict):
                found.update(dict.fromkeys(map(str, properties)))
            elif isinstance(part.get("name"), str):
                found[part["name"]] = None
            waiting += part.values()
    return list(found)[:MOST_ARGUMENTS]


SCHEMA_WORDS = frozenset(
    ("type", "properties", "$ref", "$defs", "definitions", "anyOf", "oneOf", "allOf", "required")
)
