"""proposing: what a model answered, as its row keeps it: bounded, legible, JSON throughout."""

import json
from typing import Any

from langchain_core.messages import AIMessage

from nodes.drafting import legible
from nodes.state import Turn
from storage import transcript
from storage.rows import clean

CALLS_IN_A_STEP = 32
SILENCE = "The model gave no answer. Say it in other words, or ask again."


def proposal(state: Turn, step: int, reply: AIMessage) -> dict[str, Any]:
    """The text and the calls of an answer, each call with the house's own id."""
    calls, text = _calls(state, step, reply), legible(reply.text)
    return {"text": text if calls or text.strip() else SILENCE, "calls": calls}


def _calls(state: Turn, step: int, reply: AIMessage) -> list[dict[str, Any]]:
    proposed = [_proposed(call["name"], call["args"]) for call in reply.tool_calls] + [
        _malformed(call["name"] or "", call["error"] or "") for call in reply.invalid_tool_calls
    ]
    return [
        {"id": transcript.call_id_at(state["turn"], step, index), **call}
        for index, call in enumerate(proposed[:CALLS_IN_A_STEP], start=1)
    ]


def _proposed(name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    try:
        json.dumps(arguments, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, TypeError, RecursionError) as error:
        return _malformed(name, str(error))
    return {"name": clean(name), "arguments": arguments}


def _malformed(name: str, why: str) -> dict[str, Any]:
    return {"name": clean(name), "arguments": {}, "malformed": clean(why)[:500]}
