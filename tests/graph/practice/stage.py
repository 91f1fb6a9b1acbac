"""stage: plays a conversation with the practice model: bound tools, real or canned results."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage

from graph.practice import PracticeModel

Result = Mapping[str, Any] | list[Any] | str


class StillClock:
    """A Wednesday that does not pass."""

    def now(self) -> datetime:
        return datetime(2026, 1, 14, 12, 0, tzinfo=UTC)


class RefusalError(Exception):
    """What a tool or a person says against a call."""


def function(
    name: str,
    description: str,
    properties: Mapping[str, Mapping[str, Any]],
    *examples: str,
    required: list[str] | None = None,
    read_only: bool | None = None,
) -> dict[str, Any]:
    """A bound tool in OpenAI's form; every property is required unless told otherwise."""
    parameters: dict[str, Any] = {
        "type": "object",
        "properties": {
            **properties,
            "_rationale": {"type": "string"},
            "_confidence": {"type": "number", "minimum": 0, "maximum": 1},
        },
        "required": list(properties) if required is None else required,
    }
    if examples:
        parameters["examples"] = list(examples)
    if read_only is not None:
        parameters["readOnlyHint"] = read_only
    return {
        "type": "function",
        "function": {"name": name, "description": description, "parameters": parameters},
    }


class Stage:
    """One conversation; `act` answers the calls."""

    def __init__(
        self, tools: list[dict[str, Any]], act: Callable[[str, dict[str, Any]], Result]
    ) -> None:
        self.model = PracticeModel(clock=StillClock()).bind_tools(tools)
        self.messages: list[BaseMessage] = []
        self._act = act

    def say(self, text: str) -> AIMessage:
        """A person says something; the model's next message."""
        self.messages.append(HumanMessage(text))
        return self.think()

    def think(self) -> AIMessage:
        """The model's next message."""
        message = self.model.invoke(self.messages)
        assert isinstance(message, AIMessage)
        self.messages.append(message)
        return message

    def go_on(self) -> AIMessage:
        """Carry the last message's calls out, then let the model think."""
        last = self.messages[-1]
        assert isinstance(last, AIMessage)
        for call in last.tool_calls:
            arguments = {name: value for name, value in call["args"].items() if name[0] != "_"}
            try:
                result = self._act(call["name"], arguments)
                told = result if isinstance(result, str) else json.dumps(result)
                status = "success"
            except RefusalError as refusal:
                told, status = str(refusal), "error"
            self.messages.append(ToolMessage(told, tool_call_id=call["id"], status=status))
        return self.think()

    def play(self, text: str, most: int = 12) -> str:
        """Say it and carry everything out; the final words."""
        message = self.say(text)
        for _ in range(most):
            if not message.tool_calls:
                return str(message.content)
            message = self.go_on()
        raise AssertionError("the model does not come to an end")

    def calls(self) -> list[tuple[str, dict[str, Any]]]:
        """Every call proposed so far, without rationale and confidence."""
        return [
            (call["name"], {name: each for name, each in call["args"].items() if name[0] != "_"})
            for message in self.messages
            if isinstance(message, AIMessage)
            for call in message.tool_calls
        ]


def plain(message: AIMessage) -> list[tuple[str, dict[str, Any]]]:
    """The calls of one message, without rationale and confidence."""
    return [
        (call["name"], {name: each for name, each in call["args"].items() if name[0] != "_"})
        for call in message.tool_calls
    ]
