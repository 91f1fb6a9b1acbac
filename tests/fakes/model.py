"""model: plays the script that the last scripted message holds, one entry a step.

A scripted message is a JSON list of steps; a step is a list of calls `{"name", "args"}`, and a last
answer follows by itself. So a test says in the chat what the model shall do.
"""

import json
from collections.abc import Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable


class ScriptedModel(BaseChatModel):
    """Answers from the script; says what it heard of each call at the end."""

    tokens: int = 0

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def bind_tools(self, tools: Sequence[Any], **options: Any) -> Runnable[Any, AIMessage]:
        return self

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **options: Any,
    ) -> ChatResult:
        message = self._next(messages)
        return ChatResult(generations=[ChatGeneration(message=message)])

    def _next(self, messages: list[BaseMessage]) -> AIMessage:
        start, script = _script(messages)
        since = messages[start + 1 :]
        answered = sum(isinstance(message, AIMessage) for message in since)
        if answered < len(script):
            calls = [
                {"name": call["name"], "args": call["args"], "id": f"c{index}", "type": "tool_call"}
                for index, call in enumerate(script[answered])
            ]
            return AIMessage("", tool_calls=calls, usage_metadata=self._usage())
        heard = [str(message.content) for message in since if isinstance(message, ToolMessage)]
        return AIMessage("Done. " + " | ".join(heard), usage_metadata=self._usage())

    def _usage(self) -> UsageMetadata | None:
        if not self.tokens:
            return None
        half = self.tokens // 2
        return UsageMetadata(input_tokens=half, output_tokens=half, total_tokens=2 * half)


def script(*steps: list[tuple[str, dict[str, Any]]]) -> str:
    """The chat message that makes the model propose these calls, step by step."""
    return json.dumps([[{"name": name, "args": args} for name, args in step] for step in steps])


def _script(messages: list[BaseMessage]) -> tuple[int, list[Any]]:
    for index in range(len(messages) - 1, -1, -1):
        message = messages[index]
        if isinstance(message, HumanMessage) and str(message.content).startswith("[["):
            return index, json.JSONDecoder().raw_decode(str(message.content))[0]
    return len(messages) - 1, []
