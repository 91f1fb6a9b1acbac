"""granting: carry out an approved plan: its effect is an envelope. No model and no tool opens one.

It is keyed by the call, so that it may be done again after a crash.
"""

from datetime import timedelta

from domain.clock import from_milliseconds, to_milliseconds
from domain.plan import Plan
from domain.thread import AGENT
from nodes.context import Context
from storage import audit, effects, envelopes, leases, requests, stops, threads
from storage.unit import Row, Unit
from tools.calling import Ending
from tools.intent import Intent

AGREED = "The plan is approved"


def grant(intent: Intent, context: Context) -> Ending:
    """Open the envelope that people agreed to; how that ended."""
    rooms, thread_id = context.rooms, intent.lease.thread_id
    plan = Plan.model_validate(intent.arguments)
    with rooms.storage.unit("envelope", durable=True) as unit:
        leases.require(unit, thread_id, context.lease.epoch)
        standing = envelopes.of_call(unit, thread_id, intent.call_id)
        if standing is None and (why := _against(unit, intent, plan, context)):
            return Ending(effects.FAILED, why)
        envelope = standing or _open(unit, intent, plan, context)
    return Ending(effects.DONE, _told(plan, envelope))


def _against(unit: Unit, intent: Intent, plan: Plan, context: Context) -> str:
    """Why no envelope may be opened any more; "" for nothing."""
    thread_id = intent.lease.thread_id
    thread = threads.find(unit, thread_id)
    if stops.reaches(unit, thread_id, intent.call_id):
        return "The requester stopped the agent."
    if thread is None or thread["taken_over_by"] is not None:
        return "A lead has taken the conversation over."
    for step in plan.steps:
        tool = context.rooms.catalogue.find(step.tool)
        if tool is None or tool.fingerprint != step.fingerprint:
            return f"{step.tool} has changed since the plan was signed; propose it anew."
    return "" if _signer(unit, intent) else "Nobody has signed this plan."


def _open(unit: Unit, intent: Intent, plan: Plan, context: Context) -> Row:
    rooms, moment = context.rooms, context.rooms.clock.now()
    thread_id, now = intent.lease.thread_id, to_milliseconds(moment)
    seconds = min(plan.valid_minutes * 60, rooms.law.plan.valid_for_seconds)
    by, risk = _signer(unit, intent), intent.tool.risk
    envelope_id = rooms.ids.new("env")
    envelopes.open_once(
        unit,
        plan,
        id=envelope_id,
        thread_id=thread_id,
        call_id=intent.call_id,
        by=by,
        at=now,
        valid_until=to_milliseconds(moment + timedelta(seconds=seconds)),
        currency=risk.cost.currency if risk else "EUR",
    )
    audit.append(
        unit,
        audit.thread_stream(thread_id),
        at=now,
        actor=AGENT,
        event="plan.opened",
        payload={"envelope": envelope_id, "request": intent.request_id, "by": by},
    )
    row = envelopes.find(unit, envelope_id)
    assert row is not None
    return row


def _signer(unit: Unit, intent: Intent) -> str:
    request = requests.find(unit, intent.request_id) if intent.request_id else None
    return str(request["decided_by"] or "") if request else ""


def _told(plan: Plan, envelope: Row) -> str:
    until = from_milliseconds(envelope["valid_until"])
    steps = "; ".join(
        f"{number}. {step.tool}, {step.times}x" for number, step in enumerate(plan.steps, start=1)
    )
    return (
        f"{AGREED} until {until:%Y-%m-%d %H:%M} UTC: {steps}. None of it is done yet: make "
        "these calls now, within their bounds. Anything else is judged by itself."
    )
