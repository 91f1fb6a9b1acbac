"""asking: where the house offers a tool that asks people, a question becomes a call of it.

Planning knows only words: a question asked through the tool, and its answer, are read back as if
both had been said in the conversation.
"""

from collections.abc import Sequence
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage

from graph.practice.outcome import parsed

ASKS_HUMAN = "asksHuman"
QUESTION, OPTIONS = "question", "options"
LONGEST_QUESTION = 2000
_INSTEAD = "instead of answering"
_CALLED_OFF = "never mind"


def as_said(messages: Sequence[BaseMessage], asking: str) -> list[BaseMessage]:
    """The conversation with questions and answers as words."""
    asked: set[str] = set()
    said: list[BaseMessage] = []
    for message in messages:
        question = _question(message, asking)
        if question is not None and isinstance(message, AIMessage):
            asked.add(message.tool_calls[0]["id"] or "")
            said.append(AIMessage(question, id=message.id))
        elif isinstance(message, ToolMessage) and message.tool_call_id in asked:
            said += _answer(message)
        else:
            said.append(message)
    return said


def asked_for(text: str, options: Sequence[str]) -> dict[str, Any] | None:
    """The arguments that ask what the last line of `text` asks; None where it asks nothing."""
    line = text.rstrip().splitlines()[-1] if text.strip() else ""
    if not line.endswith("?"):
        return None
    question: dict[str, Any] = {QUESTION: line[:LONGEST_QUESTION]}
    return question | {OPTIONS: list(options)} if len(options) > 1 else question


def _question(message: BaseMessage, asking: str) -> str | None:
    calls = message.tool_calls if isinstance(message, AIMessage) else []
    if not asking or len(calls) != 1 or calls[0]["name"] != asking:
        return None
    return str(calls[0]["args"].get(QUESTION, ""))


def _answer(message: ToolMessage) -> list[BaseMessage]:
    text = str(message.content)
    content = parsed(text)
    if isinstance(content, dict):
        words = " ".join(str(value) for value in content.values())
        return [HumanMessage(words, id=message.id)]
    return [] if _INSTEAD in text else [HumanMessage(_CALLED_OFF, id=message.id)]
