"""filing: put a matter before people, once. A node that runs again finds what it filed."""

from collections.abc import Sequence
from typing import Any

from desk.briefing import summary_of
from desk.questions import asked_form, meaning_form, outcome_form
from domain.action import Action
from domain.request import RequestKind
from domain.verdict import Reason, Route, Verdict
from nodes.context import Context
from nodes.state import Call
from nodes.trying import Again
from policy.duties import by_leads, signers_of
from policy.gate import NOTHING_AGAINST
from policy.rules import Law
from storage import effects, leases, takebacks, threads, verdicts
from storage.rows import unpacked
from storage.unit import Row, Unit


def file_approval(
    call: Call, context: Context, verdict: Row, before: Row | None, again: Again | None = None
) -> None:
    """Ask for the countersignature that `verdict` demands; a new edition if one was superseded."""
    edition = before["edition"] + 1 if before else 1
    action, given = verdicts.action_of(verdict), verdicts.verdict_of(verdict)
    kind, attempt = countersigned_as(context, action.name), 1
    if again is not None:
        given, attempt = _tried_again(given, action, again, context.rooms.law), again.number
    _file(call, context, kind, action, given, verdict["id"], attempt=attempt, edition=edition)


def file_first_approval(
    unit: Unit, call: Call, context: Context, action: Action, verdict: Verdict, verdict_id: str
) -> None:
    """Ask for a countersignature in the very transaction of the verdict that demands it."""
    kind = countersigned_as(context, action.name)
    _put(unit, call, context, kind, action, verdict, verdict_id)


def countersigned_as(context: Context, name: str) -> RequestKind:
    """What a person is asked who shall countersign a call of the tool called `name`."""
    tool = context.rooms.catalogue.find(name)
    return RequestKind.PLAN if tool is not None and tool.plans else RequestKind.APPROVAL


def file_outcome(call: Call, context: Context, effect: Row, verdict: Row) -> None:
    """Ask a person whether an effect happened that nobody knows the end of."""
    action, given = _attempted(effect, verdict), verdicts.verdict_of(verdict)
    lead = given.route.rank >= Route.LEAD.rank
    question = _because(given, Route.LEAD if lead else Route.REVIEW, "unknown", effect["result"])
    form = outcome_form(summary_of(RequestKind.APPROVAL, action))
    attempt = effect["attempt"]
    _file(
        call,
        context,
        RequestKind.OUTCOME,
        action,
        question,
        verdict["id"],
        attempt=attempt,
        form=form,
    )


def file_recheck(unit: Unit, context: Context, thread_id: str, verdict: Row) -> None:
    """Put what has just been done before somebody who looks afterwards, if the law drew it (E5).

    Nothing waits for it. It is late when its window ends, and then it lapses. Nobody looks again at
    what somebody ordered who has looked.
    """
    if verdict["route"] != Route.RECHECK.value:
        return
    if takebacks.carried_by(unit, thread_id, verdict["call_id"]) is not None:
        return
    given = verdicts.verdict_of(verdict)
    effect = effects.latest(unit, thread_id, verdict["call_id"])
    assert effect is not None
    assert given.signers is not None
    unhurried = {"sla_seconds": given.signers.decide_within_seconds}
    _put(
        unit,
        Call(thread_id=thread_id, turn=verdict["turn"], step=0, call_id=verdict["call_id"]),
        context,
        RequestKind.RECHECK,
        _attempted(effect, verdict),
        given.model_copy(update={"signers": given.signers.model_copy(update=unhurried)}),
        verdict["id"],
        attempt=effect["attempt"],
    )


def file_question(call: Call, context: Context, verdict: Row) -> None:
    """Ask the requester: what the agent wants to know, or whether an action is meant."""
    action, given = verdicts.action_of(verdict), verdicts.verdict_of(verdict)
    tool = context.rooms.catalogue.find(action.name)
    if tool is not None and tool.asks:
        asked = action.arguments
        form = asked_form(asked["question"], asked.get("options", []), asked.get("fields", {}))
    else:
        form = meaning_form(summary_of(RequestKind.APPROVAL, action), action.confidence)
    _file(call, context, RequestKind.ELICITATION, action, given, verdict["id"], form=form)


def file_escalation(
    call: Call, context: Context, effect: Row, verdict: Row, failures: Sequence[str]
) -> None:
    """Hand the whole task to a lead, with the failures side by side."""
    given = verdicts.verdict_of(verdict)
    text = f"It failed {len(failures)} times; no further attempt is made without a lead."
    _file(
        call,
        context,
        RequestKind.ESCALATION,
        _attempted(effect, verdict),
        _because(given, Route.LEAD, "breaker", text),
        verdict["id"],
        attempt=effect["attempt"],
        failures=failures,
    )


def _file(
    call: Call,
    context: Context,
    kind: RequestKind,
    action: Action,
    verdict: Verdict,
    verdict_id: str,
    **given: Any,
) -> None:
    with context.rooms.storage.unit(f"{kind.value} request") as unit:
        leases.require(unit, call["thread_id"], context.lease.epoch)
        _put(unit, call, context, kind, action, verdict, verdict_id, **given)


def _put(
    unit: Unit,
    call: Call,
    context: Context,
    kind: RequestKind,
    action: Action,
    verdict: Verdict,
    verdict_id: str,
    **given: Any,
) -> None:
    context.rooms.inbox.file(
        unit,
        kind,
        thread_id=call["thread_id"],
        action=action,
        verdict=verdict,
        verdict_id=verdict_id,
        requested_by=_owner(unit, call),
        times=context.rooms.law.request,
        **given,
    )


def _attempted(effect: Row, verdict: Row) -> Action:
    """The action as it was really attempted, after any edit."""
    return verdicts.action_of(verdict).model_copy(
        update={
            "arguments": unpacked(effect["arguments"]),
            "digest": effect["digest"],
            "fingerprint": effect["fingerprint"],
        }
    )


def _tried_again(given: Verdict, action: Action, again: Again, law: Law) -> Verdict:
    """What a new attempt asks: what the law asks of it, and a lead where it has kept failing."""
    if again.kept_failing:
        route = max(given.route, Route.LEAD, key=lambda each: each.rank)
        text = "It kept failing; no further attempt is made without a lead."
        given = _because(given, route, "breaker", text)
        given = given.model_copy(update={"signers": by_leads(signers_of(action, route, law))})
    text = f"It is to be tried again after it failed: {again.failed['result']}"
    reasons = (*given.reasons, Reason(code="retry", text=text))
    return given.model_copy(update={"reasons": reasons})


def _because(given: Verdict, route: Route, code: str, text: str) -> Verdict:
    against = [reason for reason in given.reasons if reason.code not in NOTHING_AGAINST]
    reasons = (Reason(code=code, text=text), *against)
    return given.model_copy(update={"route": route, "reasons": reasons})


def _owner(unit: Unit, call: Call) -> str:
    thread = threads.find(unit, call["thread_id"])
    assert thread is not None
    return str(thread["owner"])
