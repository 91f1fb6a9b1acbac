"""taking: what a call is taken for whose tool has no profile: its risk, by words and arguments.

It may only ever raise what is asked: nobody in the house has said that any of it is so.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from domain.risk import Ambiguity, BlastRadius, Cost, Regulation, Reversibility, Risk
from policy import lexicon
from policy.deeds import Kind
from policy.inference import Inferred, deeds_in, infer, words_of

EVERYBODY = 1_000_000
DEEPEST = 6
NO_HINTS: Mapping[str, Any] = MappingProxyType({})


def taken_for(
    name: str,
    description: str,
    schema: Any,
    arguments: dict[str, Any],
    hints: Mapping[str, Any] = NO_HINTS,
) -> tuple[Kind, Risk]:
    """What a call does by its tool's words and its own arguments, and how grave that is.

    `hints` are MCP's annotations: what a stranger says of its tool, which may only raise.
    """
    inferred = _graver(infer(name, description, schema, arguments), words_of(name), arguments)
    inferred = replace(inferred, kind=_hinted(inferred.kind, hints))
    return inferred.kind, _risk(inferred, arguments)


def _hinted(kind: Kind, hints: Mapping[str, Any]) -> Kind:
    """What a tool is by its words, or what it says of itself where that is graver."""
    if hints.get("destructiveHint") is True and hints.get("readOnlyHint") is not True:
        return max(kind, Kind.DESTROYS, key=list(Kind).index)
    if kind is Kind.READS and hints.get("readOnlyHint") is False:
        return Kind.CHANGES
    return kind


def _graver(inferred: Inferred, named: list[str], arguments: dict[str, Any]) -> Inferred:
    """A tool that reads can be told to write: by its query, by its method, by the action it is
    told to take.
    """
    leaves = [(key, text) for key, text in _leaves(arguments) if isinstance(text, str)]
    if any(_WRITING.search(text) for _, text in leaves):
        return replace(inferred, kind=Kind.DESTROYS)
    kinds = [inferred.kind]
    for key, text in leaves:
        last = words_of(key)[-1:]
        told = text.upper() in _CHANGING or (key == "method" and text.upper() not in _READING)
        if told and last and last[0] in _METHODS:
            kinds.append(Kind.SENDS)
        if last and last[0] in _ACTIONS and not lexicon.SUMS & {*named}:
            kinds += deeds_in(words_of(text))
    effects = [kind for kind in kinds if kind is not Kind.READS]
    if inferred.kind is Kind.READS and effects:
        return replace(inferred, kind=max(effects, key=list(Kind).index))
    return inferred


def _risk(inferred: Inferred, arguments: dict[str, Any]) -> Risk:
    if inferred.kind is Kind.READS:
        return Risk(read_only=True, address=_address(arguments))
    light, mild = inferred.kind is Kind.LIGHT, inferred.kind in (Kind.LIGHT, Kind.CHANGES)
    return Risk(
        external=not light,
        reversibility=Reversibility.EFFORT if mild else Reversibility.IRREVERSIBLE,
        regulation=Regulation.HIGH_RISK if inferred.regulated else Regulation.NONE,
        ambiguity=Ambiguity.FREE_FORM if inferred.kind is Kind.EXECUTES else Ambiguity.STRUCTURED,
        physical=inferred.physical,
        cost=_cost(arguments, pays=inferred.kind is Kind.PAYS),
        blast_radius=BlastRadius(fixed=_touched(inferred, arguments)),
        recipient=_recipient(arguments),
    )


def _address(arguments: dict[str, Any]) -> str | None:
    """The argument that says where a read calls. One that holds it somewhere inside, and several
    together, name nothing that can be read as one address, and so somebody is asked.
    """
    found = [
        key
        for key, value in arguments.items()
        if any(_is_address(name, each) for name, each in _leaves({key: value}))
    ]
    return " and ".join(map(str, found)) or None


def _is_address(name: str, value: Any) -> bool:
    if not isinstance(value, str):
        return False
    return bool(
        "://" in value or _BARE.match(value) or (value.strip() and set(words_of(name)) & _ADDRESSES)
    )


def _recipient(arguments: dict[str, Any]) -> str | None:
    return next((key for key in arguments if set(words_of(key)) & lexicon.ADDRESSEES), None)


def _cost(arguments: dict[str, Any], *, pays: bool) -> Cost:
    """The dearest sum that is named; one that is no number is unreadable, and asks for two."""
    dearest = 0
    for key, value in _leaves(arguments):
        words = words_of(key)
        if value is None or isinstance(value, bool) or not _names_sum(words, pays=pays):
            continue
        sum_ = _number(value)
        if sum_ is None:
            return Cost(argument=key)
        minor = sum_ if {"minor", "cents"} & {*words} else sum_ * 100
        dearest = max(dearest, math.ceil(abs(minor)))
    return Cost(fixed_minor=dearest)


def _names_sum(words: list[str], *, pays: bool) -> bool:
    """Whether a name such as `total_amount_minor` is a sum; `payment_method` is none."""
    while words and words[-1] in lexicon.UNITS:
        words = words[:-1]
    last = words[-1] if words else ""
    return last in lexicon.MONEY_NAMES or (pays and last in lexicon.MONEY_NAMES_IN_PAYING)


def _number(value: Any) -> float | None:
    text = str(value).strip().lstrip("$€£").replace(",", "").replace("_", "")
    try:
        number = float(text.split()[0]) if text else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _touched(inferred: Inferred, arguments: dict[str, Any]) -> int:
    values = list(_values(arguments))
    everybody = any(isinstance(each, str) and each.strip().casefold() in _ALL for each in values)
    if inferred.many or everybody:
        return EVERYBODY
    return max([1, *(len(each) for each in values if isinstance(each, list | tuple))])


def _values(value: Any, depth: int = 0) -> list[Any]:
    """Every value in a JSON value, containers included, as deep as anybody means it."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    deeper = (
        [each for item in inner for each in _values(item, depth + 1)] if depth < DEEPEST else []
    )
    return [value, *deeper]


