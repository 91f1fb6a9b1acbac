"""gate: judge every proposed action and send each down its own branch.

The verdicts and their audit rows are committed before any branch begins (B15). A call that cannot
be an action at all (no such tool, arguments that do not fit) gets its answer here.
"""

from typing import Any, Literal

from langgraph.runtime import Runtime
from langgraph.types import Command, Send

from domain.action import Action
from domain.errors import Invalid
from domain.thread import HOUSE
from domain.verdict import Route, Verdict
from nodes.checking import checked
from nodes.context import Context
from nodes.filing import file_first_approval
from nodes.judging import keep_verdict, weigh
from nodes.rehearsing import rehearsal
from nodes.remembering import remembered
from nodes.results import has_result, keep_result
from nodes.state import Call, Turn
from nodes.stopping import NOT_MADE, is_stopped
from nodes.undoing import sign_as_ordered
from policy.confidence import stated, stated_of_fields
from policy.digest import digest_of
from storage import leases, takebacks, transcript, verdicts
from storage.rows import unpacked
from storage.unit import Row, Unit

CONFIDENCE, CONFIDENCES, RATIONALE = "_confidence", "_confidences", "_rationale"


async def gate(
    state: Turn, runtime: Runtime[Context]
) -> Command[Literal["act", "approve", "elicit", "plan"]]:
    """Every call of the step gets a verdict or an answer; the branches begin together."""
    context, thread_id = runtime.context, state["thread_id"]
    sends = []
    with context.rooms.storage.unit("verdicts") as unit:
        leases.require(unit, thread_id, context.lease.epoch)
        answered = transcript.answer(unit, thread_id, state["turn"], state["step"])
        assert answered is not None
        for proposed in unpacked(answered["body"])["calls"]:
            call = Call(
                thread_id=thread_id,
                turn=state["turn"],
                step=state["step"],
                call_id=proposed["id"],
            )
            order = None
            if answered["by"] == HOUSE:
                order = takebacks.carried_by(unit, thread_id, proposed["id"])
            if (branch := _branch(unit, context, call, proposed, order)) is not None:
                sends.append(Send(branch, call))
    return Command(goto=sends or "plan")


def _branch(
    unit: Unit, context: Context, call: Call, proposed: dict[str, Any], order: Row | None
) -> str | None:
    """Where one call goes; None when it has its answer already.

    What somebody ordered to be taken back is not the requester's to confirm, nor the agent's to
    have failed at.
    """
    if has_result(unit, call):
        return None
    standing = verdicts.latest(unit, call["thread_id"], call["call_id"])
    if standing is not None:
        return _way(context, standing["name"], verdicts.verdict_of(standing))
    if is_stopped(unit, call):
        keep_result(unit, context, call, NOT_MADE)
        return None
    try:
        action = _action(context, call, proposed)
    except Invalid as refusal:
        keep_result(unit, context, call, f"This call was not made. {refusal.sentence}")
        return None
    told = rehearsal(unit, call, action)
    if told is not None:
        keep_result(unit, context, call, told, tool=told)
        return None
    told = remembered(unit, context, call, action) if order is None else None
    if told is not None:
        keep_result(unit, context, call, told)
        return None
    thread_id, turn = call["thread_id"], call["turn"]
    clarified = order is not None
    verdict, known = weigh(unit, context.rooms, thread_id, action, clarified=clarified)
    verdict_id = keep_verdict(unit, context.rooms, thread_id, turn, action, verdict, known)
    if verdict.route is Route.REFUSE:
        reasons = " ".join(reason.text for reason in verdict.reasons)
        keep_result(unit, context, call, f"The law refuses this call: {reasons}")
        return None
    way = _way(context, action.name, verdict)
    if way == "approve":
        file_first_approval(unit, call, context, action, verdict, verdict_id)
        if order is not None:
            sign_as_ordered(unit, context, call, order)
    return way


def _way(context: Context, name: str, verdict: Verdict) -> str:
    tool = context.rooms.catalogue.find(name)
    if verdict.ask or (tool is not None and tool.asks):
        return "elicit"
    return "act" if verdict.route.acts_alone else "approve"


def _action(context: Context, call: Call, proposed: dict[str, Any]) -> Action:
    if "malformed" in proposed:
        raise Invalid(
            "arguments_malformed",
            f"Its arguments were not readable JSON ({proposed['malformed'][:200]}); "
            "send them as one JSON object.",
        )
    name, given = proposed["name"], dict(proposed["arguments"])
    rationale, confidence = given.pop(RATIONALE, ""), given.pop(CONFIDENCE, None)
    confidences = given.pop(CONFIDENCES, None)
    arguments = checked(context.rooms, name, given)
    tool = context.rooms.catalogue.find(name)
    assert tool is not None
    return Action(
        call_id=call["call_id"],
        name=name,
        arguments=arguments,
        digest=digest_of(name, arguments),
        fingerprint=tool.fingerprint,
        rationale=str(rationale)[:2000],
        confidence=stated(confidence),
        fields=stated_of_fields(confidences, arguments),
        risk=tool.risk,
    )
