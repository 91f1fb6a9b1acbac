"""foresight: where somebody wants a plan first, or the law does, calls go before people as one.

Planning knows nothing of plans: it hears the conversation as if nobody had spoken of one, and what
it would do next is put into a plan, or done once the plan is agreed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage

from graph.practice import speech
from graph.practice.draft import Draft
from graph.practice.turn import text_of
from nodes.granting import AGREED

PROPOSES_PLAN = "proposesPlan"
GOAL_CHARACTERS, WHY_CHARACTERS = 1000, 500


@dataclass(frozen=True)
class Foresight:
    """How a conversation stands with plans.

    `talk` is the conversation without them. `proposes`: what comes next goes into a plan whose goal
    is `goal`. `against` is what was said of a plan that nobody agreed to.
    """

    talk: list[BaseMessage]
    proposes: bool = False
    goal: str = ""
    against: str = ""


def foresee(messages: Sequence[BaseMessage], planning: str) -> Foresight:
    """How `messages` stand with plans; `planning` names the tool, "" where there is none."""
    start = _start(messages) if planning else None
    if start is None:
        return Foresight([_plain(message) for message in messages])
    said, since = messages[start], messages[start + 1 :]
    told = _told(since, planning)
    first = _FIRST.match(text_of(said)) is not None
    # What is sent back although a plan is agreed is told as any other refusal.
    refused = {
        message.tool_call_id
        for place, message in enumerate(since)
        if isinstance(message, ToolMessage)
        and _sends_back(message, planning)
        and place < max(told, default=len(since))
    }
    if not (first or refused or told):
        return Foresight([_plain(message) for message in messages])
    talk = _without(messages, planning, refused)
    answer = text_of(since[max(told)]) if told else ""
    if told and not answer.startswith(AGREED):
        return Foresight(talk, against=answer)
    goal = _FIRST.sub("", text_of(said)).strip()[:GOAL_CHARACTERS]
    return Foresight(talk, proposes=not told, goal=goal)


def plan_arguments(goal: str, drafts: Sequence[Draft]) -> dict[str, Any]:
    """The arguments that put `drafts` before people, each value bound exactly."""
    steps = [
        {
            "tool": draft.tool.name,
            "why": speech.rationale(draft)[:WHY_CHARACTERS],
            "arguments": {name: {"exactly": value} for name, value in draft.arguments.items()},
        }
        for draft in drafts
    ]
    sums = [
        value
        for draft in drafts
        for name, value in draft.arguments.items()
        if name.endswith("_minor") and isinstance(value, int) and value > 0
    ]
    return {"goal": goal or "What was asked for", "steps": steps, "budget_minor": sum(sums)}


def not_agreed(against: str) -> str:
    """What the requester hears of a plan that nobody agreed to."""
    return f"The plan stands for nothing, so I have done none of it. {against.strip()}"


def _start(messages: Sequence[BaseMessage]) -> int | None:
    """Where the present request begins: behind the last answer that was no question."""
    start = None
    for place, message in enumerate(messages):
        if isinstance(message, HumanMessage):
            start = place if start is None else start
        elif isinstance(message, AIMessage) and not message.tool_calls:
            start = start if text_of(message).rstrip().endswith("?") else None
    return start


def _told(messages: Sequence[BaseMessage], planning: str) -> list[int]:
    """Where the answers to proposed plans stand."""
    proposed = {
        call["id"]
        for message in messages
        if isinstance(message, AIMessage)
        for call in message.tool_calls
        if call["name"] == planning
    }
    return [
        place
        for place, message in enumerate(messages)
        if isinstance(message, ToolMessage) and message.tool_call_id in proposed
    ]


def _sends_back(message: ToolMessage, planning: str) -> bool:
    text = text_of(message)
    return planning in text and _REFUSED.match(text) is not None


def _without(
    messages: Sequence[BaseMessage], planning: str, refused: set[str]
) -> list[BaseMessage]:
    dropped = set(refused)
    found: list[BaseMessage] = []
    for message in messages:
        if isinstance(message, AIMessage) and message.tool_calls:
            dropped |= {call["id"] or "" for call in message.tool_calls if call["name"] == planning}
            calls = [call for call in message.tool_calls if call["id"] not in dropped]
            if calls:
                found.append(message.model_copy(update={"tool_calls": calls}))
        elif not (isinstance(message, ToolMessage) and message.tool_call_id in dropped):
            found.append(_plain(message))
    return found


def _plain(message: BaseMessage) -> BaseMessage:
    if not isinstance(message, HumanMessage) or not _FIRST.match(text_of(message)):
        return message
    return HumanMessage(_FIRST.sub("", text_of(message)), id=message.id)


_FIRST = re.compile(
    r"\s*(?:please\s+)?(?:(?:make|propose|draw up)\s+)?(?:me\s+)?(?:a\s+|the\s+)?plan"
    r"(?:\s+first)?\s*:\s*(?=\S)",
    re.IGNORECASE,
)
_REFUSED = re.compile(r"\s*the law refuses this call\b", re.IGNORECASE)
