"""completions: chat completions as an OpenAI-compatible wire has them, whole or in pieces."""

import json
from itertools import zip_longest
from typing import Any

USAGE = {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}
LETTERS = 7

Message = dict[str, Any]


def called(name: str, arguments: str, call_id: str = "c1") -> dict[str, Any]:
    """One tool call as the wire has it; `arguments` is text, well formed or not."""
    function = {"name": name, "arguments": arguments}
    return {"id": call_id, "type": "function", "function": function}


def message(*calls: dict[str, Any], text: str = "") -> Message:
    """A completion's message with calls or words."""
    said: Message = {"role": "assistant", "content": text}
    return said | {"tool_calls": list(calls)} if calls else said


def whole(reply: Message) -> bytes:
    """The completion in one body."""
    choice = {"index": 0, "message": reply, "finish_reason": _why(reply)}
    completion = {"id": "x", "object": "chat.completion", "created": 1, "model": "local"}
    return json.dumps(completion | {"choices": [choice], "usage": USAGE}).encode()


def pieces(reply: Message, with_usage: bool) -> list[bytes]:
    """Who speaks, the text, the calls side by side in fragments, why it ended, what it used."""
    deltas: list[dict[str, Any]] = [{"role": "assistant", "content": ""}]
    deltas += [{"content": part} for part in _parted(reply["content"])]
    calls = [_fragments(index, call) for index, call in enumerate(reply.get("tool_calls", []))]
    for side_by_side in zip_longest(*calls):
        deltas += [{"tool_calls": [fragment]} for fragment in side_by_side if fragment]
    told = [{"choices": [_choice(delta, None)]} for delta in deltas]
    told.append({"choices": [_choice({}, _why(reply))]})
    if with_usage:
        told.append({"choices": [], "usage": USAGE})
    chunk = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "local"}
    return [json.dumps(chunk | each).encode() for each in told]


def _fragments(index: int, call: dict[str, Any]) -> list[dict[str, Any]]:
    """The call's id and name come first, its arguments bit by bit."""
    parts = [{"arguments": part} for part in _parted(call["function"]["arguments"])]
    first = call | {"index": index, "function": call["function"] | {"arguments": ""}}
    return [first, *({"index": index, "function": part} for part in parts)]


def _parted(text: str) -> list[str]:
    return [text[start : start + LETTERS] for start in range(0, len(text), LETTERS)]


def _choice(delta: dict[str, Any], why: str | None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "finish_reason": why}


def _why(reply: Message) -> str:
    return "tool_calls" if "tool_calls" in reply else "stop"
