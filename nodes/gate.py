"""gate: judge every proposed action and send each down its own branch.

The verdicts and their audit rows are committed before any branch begins (B15). A call that cannot
be an action at all (no such tool, arguments that do not fit) gets its answer here.
"""

from typing import Any, Literal

from langgraph.runtime import Runtime
from langgraph.types import Command, Send

from domain.action import Action
from domain.errors import Invalid
from domain.verdict import Route, Verdict
from nodes.context import Context
from nodes.filing import file_first_approval
from nodes.judging import keep_verdict, weigh
from nodes.rehearsing import rehearsal
from nodes.remembering import remembered
from nodes.results import has_result, keep_result
from nodes.state import Call, Turn
from nodes.stopping import NOT_MADE, is_stopped
from policy.digest import digest_of
from storage import leases, transcript, verdicts
from storage.rows import unpacked
from storage.unit import Unit

CONFIDENCE, RATIONALE = "_confidence", "_rationale"


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
            if (branch := _branch(unit, context, call, proposed)) is not None:
                sends.append(Send(branch, call))
    return Command(goto=sends or "plan")


def _branch(unit: Unit, context: Context, call: Call, proposed: dict[str, Any]) -> str | None:
    """Where one call goes; None when it has its answer already."""
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
    told = rehearsal(unit, call, action) or remembered(unit, context, call, action)
    if told is not None:
        keep_result(unit, context, call, told)
        return None
    thread_id, turn = call["thread_id"], call["turn"]
    verdict, known = weigh(unit, context.rooms, thread_id, action)
    verdict_id = keep_verdict(unit, context.rooms, thread_id, turn, action, verdict, known)
    if verdict.route is Route.REFUSE:
        reasons = " ".join(reason.text for reason in verdict.reasons)
        keep_result(unit, context, call, f"The law refuses this call: {reasons}")
        return None
    way = _way(context, action.name, verdict)
    if way == "approve":
        file_first_approval(unit, call, context, action, verdict, verdict_id)
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
    arguments = context.rooms.catalogue.checked(name, given)
    tool = context.rooms.catalogue.find(name)
    assert tool is not None
    return Action(
        call_id=call["call_id"],
        name=name,
        arguments=arguments,
        digest=digest_of(name, arguments),
        fingerprint=tool.fingerprint,
        rationale=str(rationale)[:2000],
        confidence=_confidence(confidence),
        risk=tool.risk,
    )


def _confidence(given: Any) -> float | None:
    """A number in [0, 1]; anything else that was given counts as no confidence at all."""
    if given is None:
        return None
    sure = isinstance(given, int | float) and not isinstance(given, bool) and 0 <= given <= 1
    return float(given) if sure else 0.0
