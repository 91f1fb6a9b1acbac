"""model: one question to the model, its troubles told in words.

What a provider raises is its own affair; here it becomes a refusal that says whether waiting helps,
and the thread stays where it was. An answer that broke off is no answer, however much of it came.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, cast

from langchain_core.language_models import LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.output_parsers.openai_tools import make_invalid_tool_call, parse_tool_call
from langchain_core.runnables import Runnable

from domain.errors import CountersignError, Unavailable


@dataclass(frozen=True)
class Patience:
    """How long the model may take: for the whole answer, and from one piece to the next."""

    answer_seconds: float = 120.0
    piece_seconds: float = 60.0


async def ask_model(
    model: Runnable[LanguageModelInput, AIMessage],
    messages: LanguageModelInput,
    patience: Patience,
    written: Callable[[str], None],
) -> AIMessage:
    """The model's answer; `written` hears each piece of its text while it comes in.

    A model that cannot stream answers at once. Raises Unavailable `model_silent`,
    `model_broke_off` or `model_failed`.
    """
    pieces: list[AIMessage] = []
    try:
        await _listen(model, messages, patience, written, pieces)
        return _whole(pieces)
    except CountersignError:
        raise
    except TimeoutError as error:
        raise Unavailable("model_silent", _SILENT[bool(pieces)]) from error
    except Exception as error:  # each provider has its own tree of errors
        if pieces and not hasattr(error, "status_code"):
            raise _broken_off() from error
        raise Unavailable("model_failed", _words(error)) from error


async def _listen(
    model: Runnable[LanguageModelInput, AIMessage],
    messages: LanguageModelInput,
    patience: Patience,
    written: Callable[[str], None],
    pieces: list[AIMessage],
) -> None:
    now = asyncio.get_running_loop().time
    last = now() + patience.answer_seconds
    stream = cast(AsyncGenerator[AIMessage, None], model.astream(messages))
    async with asyncio.timeout_at(last) as limit, aclosing(stream):
        async for piece in stream:
            pieces.append(piece)
            limit.reschedule(min(last, now() + patience.piece_seconds))
            if isinstance(piece, AIMessageChunk) and piece.text:
                written(piece.text)


def _whole(pieces: Sequence[AIMessage]) -> AIMessage:
    """One message of all pieces; raises Unavailable `model_broke_off`.

    Its calls are read anew: LangChain mends the arguments of a streamed call that was cut off, and
    what the model never finished would run.
    """
    first, *others = pieces
    if not isinstance(first, AIMessageChunk):
        return first
    summed = first + cast(list[AIMessageChunk], others)
    told = summed.response_metadata
    if told.get("model_provider") in _SAY_WHY_THEY_END and not any(map(told.get, _WHY_IT_ENDED)):
        raise _broken_off()
    whole = AIMessage(
        summed.content,
        id=summed.id,
        response_metadata=told,
        usage_metadata=summed.usage_metadata,
    )
    for chunk in summed.tool_call_chunks:
        _add_call(
            whole, {"id": chunk["id"], "name": chunk["name"] or "", "arguments": chunk["args"]}
        )
    return whole


def _add_call(message: AIMessage, given: dict[str, Any]) -> None:
    raw = {"id": given["id"], "function": given}
    try:
        call = parse_tool_call(raw)
        if call is None or not isinstance(call["args"], dict):
            raise ValueError("the arguments are no JSON object")
    except Exception as error:  # whatever cannot be read is told to the model in these words
        message.invalid_tool_calls.append(make_invalid_tool_call(raw, str(error)))
    else:
        message.tool_calls.append(cast(Any, call))


def _broken_off() -> Unavailable:
    return Unavailable(
        "model_broke_off",
        "The model's answer broke off in the middle; it is asked again in a while.",
    )


def _words(error: Exception) -> str:
    status = getattr(error, "status_code", None)
    if status == 429:
        return "The model's provider asks to slow down; it is asked again in a while."
    if status in (401, 403):
        return "The model's provider refuses the key; check it and send a message to go on."
    if isinstance(status, int) and status >= 500:
        return "The model's provider has a fault; it is asked again in a while."
    return f"The model could not be asked ({type(error).__name__}); it is asked again in a while."


_SILENT = {
    False: "The model gave no answer in time; it is asked again in a while.",
    True: "The model stopped in the middle of its answer; it is asked again in a while.",
}
# A connection can end without an error in the middle of a stream; these say why an answer ended.
_SAY_WHY_THEY_END = ("openai", "anthropic", "ollama")
_WHY_IT_ENDED = ("finish_reason", "stop_reason", "done_reason", "status")
