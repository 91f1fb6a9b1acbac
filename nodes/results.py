"""results: what the model hears of a call. One message a call, whatever became of it."""

from typing import Any

from domain.clock import to_milliseconds
from domain.thread import Speaker
from nodes.context import Context
from nodes.state import Call
from storage import leases, transcript
from storage.unit import Unit


def has_result(unit: Unit, call: Call) -> bool:
    """Whether this call's message stands in the transcript."""
    return transcript.result(unit, call["thread_id"], call["call_id"]) is not None


def is_settled(call: Call, context: Context) -> bool:
    """Whether this call is behind the turn."""
    with context.rooms.storage.view() as unit:
        return has_result(unit, call)


def keep_result(
    unit: Unit, context: Context, call: Call, text: str, ran: dict[str, Any] | None = None
) -> None:
    """Add the call's message once, under the lease; `ran` are arguments a person changed."""
    leases.require(unit, call["thread_id"], context.lease.epoch)
    transcript.append(
        unit,
        call["thread_id"],
        transcript.result_id(call["call_id"]),
        speaker=Speaker.TOOL,
        by="house",
        turn=call["turn"],
        step=call["step"],
        body={"text": text, "call_id": call["call_id"], "ran": ran},
        at=to_milliseconds(context.rooms.clock.now()),
    )