def _leaves(value: Any, name: str = "", depth: int = 0) -> list[tuple[str, Any]]:
    """Every value that is no container, with its name; those of a list have the list's."""
    if depth > DEEPEST or not isinstance(value, dict | list):
        return [] if isinstance(value, dict | list) else [(name, value)]
    named = value.items() if isinstance(value, dict) else ((name, each) for each in value)
    return [leaf for key, inner in named for leaf in _leaves(inner, str(key), depth + 1)]


_WRITING = re.compile(
    r"\b(?:insert\s+into|update\s+\S+\s+set|delete\s+from"
    r"|(?:create|drop)\s+(?:table|database|schema|index|view)|alter\s+table"
    r"|truncate\s+(?:table\s+)?\w|grant\s+\w+\s+on|merge\s+into|replace\s+into"
    r"|insert\s+data|delete\s+(?:data|where)|detach\s+delete)\b"
    r"|\bmutation\b\s*\w*\s*[({]|\b(?:delete|update|insert|replace)(?:One|Many)\(",
    re.IGNORECASE,
)
_METHODS = ("method", "verb")
_READING, _CHANGING = ("GET", "HEAD", "OPTIONS"), ("POST", "PUT", "PATCH", "DELETE")
_ACTIONS = ("action", "operation", "op")
_ADDRESSES = lexicon.words("url urls uri uris link links href endpoint website webpage")
# An address without its scheme: with the usual first name, or with something to tell the host.
_BARE = re.compile(r"\s*(?:www\.\S|[\w-]+(?:\.[\w-]+)+(?:/\S*)?\?\S*=)", re.IGNORECASE)
_ALL = frozenset({"all", "*", "everyone", "everybody", "any", "@here", "@channel", "@everyone"})
