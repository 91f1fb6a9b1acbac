"""turn: reads the messages of a conversation: what is asked now, and what was called and answered.

A request is everything people said since the last answer, and before it where that answer was a
question of ours: then the calls made for it count as well.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage

from graph.practice.outcome import Outcome, outcome_of
from graph.practice.tool import EXTRAS

LONGEST_REQUEST = 20_000


@dataclass(frozen=True)
class Call:
    """One call already proposed; `result` is None while it has none."""

    id: str
    name: str
    arguments: dict[str, Any]
    result: str | None
    outcome: Outcome
    number: int

    @property
    def told(self) -> bool:
        """Whether there is a result to go on with."""
        return self.result is not None and self.outcome.told

    @property
    def refused(self) -> bool:
        """Whether there is a result that says that nothing came of it, or that nobody knows."""
        return self.result is not None and not self.outcome.told


@dataclass(frozen=True)
class Turn:
    """What is asked now, the calls made for it, and the calls of earlier turns."""

    text: str
    latest: str
    cut: bool
    calls: tuple[Call, ...]
    earlier: tuple[Call, ...]

    def results(self) -> list[Call]:
        """The calls of this turn that were answered without a refusal."""
        return [call for call in self.calls if call.told]


def read_turn(messages: Sequence[BaseMessage], wishes: Callable[[str], bool]) -> Turn:
    """The turn that the last thing a person said belongs to; `wishes` tells whether a text asks
    for something by itself, so that it is no answer to a question.
    """
    last = max((i for i, each in enumerate(messages) if isinstance(each, HumanMessage)), default=0)
    start = _start(messages, last, wishes)
    said = [text_of(each) for each in messages[start : last + 1] if isinstance(each, HumanMessage)]
    text = "\n".join(said)
    latest = said[-1] if said else ""
    calls = _calls(messages)
    return Turn(
        text=text[:LONGEST_REQUEST],
        latest=latest[:LONGEST_REQUEST],
        cut=len(text) > LONGEST_REQUEST,
        calls=tuple(call for call in calls if call.number >= start),
        earlier=tuple(call for call in calls if call.number < start),
    )


def unreported(messages: Sequence[BaseMessage]) -> list[Call]:
    """The calls since our last answer: with letters alone before them, the house's own."""
    answers = [
        place
        for place, each in enumerate(messages)
        if isinstance(each, AIMessage) and not each.tool_calls
    ]
    return [call for call in _calls(messages) if call.number > max(answers, default=-1)]


def text_of(message: BaseMessage) -> str:
    """The words of a message, whatever blocks it is made of."""
    content = message.content
    if isinstance(content, str):
        return content
    blocks = [each.get("text") if isinstance(each, dict) else each for each in content]
    return "\n".join(each for each in blocks if isinstance(each, str))


def _start(messages: Sequence[BaseMessage], last: int, wishes: Callable[[str], bool]) -> int:
    start = last
    for place in range(last - 1, -1, -1):
        message = messages[place]
        if isinstance(message, HumanMessage):
            start = place
        elif isinstance(message, AIMessage) and not message.tool_calls:
            reply = text_of(messages[start])[:LONGEST_REQUEST]
            answers = not _DROPPED.match(reply.strip()) and not wishes(reply)
            if not (text_of(message).rstrip().endswith("?") and answers):
                break
    return start


def _calls(messages: Sequence[BaseMessage]) -> list[Call]:
    answers = {each.tool_call_id: each for each in messages if isinstance(each, ToolMessage)}
    calls = []
    for number, message in enumerate(messages):
        for given in message.tool_calls if isinstance(message, AIMessage) else ():
            answer = answers.get(given["id"] or "")
            text = text_of(answer) if answer else None
            calls.append(
                Call(
                    id=given["id"] or "",
                    name=given["name"],
                    arguments={
                        name: value for name, value in given["args"].items() if name not in EXTRAS
                    },
                    result=text,
                    outcome=outcome_of(
                        text or "", failed=bool(answer and answer.status == "error")
                    ),
                    number=number,
                )
            )
    return calls


_DROPPED = re.compile(
    r"(?:no|nope|never ?mind|forget|stop|leave it|nothing|don['’]?t|do not)\b", re.IGNORECASE
)
