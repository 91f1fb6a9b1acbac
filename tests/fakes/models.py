"""models: those that count, fail, mumble or write slowly, for what a script cannot say."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult

from tests.fakes.model import ScriptedModel


class CountingModel(ScriptedModel):
    """Plays the script and keeps every prompt it was given."""

    prompts: list[list[BaseMessage]] = []  # noqa: RUF012

    def _generate(self, messages: list[BaseMessage], *given: Any, **options: Any) -> ChatResult:
        self.prompts.append(messages)
        return super()._generate(messages, *given, **options)


class FailingModel(CountingModel):
    """Fails while `broken` says so, then plays the script."""

    broken: bool = True

    def _generate(self, messages: list[BaseMessage], *given: Any, **options: Any) -> ChatResult:
        if self.broken:
            raise ConnectionError("the provider is away")
        return super()._generate(messages, *given, **options)


class RestlessModel(CountingModel):
    """Never comes to an end: each step proposes one more look."""

    def _next(self, messages: list[BaseMessage]) -> AIMessage:
        call = {"name": "look", "args": {"what": "x"}, "id": "c", "type": "tool_call"}
        return AIMessage("", tool_calls=[call])


class MumblingModel(CountingModel):
    """Proposes one call whose arguments are no JSON, then answers."""

    def _next(self, messages: list[BaseMessage]) -> AIMessage:
        if any(message.type == "tool" for message in messages):
            return AIMessage("Done.")
        mumbled = {
            "name": "pay",
            "args": "{",
            "id": "c",
            "error": "not json: {",
            "type": "invalid_tool_call",
        }
        return AIMessage("", invalid_tool_calls=[mumbled])


class BrokenTextModel(CountingModel):
    """Answers with half of a surrogate pair, in its words or in its arguments."""

    def _next(self, messages: list[BaseMessage]) -> AIMessage:
        if any(message.type == "tool" for message in messages):
            return AIMessage("half \ud83d pair")
        call = {"name": "note", "args": {"text": "\ud83d"}, "id": "c", "type": "tool_call"}
        return AIMessage("", tool_calls=[call])


class WritingModel(ScriptedModel):
    """Plays the script word by word; `between` is called after each word, with its number."""

    between: Callable[[int], None] = lambda number: None
    pause_seconds: float = 0.0

    async def _astream(
        self, messages: list[BaseMessage], *given: Any, **options: Any
    ) -> AsyncIterator[ChatGenerationChunk]:
        whole = self._next(messages)
        words = str(whole.content).split(" ") if whole.content else []
        for number, word in enumerate(words):
            yield ChatGenerationChunk(message=AIMessageChunk(f" {word}" if number else word))
            self.between(number)
            await asyncio.sleep(self.pause_seconds)
        last = AIMessageChunk("", tool_calls=whole.tool_calls, usage_metadata=whole.usage_metadata)
        yield ChatGenerationChunk(message=last)


class SlowModel(WritingModel):
    """Writes about as fast as people read."""

    pause_seconds: float = 0.15


class SilentModel(ScriptedModel):
    """Has been asked, and says nothing for a long while."""

    async def _astream(
        self, messages: list[BaseMessage], *given: Any, **options: Any
    ) -> AsyncIterator[ChatGenerationChunk]:
        await asyncio.sleep(60)
        yield ChatGenerationChunk(message=AIMessageChunk("late"))
