"""guards: all that must hold in the very transaction that starts an effect.

Each guard reads the rows anew and believes nobody; each has an attack of its own in the mutant
tests, which succeeds when the guard is taken out.
"""

from collections.abc import Callable

from domain.clock import is_over
from domain.decision import APPROVING, DecisionType
from domain.request import RequestKind, RequestState
from domain.verdict import Route
from policy.duties import signatures_needed
from storage import effects, holds, leases, requests, stops, switches, verdicts
from storage.rows import unpacked
from storage.unit import Row, Unit
from tools.covering import claimed, cover_of
from tools.intent import Intent
from tools.reserving import reserve

ESCALATED, STOPPED, STAGED, LIMIT = "escalated", "stopped", "staged", "limit"
Guard = Callable[[Unit, Intent, Row | None, int], str]


def lease_is_current(unit: Unit, intent: Intent, request: Row | None, now: int) -> str:
    """Only the newest epoch of a thread starts anything; raises Conflict `lease_lost`."""
    leases.require(unit, intent.lease.thread_id, intent.lease.epoch)
    return ""


def house_is_not_halted(unit: Unit, intent: Intent, request: Row | None, now: int) -> str:
    """The kill switch stops every new effect."""
    return "halted" if switches.thrown(unit, switches.HALT) else ""


def no_lead_has_the_task(unit: Unit, intent: Intent, request: Row | None, now: int) -> str:
    """While an escalation is open, nothing else of its thread starts."""
    escalation = requests.open_of(unit, intent.lease.thread_id, RequestKind.ESCALATION)
    return ESCALATED if escalation is not None else ""


def requester_has_not_stopped(unit: Unit, intent: Intent, request: Row | None, now: int) -> str:
    """What was asked before a stop starts nothing after it."""
    return STOPPED if stops.reaches(unit, intent.lease.thread_id, intent.call_id) else ""


def authority_stands(unit: Unit, intent: Intent, request: Row | None, now: int) -> str:
    """The verdict says auto, or a request about this very call was decided in favour."""
    if request is None:
        alone = Route(intent.verdict["route"]).acts_alone and intent.request_id is None
        return "" if alone else "not_authorised"
    about = (request["thread_id"], request["call_id"])
    if about != (intent.lease.thread_id, intent.call_id):
        return "foreign_request"
    if request["state"] != RequestState.DECIDED.value:
        return "not_decided"
    if request["kind"] == RequestKind.OUTCOME.value:
        retry = unpacked(request["content"] or "{}").get("retry") is True
        return "" if retry else "not_authorised"
    return "" if request["decision_type"] in APPROVING else "not_authorised"


def nobody_holds_it(unit: Unit, intent: Intent, request: Row | None, now: int) -> str:
    """What somebody took out of the outbox does not go on the law's word alone."""
    if request is not None or not intent.verdict["outbox_seconds"]:
        return ""
    held = holds.find(unit, intent.lease.thread_id, intent.call_id)
    return "held" if held is not None else ""


def outbox_is_over(unit: Unit, intent: Intent, request: Row | None, now: int) -> str:
    """What goes alone out of the outbox has waited there its whole time.

    A verdict from the future was given under a clock that has since been set back: no measure.
    """
    verdict = intent.verdict
    if request is not None or not verdict["outbox_seconds"]:
        return ""
    if now < verdict["at"]:
        return "lapsed"
    return STAGED if now < verdicts.goes_at(verdict) else ""


def decision_is_in_force(unit: Unit, intent: Intent, request: Row | None, now: int) -> str:
    """A decision starts something from `effective_at` on, and before `valid_until`."""
    if request is None:
        return ""
    if now < request["effective_at"]:
        return "lapsed" if is_over(request["effective_at"], now) else "not_yet"
    return "" if now < request["valid_until"] else "lapsed"


def digest_is_what_was_shown(unit: Unit, intent: Intent, request: Row | None, now: int) -> str:
    """What was shown is what runs (invariant 3)."""
    agreed = request["decided_digest"] if request else intent.verdict["digest"]
    return "" if agreed == intent.digest else "other_arguments"


def tool_is_what_was_shown(unit: Unit, intent: Intent, request: Row | None, now: int) -> str:
    """The tool's words, schema and risk are those that were judged."""
    agreed = request["fingerprint"] if request else intent.verdict["fingerprint"]
    return "" if agreed == intent.tool.fingerprint else "tool_changed"


def quorum_is_met(unit: Unit, intent: Intent, request: Row | None, now: int) -> str:
    """Enough different people signed this digest in this round, and none refused."""
    if request is None:
        return ""
    signed = requests.signatures(unit, request["id"], request["round"])
    refused = [row for row in signed if row["decision_type"] == DecisionType.REJECT.value]
    agreeing = [row for row in signed if row["digest"] == intent.digest]
    enough = len(agreeing) >= signatures_needed(Route(request["route"]))
    return "" if enough and not refused else "quorum_missing"


def last_attempt_failed(unit: Unit, intent: Intent, request: Row | None, now: int) -> str:
    """A new attempt needs the one before it known as failed (invariant 2)."""
    last = effects.latest(unit, intent.lease.thread_id, intent.call_id)
    if last is None:
        return "" if intent.attempt == 1 else "not_authorised"
    follows = intent.attempt == last["attempt"] + 1 and last["state"] == effects.FAILED
    return "" if follows else "attempt_open"


def plan_still_covers(unit: Unit, intent: Intent, request: Row | None, now: int) -> str:
    """What goes alone because a plan covers it needs that plan now: in force, with times and budget
    left. What a person signed by itself needs none.
    """
    if request is not None or not claimed(intent):
        return ""
    return "" if cover_of(unit, intent, now) is not None else "plan_over"


def limits_are_reserved(unit: Unit, intent: Intent, request: Row | None, now: int) -> str:
    """What it costs is set aside in every sum that it falls into (invariant 14).

    The only guard that writes, so it stands last; the journal takes it back with any refusal.
    """
    return "" if reserve(unit, intent, request, now) else LIMIT


GUARDS: tuple[Guard, ...] = (
    lease_is_current,
    house_is_not_halted,
    no_lead_has_the_task,
    requester_has_not_stopped,
    authority_stands,
    nobody_holds_it,
    outbox_is_over,
    decision_is_in_force,
    digest_is_what_was_shown,
    tool_is_what_was_shown,
    quorum_is_met,
    last_attempt_failed,
    plan_still_covers,
    limits_are_reserved,
)
