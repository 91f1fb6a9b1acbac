"""accounting: how a stopped turn ended, in the words of the house.

The model is not asked for that answer: it is made of the rows, as the plan is.
"""

from collections.abc import Sequence
from typing import Any

from desk.briefing import summary_of
from domain.action import Action
from domain.request import RequestKind
from domain.task import TaskState
from nodes.context import Context
from nodes.state import Turn
from storage import effects, tasks, transcript
from storage.rows import unpacked
from storage.unit import Row, Unit

LINES = 12


def account(unit: Unit, context: Context, state: Turn) -> str:
    """How a stopped turn ended: what was done, what was not, what nobody knows."""
    told: dict[str, list[str]] = {head: [] for head in _HEADS}
    for call in _proposed(unit, state):
        head = _head(unit, context, state["thread_id"], call)
        if head:
            told[head].append(_line(context, call))
    out = [_out(row) for row in tasks.of_thread(unit, state["thread_id"]) if _is_out(row)]
    parts = [_paragraph(head, lines) for head, lines in told.items() if lines]
    parts += [_paragraph(_IN_HAND, out)] if out else []
    return "\n\n".join(["Stopped, as you asked.", *(parts or ["Nothing had been done."])])


def _proposed(unit: Unit, state: Turn) -> list[dict[str, Any]]:
    rows = [
        transcript.answer(unit, state["thread_id"], state["turn"], step)
        for step in range(1, state["step"] + 1)
    ]
    return [call for row in rows if row is not None for call in unpacked(row["body"])["calls"]]


def _head(unit: Unit, context: Context, thread_id: str, call: dict[str, Any]) -> str:
    """Under which heading a call belongs; "" for what speaks for itself: questions and tasks."""
    tool = context.rooms.catalogue.find(call["name"])
    effect = effects.latest(unit, thread_id, call["id"])
    if tool is None or tool.asks:
        return ""
    if effect is None:
        return _NOT_DONE
    sent_out = tool.hires and effect["state"] == effects.DONE
    return "" if sent_out else _BY_STATE[effect["state"]]


def _line(context: Context, call: dict[str, Any]) -> str:
    tool = context.rooms.catalogue.find(call["name"])
    shown = {name: value for name, value in call["arguments"].items() if name[:1] != "_"}
    action = Action(
        call_id=call["id"],
        name=call["name"],
        arguments=shown,
        digest="",
        fingerprint="",
        risk=tool.risk if tool else None,
    )
    return summary_of(RequestKind.APPROVAL, action)


def _is_out(task: Row) -> bool:
    return task["state"] in (TaskState.CLAIMED.value, TaskState.PROVEN.value)


def _out(task: Row) -> str:
    return f"{task['description'].rstrip('. ')}, {task['location']} ({task['operator']})"


def _paragraph(head: str, lines: Sequence[str]) -> str:
    shown = [f"- {line}" for line in lines[:LINES]]
    more = [f"- and {len(lines) - LINES} more"] if len(lines) > LINES else []
    return "\n".join([head, *shown, *more])


_DONE, _FAILED = "Already done:", "Tried, but it failed and did not happen:"
_NOT_DONE, _UNKNOWN = "Not done:", "Nobody knows whether this happened:"
_HEADS = (_DONE, _UNKNOWN, _FAILED, _NOT_DONE)
_IN_HAND = "Still in an operator's hands; you can withdraw it above:"
_BY_STATE = {
    effects.STARTED: _UNKNOWN,
    effects.DONE: _DONE,
    effects.FAILED: _FAILED,
    effects.UNKNOWN: _UNKNOWN,
}
