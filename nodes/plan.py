"""plan: hear what is new, ask the model what to do next, and keep its answer.

The answer's row is written before the node returns; entered again, the node reads it and does not
ask twice. The row also keeps how much mail the model had heard, so nothing is lost between.
"""

import json
from typing import Any, Literal

from langchain_core.messages import AIMessage
from langgraph.runtime import Runtime
from langgraph.types import Command

from domain.clock import to_milliseconds
from domain.thread import Speaker
from nodes.context import Context
from nodes.model import ask_model
from nodes.prompts import WINDOW_MESSAGES, prompt
from nodes.state import Turn
from policy.budget import exhausted
from storage import leases, mail, threads, transcript, usage
from storage.rows import clean, unpacked
from storage.unit import Row

STEPS_IN_A_TURN = 25
CALLS_IN_A_STEP = 32
SILENCE = "The model gave no answer. Say it in other words, or ask again."


async def plan(state: Turn, runtime: Runtime[Context]) -> Command[Literal["gate", "answer"]]:
    """One step of a turn: mail in, the model's next calls or its answer out.

    A branch that ends while others sleep comes by here too; the last one carries the turn on.
    """
    context, step = runtime.context, state["step"] + 1
    if _branches_sleep(context, state):
        return Command()
    standing = _standing(context, state, step)
    if standing is None and _is_taken_over(context, state):
        return Command(goto="answer")
    if standing is None:
        heard = _hear(context, state, step)
        reply = await _ask(context, state, step)
        standing = _keep(context, state, step, heard, reply)
    body = unpacked(standing["body"])
    return Command(
        goto="gate" if body["calls"] else "answer",
        update={"step": step, "mail_seq": body["mail_seq"]},
    )


def _branches_sleep(context: Context, state: Turn) -> bool:
    with context.rooms.storage.view() as unit:
        answered = transcript.answer(unit, state["thread_id"], state["turn"], state["step"])
        calls = unpacked(answered["body"])["calls"] if answered else []
        return any(
            transcript.result(unit, state["thread_id"], call["id"]) is None for call in calls
        )


def _is_taken_over(context: Context, state: Turn) -> bool:
    with context.rooms.storage.view() as unit:
        thread = threads.find(unit, state["thread_id"])
    return thread is not None and thread["taken_over_by"] is not None


def _standing(context: Context, state: Turn, step: int) -> Row | None:
    with context.rooms.storage.view() as unit:
        return transcript.answer(unit, state["thread_id"], state["turn"], step)


def _hear(context: Context, state: Turn, step: int) -> int:
    """Take new mail into the transcript; the seq of the last mail heard."""
    thread_id, heard = state["thread_id"], state["mail_seq"]
    with context.rooms.storage.unit("hear") as unit:
        leases.require(unit, thread_id, context.lease.epoch)
        for letter in mail.above(unit, thread_id, heard):
            transcript.append(
                unit,
                thread_id,
                letter["message_id"],
                speaker=Speaker.USER,
                by=letter["by"],
                turn=state["turn"],
                step=step,
                body={"text": letter["text"]},
                at=letter["at"],
            )
            heard = letter["seq"]
    return heard


async def _ask(context: Context, state: Turn, step: int) -> AIMessage:
    if step > STEPS_IN_A_TURN:
        return AIMessage(
            f"I stop here: {STEPS_IN_A_TURN} steps were not enough. Tell me how to go on."
        )
    with context.rooms.storage.view() as unit:
        used_up = exhausted(
            context.rooms.law.budget,
            usage.of_thread(unit, state["thread_id"]),
            usage.of_day(unit, _today(context)),
        )
        window = transcript.window(unit, state["thread_id"], WINDOW_MESSAGES)
    if used_up:
        return AIMessage(f"I stop here. {used_up} An admin can raise it in the law.")
    return await ask_model(context.rooms.model, prompt(window))


def _today(context: Context) -> str:
    return context.rooms.clock.now().date().isoformat()


def _keep(context: Context, state: Turn, step: int, heard: int, reply: AIMessage) -> Row:
    thread_id, message_id = state["thread_id"], transcript.answer_id(state["turn"], step)
    calls, text = _calls(state, step, reply), clean(reply.text).replace("\x00", "")
    body = {"text": text if calls or text.strip() else SILENCE, "calls": calls, "mail_seq": heard}
    with context.rooms.storage.unit("answer") as unit:
        leases.require(unit, thread_id, context.lease.epoch)
        added = transcript.append(
            unit,
            thread_id,
            message_id,
            speaker=Speaker.ASSISTANT,
            by="agent",
            turn=state["turn"],
            step=step,
            body=body,
            at=to_milliseconds(context.rooms.clock.now()),
        )
        used = reply.usage_metadata
        if added and used is not None:
            tokens = (used["input_tokens"], used["output_tokens"])
            usage.add(unit, thread_id, _today(context), *tokens)
        kept = transcript.find(unit, thread_id, message_id)
    assert kept is not None
    return kept


def _calls(state: Turn, step: int, reply: AIMessage) -> list[dict[str, Any]]:
    proposed = [_proposed(call["name"], call["args"]) for call in reply.tool_calls] + [
        _malformed(call["name"] or "", call["error"] or "") for call in reply.invalid_tool_calls
    ]
    return [
        {"id": transcript.call_id_at(state["turn"], step, index), **call}
        for index, call in enumerate(proposed[:CALLS_IN_A_STEP], start=1)
    ]


def _proposed(name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    try:
        json.dumps(arguments, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, TypeError, RecursionError) as error:
        return _malformed(name, str(error))
    return {"name": clean(name), "arguments": arguments}


def _malformed(name: str, why: str) -> dict[str, Any]:
    return {"name": clean(name), "arguments": {}, "malformed": clean(why)[:500]}
