"""plan: hear what is new, ask the model what to do next, and keep its answer.

The answer's row is written before the node returns; entered again, the node reads it and does not
ask twice. The row also keeps how much mail the model had heard, so nothing is lost between.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from langchain_core.messages import AIMessage
from langgraph.runtime import Runtime
from langgraph.types import Command

from domain.clock import to_milliseconds
from domain.thread import AGENT, HOUSE, Speaker
from nodes.accounting import account
from nodes.context import Context
from nodes.drafting import Draft, drafting
from nodes.model import ask_model
from nodes.picturing import showing
from nodes.prompts import WINDOW_MESSAGES, prompt
from nodes.proposing import proposal
from nodes.state import Turn
from nodes.stopping import stopped_at, unless_stopped
from nodes.undoing import propose
from policy.budget import exhausted, is_limited
from storage import briefs, leases, mail, stops, threads, transcript, usage
from storage.rows import unpacked
from storage.unit import Row, Unit

STEPS_IN_A_TURN = 25


async def plan(state: Turn, runtime: Runtime[Context]) -> Command[Literal["gate", "answer"]]:
    """One step of a turn: mail in, the model's next calls or its answer out.

    A branch that ends while others sleep comes by here too; the last one carries the turn on.
    """
    context, step = runtime.context, state["step"] + 1
    found = _look(context, state, step)
    if found.branches_sleep:
        return Command()
    standing = found.standing
    if standing is None and found.taken_over and not found.stopped:
        return Command(goto="answer")
    if standing is None:
        heard = _hear(context, state, step, found.letters)
        standing = propose(context, state, step, heard, found.letters)
    if standing is None:
        with drafting(context, state, step) as draft:
            reply = await _ask(context, state, step, heard, draft)
            standing = _keep(context, state, step, heard, reply, draft)
    body = unpacked(standing["body"])
    return Command(
        goto="gate" if body["calls"] else "answer",
        update={"step": step, "mail_seq": body["mail_seq"]},
    )


@dataclass(frozen=True)
class _Found:
    """How the rows stand as a step begins."""

    branches_sleep: bool
    standing: Row | None = None
    taken_over: bool = False
    stopped: bool = False
    letters: Sequence[Row] = ()


def _look(context: Context, state: Turn, step: int) -> _Found:
    thread_id, turn = state["thread_id"], state["turn"]
    with context.rooms.storage.view() as unit:
        before = transcript.answer(unit, thread_id, turn, state["step"]) if state["step"] else None
        calls = unpacked(before["body"])["calls"] if before else []
        if any(transcript.result(unit, thread_id, call["id"]) is None for call in calls):
            return _Found(branches_sleep=True)
        thread = threads.find(unit, thread_id)
        letters, stop = mail.above(unit, thread_id, state["mail_seq"]), stopped_at(unit, state)
        return _Found(
            branches_sleep=False,
            standing=transcript.answer(unit, thread_id, turn, step),
            taken_over=thread is not None and thread["taken_over_by"] is not None,
            stopped=stop is not None,
            # What was written after a stop is a new matter, and begins a turn of its own.
            letters=[each for each in letters if stop is None or each["seq"] <= stop],
        )


def _hear(context: Context, state: Turn, step: int, letters: Sequence[Row]) -> int:
    """Take new mail into the transcript; the seq of the last mail heard."""
    thread_id, heard = state["thread_id"], state["mail_seq"]
    if not letters:
        return heard
    with context.rooms.storage.unit("hear") as unit:
        leases.require(unit, thread_id, context.lease.epoch)
        for letter in letters:
            transcript.append(
                unit,
                thread_id,
                letter["message_id"],
                speaker=mail.speaker_of(letter),
                by=letter["by"],
                turn=state["turn"],
                step=step,
                body={"text": letter["text"], **unpacked(letter["attached"] or "{}")},
                at=letter["at"],
            )
            heard = letter["seq"]
    return heard


async def _ask(
    context: Context, state: Turn, step: int, heard: int, draft: Draft
) -> AIMessage | None:
    """What the model says; None where a stop came first."""
    if step > STEPS_IN_A_TURN:
        return AIMessage(
            f"I stop here: {STEPS_IN_A_TURN} steps were not enough. Tell me how to go on."
        )
    with context.rooms.storage.view() as unit:
        stopped = stops.latest(unit, state["thread_id"]) >= heard
        used_up = _used_up(unit, context, state["thread_id"])
        window = transcript.window(unit, state["thread_id"], WINDOW_MESSAGES)
        brief = briefs.find(unit, state["thread_id"])
        draft.look(unit)
    # What a dead runner was writing here is nobody's answer.
    draft.drop()
    if stopped:
        return None
    if used_up:
        return AIMessage(f"I stop here. {used_up} An admin can raise it in the law.")
    rooms = context.rooms
    said = prompt(window, showing(window, rooms.blobs, rooms.sees), brief)
    tools = None if brief is None else brief.tools
    model = rooms.model if tools is None else rooms.narrowed(tools)
    asking = ask_model(model, said, rooms.patience, draft.grow)
    return await unless_stopped(context, state["thread_id"], heard, asking)


def _used_up(unit: Unit, context: Context, thread_id: str) -> str:
    """Which limit of the law is used up, in words; "" when none is, or none is set."""
    budget = context.rooms.law.budget
    if not is_limited(budget):
        return ""
    thread, day = usage.of_thread(unit, thread_id), usage.of_day(unit, _today(context))
    return exhausted(budget, thread, day)


def _today(context: Context) -> str:
    return context.rooms.clock.now().date().isoformat()


def _keep(
    context: Context, state: Turn, step: int, heard: int, reply: AIMessage | None, draft: Draft
) -> Row:
    thread_id, message_id = state["thread_id"], transcript.answer_id(state["turn"], step)
    with context.rooms.storage.unit("answer") as unit:
        leases.require(unit, thread_id, context.lease.epoch)
        stopped = reply is None or stops.latest(unit, thread_id) >= heard
        if reply is None or stopped:
            said: dict[str, Any] = {"text": account(unit, context, state), "calls": []}
        else:
            said = proposal(state, step, reply)
        added = transcript.append(
            unit,
            thread_id,
            message_id,
            speaker=Speaker.ASSISTANT,
            by=HOUSE if stopped else AGENT,
            turn=state["turn"],
            step=step,
            body={**said, "mail_seq": heard},
            at=to_milliseconds(context.rooms.clock.now()),
        )
        if draft.stands:
            draft.clear(unit)
        used = reply.usage_metadata if reply is not None else None
        if added and used is not None:
            tokens = (used["input_tokens"], used["output_tokens"])
            usage.add(unit, thread_id, _today(context), *tokens)
        kept = transcript.find(unit, thread_id, message_id)
    assert kept is not None
    return kept
