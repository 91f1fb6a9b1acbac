"""model: the practice planner as a LangChain chat model, for when no model is configured.

It needs no network and no key, and answers the same messages and tools with the same words.
"""

import hashlib
import json
import math
from collections.abc import Callable, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolCall
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import ConfigDict, Field

from domain.clock import Clock, SystemClock
from graph.practice import speech
from graph.practice.asking import ASKS_HUMAN, as_said, asked_for
from graph.practice.draft import Draft
from graph.practice.foresight import PROPOSES_PLAN, foresee, not_agreed, plan_arguments
from graph.practice.letters import is_letter, letters_in, passed_on, unanswered, without_letters
from graph.practice.pictures import unseen, without_pictures
from graph.practice.planner import next_step
from graph.practice.schema import marked_tool, read_tools
from graph.practice.tool import CONFIDENCE, RATIONALE, Tool
from graph.practice.turn import text_of, unreported


class PracticeModel(BaseChatModel):
    """A deterministic planner; the clock serves words such as "tomorrow"."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    clock: Any = Field(default_factory=SystemClock, exclude=True)

    @property
    def _llm_type(self) -> str:
        return "practice"

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | None = None,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """The same model with `tools` at hand; dictionaries in OpenAI's form are kept as given."""
        given = [each if isinstance(each, dict) else convert_to_openai_tool(each) for each in tools]
        return self.bind(tools=given, **kwargs)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        clock: Clock = self.clock
        given = kwargs.get("tools") or ()
        asking, planning = (marked_tool(given, mark) for mark in (ASKS_HUMAN, PROPOSES_PLAN))
        every = {tool.name: tool for tool in read_tools(given)}
        tools = [tool for tool in every.values() if tool.name not in (asking, planning)]
        blind, messages = unseen(messages), without_pictures(messages)
        new = unanswered(messages)
        letters = letters_in(messages)
        news = passed_on(letters_in(new)) if any(is_letter(each) for each in new) else ""
        if new and all(is_letter(each) for each in new):
            told = "\n".join([news, *speech.came_of(unreported(messages))])
            return _said(AIMessage(content=told))
        ahead = foresee(as_said(without_letters(messages), asking), planning)
        if ahead.against:
            return _said(AIMessage(content=not_agreed(ahead.against)))
        step = next_step(ahead.talk, tools, clock.now(), letters)
        if ahead.proposes and step.drafts and not any(each.tool.read_only for each in step.drafts):
            return _said(_planned(messages, every[planning], ahead.goal, step.drafts))
        question = asked_for(step.text, step.options) if asking and not step.drafts else None
        if question is not None:
            mark = _id(asking, "\n".join(text_of(each) for each in messages), len(messages))
            call = ToolCall(name=asking, args=question, id=mark, type="tool_call")
            message = AIMessage(content="", tool_calls=[call])
        else:
            text = step.text if step.drafts or not news else f"{news}\n\n{step.text}"
            text += "" if step.drafts else blind
            message = AIMessage(content=text, tool_calls=_calls(messages, step.drafts))
        return _said(message)


def _said(message: AIMessage) -> ChatResult:
    return ChatResult(generations=[ChatGeneration(message=message)])


def _planned(
    messages: Sequence[BaseMessage], tool: Tool, goal: str, drafts: Sequence[Draft]
) -> AIMessage:
    arguments = plan_arguments(goal, drafts)
    if CONFIDENCE in tool.extras:
        arguments[CONFIDENCE] = min(_confidence(draft) for draft in drafts)
    mark = _id(tool.name, "\n".join(text_of(each) for each in messages), len(messages))
    call = ToolCall(name=tool.name, args=arguments, id=mark, type="tool_call")
    return AIMessage(content="", tool_calls=[call])


def _calls(messages: Sequence[BaseMessage], drafts: Sequence[Draft]) -> list[ToolCall]:
    """Calls whose ids are new in this conversation, and the same if the step is taken again."""
    seed = hashlib.sha256(str(len(messages)).encode())
    taken: set[str] = set()
    for message in messages:
        # A model's own message ids are random; a person's tell two equal turns apart.
        told = message.id if isinstance(message, HumanMessage) else ""
        seed.update(f"\0{message.type}\0{told}\0".encode(errors="replace"))
        seed.update(text_of(message).encode(errors="replace"))
        calls = message.tool_calls if isinstance(message, AIMessage) else []
        taken.update(call["id"] or "" for call in calls)
    found: list[ToolCall] = []
    for draft in drafts:
        arguments = _with_extras(draft)
        told = json.dumps([draft.tool.name, arguments], sort_keys=True, default=str)
        number = 0
        while (name := _id(seed.hexdigest(), told, number)) in taken:
            number += 1
        taken.add(name)
        found.append(ToolCall(name=draft.tool.name, args=arguments, id=name, type="tool_call"))
    return found


def _id(seed: str, told: str, number: int) -> str:
    digest = hashlib.sha256(f"{seed}\0{told}\0{number}".encode(errors="replace"))
    return f"call_{digest.hexdigest()[:24]}"


def _with_extras(draft: Draft) -> dict[str, Any]:
    arguments = draft.arguments
    if RATIONALE in draft.tool.extras:
        arguments[RATIONALE] = speech.rationale(draft)
    if CONFIDENCE in draft.tool.extras:
        arguments[CONFIDENCE] = _confidence(draft)
    return arguments


def _confidence(draft: Draft) -> float:
    """Between the match of the words and the arguments: two good halves make no bad whole."""
    sureness = [each.sureness for each in draft.found.values()] or [0.9]
    arguments = (min(sureness) + sum(sureness) / len(sureness)) / 2
    return round(min(0.99, max(0.05, math.sqrt(draft.wish.sureness * arguments))), 2)
