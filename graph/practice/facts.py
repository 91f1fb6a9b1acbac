"""facts: what earlier tool results say, found again by the likeness of names.

A record about another thing than the one meant never serves: what identifies a record must agree.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graph.practice.casting import suited
from graph.practice.kinds import Kind, kind_of, topic
from graph.practice.outcome import parsed
from graph.practice.tool import Parameter, Tool
from graph.practice.turn import Call
from graph.practice.values import addresses, is_address
from graph.practice.words import name_stems

_DEEPEST, _MOST_RECORDS = 8, 500
_ENOUGH = 0.5
Scalar = str | int | float | bool
Identity = Mapping[frozenset[str], str]


@dataclass(frozen=True)
class Subject:
    """What a call is about: by field for programs, and as a person would say it."""

    identity: Identity
    called: str


@dataclass(frozen=True)
class Record:
    """One object of a result, flattened. `around` are the fields of what it stands in."""

    source: str
    about: frozenset[str]
    fields: Mapping[str, Scalar]
    around: Mapping[str, Scalar]
    number: int
    listed: bool
    asked: Mapping[str, Scalar]

    def speaks_of(self, identity: Identity) -> float:
        """1 where it is about that thing, 0 where it does not say, -1 where about another."""
        known = {
            self.key(name): str(value) for name, value in {**self.around, **self.fields}.items()
        }
        shared = [key for key in identity if key in known]
        if any(known[key] != identity[key] for key in shared):
            return -1.0
        return 1.0 if shared else 0.0

    def key(self, name: str) -> frozenset[str]:
        """What a field's name identifies: `id` alone is that of the record itself."""
        return topic(name_stems(name)) or self.about


@dataclass(frozen=True)
class Fact:
    """A value that a record offers for a parameter."""

    value: Any
    score: float
    record: Record
    field: str


def records(calls: Iterable[Call], tools: Mapping[str, Tool]) -> list[Record]:
    """Every object in the results of `calls`, newest last."""
    found: list[Record] = []
    for call in calls:
        if call.result is None or not call.told:
            continue
        tool = tools.get(call.name)
        about = tool.nouns if tool else name_stems(call.name)
        asked = {name: value for name, value in call.arguments.items() if _is_scalar(value)}
        content = parsed(call.result)
        if content is None:
            content = _told(call.result)
        base = Record(call.name, about, {}, asked, call.number, False, asked)
        _collect(content, base, found, 0)
    return found


def offers(
    parameter: Parameter, tool: Tool, identity: Identity, known: Iterable[Record]
) -> list[Fact]:
    """What the records offer for `parameter`, the best first."""
    found = []
    for record in known:
        agreement = record.speaks_of(identity)
        if agreement < 0:
            continue
        for name, raw in record.fields.items():
            likeness = _likeness(parameter, tool, record, name, raw)
            value = suited(parameter, raw) if likeness >= _ENOUGH else None
            if value is not None:
                score = likeness + agreement + record.number / 1e6
                found.append(Fact(value, score, record, name))
    return sorted(found, key=lambda fact: -fact.score)


def _likeness(parameter: Parameter, tool: Tool, record: Record, name: str, raw: Scalar) -> float:
    kind = kind_of(parameter)
    if kind in (Kind.TEXT, Kind.FLAG, Kind.MOMENT) and name != parameter.name:
        return 0.0
    if kind is Kind.ADDRESS:
        return 0.9 + 0.1 * _share(parameter.hints, name_stems(name)) if is_address(raw) else 0.0
    if name == parameter.name:
        return 1.0
    own, other = parameter.stems, name_stems(name.rsplit(".", 1)[-1])
    if topic(own) != own:
        wanted = topic(own) or tool.nouns
        return 0.95 if other != topic(other) and record.key(name) == wanted else 0.0
    return _share(own, other)


def _share(own: frozenset[str], other: frozenset[str]) -> float:
    return len(own & other) / (len(own | other) or 1)


def _collect(content: Any, outer: Record, found: list[Record], depth: int) -> None:
    if depth > _DEEPEST or len(found) >= _MOST_RECORDS:
        return
    if isinstance(content, list):
        for each in content[:_MOST_RECORDS]:
            _collect(each, replace(outer, listed=len(content) > 1), found, depth + 1)
        return
    if not isinstance(content, dict):
        return
    fields: dict[str, Scalar] = {}
    lists: list[tuple[str, list[Any]]] = []
    _flatten(content, "", fields, lists, depth)
    if fields:
        found.append(replace(outer, fields=fields))
    for name, items in lists[:50]:
        about = name_stems(name) or outer.about
        inner = replace(outer, about=about, around={**outer.around, **fields})
        _collect(items, inner, found, depth + 1)
        found.extend(
            replace(inner, fields={name: each}, listed=len(items) > 1)
            for each in items[:50]
            if _is_scalar(each)
        )


def _flatten(
    content: dict[Any, Any],
    prefix: str,
    fields: dict[str, Scalar],
    lists: list[tuple[str, list[Any]]],
    depth: int,
) -> None:
    for name, value in list(content.items())[:200]:
        path = f"{prefix}{name}"
        if _is_scalar(value):
            fields[path] = value
        elif isinstance(value, list):
            lists.append((path, value))
        elif isinstance(value, dict) and depth < _DEEPEST:
            _flatten(value, f"{path}.", fields, lists, depth + 1)


def _told(text: str) -> dict[str, Any]:
    """Lines such as "status: open" and a single e-mail address, read out of plain words."""
    told: dict[str, Any] = {}
    for line in text[:20_000].splitlines()[:200]:
        name, colon, value = line.partition(":")
        if colon and 0 < len(name.split()) <= 3 and value.strip():
            told[name.strip()] = _plain(value.strip())
    found = addresses(text[:20_000])
    if len(found) == 1 and found[0] not in told.values():
        told["mail"] = found[0]
    return told


def _plain(value: str) -> Scalar:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else value


def _is_scalar(value: Any) -> bool:
    return isinstance(value, str | int | float)
