"""results: what the model hears of a call. One message a call, whatever became of it."""

from typing import Any

from domain.clock import to_milliseconds
from domain.decision import DecisionType
from domain.thread import HOUSE, Speaker
from nodes.context import Context
from nodes.state import Call
from storage import leases, transcript
from storage.rows import packed
from storage.unit import Row, Unit

FAILED = "It failed, nothing happened: "


def has_result(unit: Unit, call: Call) -> bool:
    """Whether this call's message stands in the transcript."""
    return transcript.result(unit, call["thread_id"], call["call_id"]) is not None


def report(
    unit: Unit, context: Context, call: Call, text: str, ran: dict[str, Any], request: Row | None
) -> None:
    """The tool's own words; after an edit also who changed what, so that nobody claims the old."""
    if request is None or request["decision_type"] != DecisionType.EDIT.value:
        keep_result(unit, context, call, text, tool=text)
        return
    changed = f"\n({request['decided_by']} changed the call before it ran: {packed(ran)})"
    keep_result(unit, context, call, text + changed, ran, tool=text)


def not_done(
    unit: Unit, context: Context, call: Call, failed: Row | None, text: str, reviewer: str = ""
) -> None:
    """Say why a call is not made, or not made again after it is known to have `failed`."""
    if failed is None:
        keep_result(unit, context, call, text, reviewer=reviewer)
        return
    error = failed["result"]
    text = f"{FAILED}{error}\n{text}".rstrip()
    keep_result(unit, context, call, text, tool=error, reviewer=reviewer)


def keep_result(
    unit: Unit,
    context: Context,
    call: Call,
    text: str,
    ran: dict[str, Any] | None = None,
    *,
    tool: str = "",
    requester: str = "",
    reviewer: str = "",
) -> None:
    """Add the call's message once, under the lease; `ran` are arguments a person changed.

    Whose words it holds beside the house's: `tool` is what the tool said, as it stands in `text`;
    `requester` and `reviewer` are what people said.
    """
    at = text.find(tool) if tool else 0
    leases.require(unit, call["thread_id"], context.lease.epoch)
    transcript.append(
        unit,
        call["thread_id"],
        transcript.result_id(call["call_id"]),
        speaker=Speaker.TOOL,
        by=HOUSE,
        turn=call["turn"],
        step=call["step"],
        body={"text": text, "call_id": call["call_id"], "ran": ran, "tool": [at, at + len(tool)]}
        | ({"requester": requester} if requester else {})
        | ({"reviewer": reviewer} if reviewer else {}),
        at=to_milliseconds(context.rooms.clock.now()),
    )
