"""filing: put an action before people, and before the law again when what was agreed fell away."""

from typing import Any

from domain.action import Action
from domain.errors import Invalid
from domain.request import RequestKind, RequestState
from domain.verdict import Reason, Route, Verdict
from nodes.context import Context
from nodes.judging import keep_verdict, weigh
from nodes.results import keep_result
from nodes.state import Call
from policy.digest import digest_of
from storage import leases, requests, threads, verdicts
from storage.rows import unpacked
from storage.unit import Row, Unit


def file_approval(call: Call, context: Context, verdict: Row, before: Row | None) -> None:
    """Ask for the countersignature that `verdict` demands; a new edition if one was superseded."""
    with context.rooms.storage.unit("request") as unit:
        leases.require(unit, call["thread_id"], context.lease.epoch)
        context.rooms.inbox.file(
            unit,
            RequestKind.APPROVAL,
            thread_id=call["thread_id"],
            attempt=1,
            edition=before["edition"] + 1 if before else 1,
            action=verdicts.action_of(verdict),
            verdict=verdicts.verdict_of(verdict),
            verdict_id=verdict["id"],
            requested_by=_owner(unit, call),
            times=context.rooms.law.request,
        )


def file_outcome(call: Call, context: Context, effect: Row, verdict: Row) -> None:
    """Ask a person whether an effect happened that nobody knows the end of."""
    action = verdicts.action_of(verdict).model_copy(
        update={
            "arguments": unpacked(effect["arguments"]),
            "digest": effect["digest"],
            "fingerprint": effect["fingerprint"],
        }
    )
    given = verdicts.verdict_of(verdict)
    question = Verdict(
        route=Route.LEAD if given.route.rank >= Route.LEAD.rank else Route.REVIEW,
        mode=given.mode,
        reasons=(Reason(code="unknown", text=effect["result"]), *given.reasons),
        thresholds=given.thresholds,
        policy_version=given.policy_version,
    )
    with context.rooms.storage.unit("outcome request") as unit:
        leases.require(unit, call["thread_id"], context.lease.epoch)
        context.rooms.inbox.file(
            unit,
            RequestKind.OUTCOME,
            thread_id=call["thread_id"],
            attempt=effect["attempt"],
            edition=1,
            action=action,
            verdict=question,
            verdict_id=verdict["id"],
            requested_by=_owner(unit, call),
            times=context.rooms.law.request,
        )


def judge_again(call: Call, context: Context, verdict: Row, request: Row | None) -> None:
    """Back to the law: the agreement is superseded and the action gets a new verdict."""
    decided = request["decided_arguments"] if request else None
    with context.rooms.storage.unit("judge again") as unit:
        leases.require(unit, call["thread_id"], context.lease.epoch)
        if request is not None and not requests.move(unit, request, RequestState.SUPERSEDED):
            return
        try:
            action = _present(context, verdict, unpacked(decided or verdict["arguments"]))
        except Invalid as refusal:
            keep_result(unit, context, call, f"This call was not made. {refusal.sentence}")
            return
        verdict_now = weigh(unit, context.rooms, call["thread_id"], action)
        keep_verdict(unit, context.rooms, call["thread_id"], call["turn"], action, verdict_now)


def _present(context: Context, verdict: Row, arguments: dict[str, Any]) -> Action:
    """The action as the tool stands today; raises Invalid when it no longer fits."""
    checked = context.rooms.catalogue.checked(verdict["name"], arguments)
    tool = context.rooms.catalogue.find(verdict["name"])
    assert tool is not None
    return verdicts.action_of(verdict).model_copy(
        update={
            "arguments": checked,
            "digest": digest_of(verdict["name"], checked),
            "fingerprint": tool.fingerprint,
            "risk": tool.risk,
        }
    )


def _owner(unit: Unit, call: Call) -> str:
    thread = threads.find(unit, call["thread_id"])
    assert thread is not None
    return str(thread["owner"])
