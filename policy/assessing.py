"""assessing: one proposed call judged without a catalogue: any tool, any schema, however odd.

What a tool says of its own risk is believed where it is grave, and checked against its words where
it is harmless: a stranger's word may only raise.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from domain.action import Action
from domain.errors import Invalid
from domain.risk import Reversibility, Risk
from domain.verdict import Mode, Reason, Route, Verdict
from policy.deeds import Kind
from policy.digest import digest_of
from policy.gate import NOTHING_AGAINST, judge
from policy.rules import Law
from policy.sentiment import Mood
from policy.surroundings import surroundings
from policy.taking import NO_HINTS, taken_for


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
    hints: Mapping[str, Any] = NO_HINTS,
    context: Any = None,
    mood: Mood = lambda text: 0.0,
) -> Assessment:
    """Judge one call by what its tool is taken for; total over any JSON values.

    `declared` is a risk profile by the tool's owner, who is believed; None when there is none.
    `hints` is what the tool says of itself in MCP's words, which may only raise.
    `context` is what the line says of the situation; `surroundings` has its names.
    """
    kind, taken = taken_for(name, description, schema, arguments, hints)
    profile = _declared(declared)
    risk = _in_domain(profile or taken, context, law)
    digest = _digest(name, arguments)
    known = surroundings(context, arguments, schema, risk, law, mood, _lot(digest))
    action = Action(
        call_id="call",
        name=name,
        arguments=arguments,
        digest=digest,
        fingerprint="",
        confidence=known.confidence,
        fields=known.fields,
        risk=risk,
    )
    verdict = judge(action, known.context, law)
    if profile is None and kind is not Kind.READS:
        verdict = _not_alone(verdict, risk, kind)
    if known.unread:
        names = " and ".join(sorted(set(known.unread)))
        text = f"What the line says of {names} cannot be read."
        verdict = _at_least(Route.REVIEW, verdict, "context_unreadable", text)
    if missing := _missing(schema, arguments):
        verdict = _ask_for(missing, verdict)
    return Assessment(verdict, risk, kind)


def _missing(schema: Any, arguments: dict[str, Any]) -> list[str]:
    """The arguments that a call needs and lacks; a line without any arguments names none."""
    required = schema.get("required") if isinstance(schema, dict) else None
    if not arguments or not isinstance(required, list):
        return []
    return [str(name) for name in required if isinstance(name, str) and name not in arguments]


def _ask_for(missing: list[str], verdict: Verdict) -> Verdict:
    """A fact is missing, so somebody is asked for it first; that authorises nothing."""
    if verdict.route is Route.REFUSE:
        return verdict
    reason = Reason(code="fact_missing", text=f"It lacks {' and '.join(missing)}.")
    return verdict.model_copy(update={"ask": True, "reasons": (*verdict.reasons, reason)})


def _declared(profile: Any) -> Risk | None:
    """A profile that cannot be read counts as none: then the words decide."""
    try:
        return None if profile is None else Risk.model_validate(profile)
    except ValidationError:
        return None


def _in_domain(risk: Risk, context: Any, law: Law) -> Risk:
    """A field of work can be named beside the call; a profile that names one knows better."""
    named = context.get("domain") if isinstance(context, dict) else None
    if risk.domain or not isinstance(named, str):
        return risk
    plain = named.strip().casefold().replace(" ", "_").replace("-", "_")
    known = named not in law.domains and plain in law.domains
    return risk.model_copy(update={"domain": plain if known else named})


def _lot(digest: str) -> float:
    """Drawn by the call itself, so that the same line always gets the same answer."""
    return int(digest[:13], 16) / 16**13 if digest else 1.0


def _digest(name: str, arguments: dict[str, Any]) -> str:
    try:
        return digest_of(name, arguments)
    except Invalid:
        return ""


def _not_alone(verdict: Verdict, risk: Risk, kind: Kind) -> Verdict:
    """What acts by its words is reviewed; what is light and can be undone is looked at later."""
    text = f"Nobody has said how dangerous it is; by its words it {_SAYS[kind]}."
    if kind is not Kind.LIGHT:
        return _at_least(Route.REVIEW, verdict, "inferred", text)
    undoable = risk.reversibility is not Reversibility.IRREVERSIBLE
    return _at_least(Route.RECHECK if undoable else Route.REVIEW, verdict, "inferred", text)


def _at_least(route: Route, verdict: Verdict, code: str, text: str) -> Verdict:
    """The verdict with one ground more; what it asks is never less than before."""
    against = [reason for reason in verdict.reasons if reason.code not in NOTHING_AGAINST]
    if verdict.route.rank >= route.rank and code == "inferred":
        return verdict
    reached = max(verdict.route, route, key=lambda each: each.rank)
    mode = Mode.ON_THE_LOOP if reached.acts_alone else Mode.IN_THE_LOOP
    reasons = (*against, Reason(code=code, text=text))
    return verdict.model_copy(update={"route": reached, "mode": mode, "reasons": reasons})


_SAYS = {
    Kind.LIGHT: "makes a light change",
    Kind.CHANGES: "changes something",
    Kind.UNKNOWN: "cannot be told from a tool that does harm",
    Kind.PRIVATE: "reads secrets",
    Kind.EXECUTES: "runs something",
    Kind.GRANTS: "changes what people may do",
    Kind.SENDS: "sends something out",
    Kind.DESTROYS: "destroys something",
    Kind.PAYS: "moves money",
}
