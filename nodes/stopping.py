"""stopping: the requester said stop, so what has not begun is not made.

A stop may be committed between any two writes of a turn, so each step looks for it again. What they
miss, the guard of the intent holds back.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any

from langchain_core.messages import AIMessage

from desk.decisions import close
from domain.clock import to_milliseconds
from domain.request import RequestState
from domain.thread import HOUSE
from nodes.context import Context
from nodes.results import keep_result
from nodes.state import Call, Turn
from storage import requests, stops
from storage.unit import Unit

NOT_MADE = "The requester stopped the agent. The call was not made."
LOOK_SECONDS = 0.5


def is_stopped(unit: Unit, call: Call) -> bool:
    """Whether nothing more may be begun for a call."""
    return stops.reaches(unit, call["thread_id"], call["call_id"])


def stopped_at(unit: Unit, state: Turn) -> int | None:
    """The last mail that a stop of this turn reaches; None while the turn may go on.

    A turn that has yet to hear its first letter is stopped only if the stop reaches that letter.
    """
    last = stops.latest(unit, state["thread_id"])
    reached = state["mail_seq"] <= last if state["step"] else state["mail_seq"] < last
    return last if last and reached else None


def end_call(call: Call, context: Context, text: str = NOT_MADE, tool: str = "") -> None:
    """Give a call that is stopped its message, and take its papers off the desk."""
    now, why = to_milliseconds(context.rooms.clock.now()), "the requester stopped the agent"
    with context.rooms.storage.unit("stopped call") as unit:
        keep_result(unit, context, call, text, tool=tool)
        for request in requests.unapplied(unit, call["thread_id"]):
            if request["call_id"] == call["call_id"]:
                close(unit, request, RequestState.WITHDRAWN, actor=HOUSE, at=now, why=why)


async def unless_stopped(
    context: Context, thread_id: str, heard: int, asking: Coroutine[Any, Any, AIMessage]
) -> AIMessage | None:
    """The model's answer to mail up to `heard`; None as soon as a stop reaches that mail."""
    answer = asyncio.create_task(asking)
    try:
        while not (await asyncio.wait({answer}, timeout=LOOK_SECONDS))[0]:
            with context.rooms.storage.view() as unit:
                if stops.latest(unit, thread_id) >= heard:
                    return None
        return answer.result()
    finally:
        if not answer.done():
            answer.cancel()
            await asyncio.wait({answer})
