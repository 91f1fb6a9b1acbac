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
from policy.gate import NOTHING_AGAINST
from storage import leases, threads, verdicts
from storage.rows import unpacked
from storage.unit import Row, Unit


def file_approval(call: Call, context: Context, verdict: Row, before: Row | None) -> None:
    """Ask for the countersignature that `verdict` demands; a new edition if one was superseded."""
    edition = before["edition"] + 1 if before else 1
    action, given = verdicts.action_of(verdict), verdicts.verdict_of(verdict)
    _file(call, context, RequestKind.APPROVAL, action, given, verdict["id"], edition=edition)


def file_first_approval(
    unit: Unit, call: Call, context: Context, action: Action, verdict: Verdict, verdict_id: str
) -> None:
    """Ask for a countersignature in the very transaction of the verdict that demands it."""
    _put(unit, call, context, RequestKind.APPROVAL, action, verdict, verdict_id)


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


def _because(given: Verdict, route: Route, code: str, text: str) -> Verdict:
    against = [reason for reason in given.reasons if reason.code not in NOTHING_AGAINST]
    reasons = (Reason(code=code, text=text), *against)
    return given.model_copy(update={"route": route, "reasons": reasons})


def _owner(unit: Unit, call: Call) -> str:
    thread = threads.find(unit, call["thread_id"])
    assert thread is not None
    return str(thread["owner"])
