"""assessing: one proposed call judged without a catalogue: any tool, any schema, however odd.

What a tool says of its own risk is believed where it is grave, and checked against its words where
it is harmless: a stranger's word may only raise.
"""

import math
import re
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from domain.action import Action
from domain.errors import Invalid
from domain.risk import Ambiguity, BlastRadius, Cost, Regulation, Reversibility, Risk
from domain.verdict import Mode, Reason, Route, Verdict
from policy import lexicon
from policy.context import Context
from policy.digest import digest_of
from policy.gate import judge
from policy.inference import Inferred, Kind, infer, words_of
from policy.rules import Law

EVERYBODY = 1_000_000
DEEPEST = 6


@dataclass(frozen=True)
class Assessment:
    """The law's verdict on a call, and the risk it was judged by."""

    verdict: Verdict
    risk: Risk
    kind: Kind


def assess(
    name: str,
    description: str,
    schema: Any,
    arguments: dict[str, Any],
    law: Law,
    *,
    declared: Any = None,
    confidence: float | None = None,
) -> Assessment:
    """Judge one call by what its tool is taken for; total over any input.

    `declared` is a risk profile by the tool's owner, who is believed; None when there is none.
    """
    inferred = _graver(infer(name, description, schema), arguments)
    profile = _declared(declared)
    risk = profile or _risk(inferred, arguments)
    action = Action(
        call_id="call",
        name=name,
        arguments=arguments,
        digest=_digest(name, arguments),
        fingerprint="",
        confidence=confidence,
        risk=risk,
    )
    verdict = judge(action, Context(), law)
    if profile is None and inferred.kind not in (Kind.READS, Kind.LIGHT):
        verdict = _at_least_reviewed(verdict, inferred.kind)
    return Assessment(verdict, risk, inferred.kind)


def _declared(profile: Any) -> Risk | None:
    """A profile that cannot be read counts as none: then the words decide."""
    try:
        return None if profile is None else Risk.model_validate(profile)
    except ValidationError:
        return None


def _graver(inferred: Inferred, arguments: dict[str, Any]) -> Inferred:
    """A tool that reads can be told to write: by its query, by its method."""
    texts = [text for _, text in _leaves(arguments) if isinstance(text, str)]
    if any(_WRITING.search(text) for text in texts):
        return Inferred(Kind.DESTROYS, inferred.regulated, inferred.physical, inferred.many)
    method = next((text for key, text in _leaves(arguments) if key == "method"), "GET")
    if str(method).upper() not in ("GET", "HEAD", "OPTIONS") and inferred.kind is Kind.READS:
        return Inferred(Kind.SENDS, inferred.regulated, inferred.physical, inferred.many)
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
        cost=_cost(arguments),
        blast_radius=BlastRadius(fixed=_touched(inferred, arguments)),
    )


def _address(arguments: dict[str, Any]) -> str | None:
    for key, value in arguments.items():
        if isinstance(value, str) and ("://" in value or set(words_of(key)) & _ADDRESSES):
            return key
    return None


def _cost(arguments: dict[str, Any]) -> Cost:
    """The dearest sum that is named; one that is no number is unreadable, and asks for two."""
    dearest = 0
    for key, value in _leaves(arguments):
        words = set(words_of(key))
        if not words & lexicon.MONEY_NAMES or value is None or isinstance(value, bool):
            continue
        sum_ = _number(value)
        if sum_ is None:
            return Cost(argument=key)
        minor = sum_ if words & {"minor", "cents"} else sum_ * 100
        dearest = max(dearest, math.ceil(abs(minor)))
    return Cost(fixed_minor=dearest)


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


def _leaves(arguments: dict[str, Any]) -> list[tuple[str, Any]]:
    """Every named value that is no container, with its name."""
    objects = [each for each in _values(arguments) if isinstance(each, dict)]
    named = [(str(key), value) for each in objects for key, value in each.items()]
    return [(key, value) for key, value in named if not isinstance(value, dict | list)]


def _digest(name: str, arguments: dict[str, Any]) -> str:
    try:
        return digest_of(name, arguments)
    except Invalid:
        return ""


def _at_least_reviewed(verdict: Verdict, kind: Kind) -> Verdict:
    words = f"Nobody has said how dangerous it is; by its words it {_SAYS[kind]}."
    if verdict.route.rank >= Route.REVIEW.rank:
        return verdict
    reason = Reason(code="inferred", text=words)
    kept = {"route": Route.REVIEW, "mode": Mode.IN_THE_LOOP, "reasons": (reason,)}
    return verdict.model_copy(update=kept)


_WRITING = re.compile(
    r"\b(?:insert\s+into|update\s+\S+\s+set|delete\s+from|drop\s+(?:table|database|schema|index|view)"
    r"|alter\s+table|truncate\s+(?:table\s+)?\w|grant\s+\w+\s+on|merge\s+into|replace\s+into)\b",
    re.IGNORECASE,
)
_ADDRESSES = frozenset({"url", "uri", "link", "href", "endpoint"})
_ALL = frozenset({"all", "*", "everyone", "everybody", "any", "@here", "@channel", "@everyone"})
_SAYS = {
    Kind.CHANGES: "changes something",
    Kind.UNKNOWN: "cannot be told from a tool that does harm",
    Kind.PRIVATE: "reads secrets",
    Kind.EXECUTES: "runs something",
    Kind.GRANTS: "changes what people may do",
    Kind.SENDS: "sends something out",
    Kind.DESTROYS: "destroys something",
    Kind.PAYS: "moves money",
}
