"""voice: the scripted model and the tool of the three sides that speak LangChain.

It answers in both colours: real providers do, and a side that awaits should not pay for a thread.
"""

from collections.abc import Sequence
from typing import Any

from langchain_core.callbacks import (
    AsyncCallbackManagerForLLMRun,
    CallbackManagerForLLMRun,
)
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, ToolMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import StructuredTool

from benchmarks.work import TOOL_NAME, first_call, keep_note, next_call

# A second is enough for a note; after a crash people are asked no earlier than that.
TOOL = StructuredTool.from_function(keep_note, metadata={"risk": {}, "timeout_seconds": 1.0})
TOOLS = [TOOL]


class Voice(BaseChatModel):
    """Proposes one call a step until the last note is kept, then answers."""

    @property
    def _llm_type(self) -> str:
        return "benchmark"

    def bind_tools(self, tools: Sequence[Any], **options: Any) -> Runnable[Any, AIMessage]:
        return self

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **options: Any,
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=_answer(messages))])

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **options: Any,
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=_answer(messages))])


def _answer(messages: list[BaseMessage]) -> AIMessage:
    arguments = _arguments(messages)
    if arguments is None:
        return AIMessage("All notes are kept.")
    call_id = f"call-{arguments['number']}"
    call = {"name": TOOL_NAME, "args": arguments, "id": call_id, "type": "tool_call"}
    return AIMessage("", tool_calls=[call])


def _arguments(messages: list[BaseMessage]) -> dict[str, int] | None:
    if not isinstance(messages[-1], ToolMessage):
        return first_call(str(messages[-1].content))
    proposed = messages[-2]
    assert isinstance(proposed, AIMessage)
    return next_call(proposed.tool_calls[0]["args"])
