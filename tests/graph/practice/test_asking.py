"""test_asking: a question becomes a call of the tool that asks people, and its answer is heard."""

import json
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage

from graph.practice import PracticeModel


def specification(name: str, properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    parameters = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        **more,
    }
    function = {"name": name, "description": f"{name} something", "parameters": parameters}
    return {"type": "function", "function": function}


ROOMS = ["north", "south"]
TOOLS = [
    specification(
        "book_room",
        {"room": {"type": "string", "enum": ROOMS, "description": "The room to book"}},
        examples=["Book a room"],
    ),
    specification("ask_person", {"question": {"type": "string"}}, asksHuman=True),
]


def said(messages: list[BaseMessage]) -> AIMessage:
    answer = PracticeModel().bind_tools(TOOLS).invoke(messages)
    assert isinstance(answer, AIMessage)
    return answer


def answered(text: str) -> AIMessage:
    """What is said after the question about the room was answered with `text`."""
    wish: BaseMessage = HumanMessage("Book a room", id="h")
    question = said([wish])
    reply = ToolMessage(text, tool_call_id=question.tool_calls[0]["id"], id="t")
    return said([wish, question, reply])


def test_what_is_missing_is_asked_through_the_tool_with_its_choices() -> None:
    (call,) = said([HumanMessage("Book a room", id="h")]).tool_calls
    assert call["name"] == "ask_person"
    assert call["args"]["options"] == ROOMS
    assert call["args"]["question"].endswith("?")


def test_the_answer_fills_the_call() -> None:
    (call,) = answered(json.dumps({"answer": "south"})).tool_calls
    assert call["name"] == "book_room"
    assert call["args"]["room"] == "south"


def test_a_declined_question_ends_without_a_call_and_without_asking_again() -> None:
    answer = answered("ann declined to answer. Do not ask again.")
    assert answer.tool_calls == []


def test_without_such_a_tool_the_question_is_asked_in_words() -> None:
    answer = PracticeModel().bind_tools(TOOLS[:1]).invoke([HumanMessage("Book a room", id="h")])
    assert answer.tool_calls == []
    assert answer.text.rstrip().endswith("?")
