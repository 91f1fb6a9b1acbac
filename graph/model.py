"""model: which model plans. Unset is the practice model, which says that it is not one."""

import importlib
from collections.abc import AsyncIterator, Callable
from functools import lru_cache
from typing import Any

from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage
from langchain_core.runnables import Runnable, RunnableConfig

from domain.errors import Invalid
from graph.loading import load_attribute
from graph.practice import PracticeModel
from graph.practice.asking import ASKS_HUMAN
from graph.practice.foresight import PROPOSES_PLAN
from tools.catalogue import Catalogue, Tool

NARROWED_KEPT = 64
PROVIDERS = ("openai", "anthropic", "ollama")
EXTRA_ARGUMENTS = {
    "_rationale": {"type": "string", "description": "Why this call, in one sentence."},
    "_confidence": {
        "type": "number",
        "minimum": 0,
        "maximum": 1,
        "description": "How sure you are that this call is right.",
    },
    "_confidences": {
        "type": "object",
        "additionalProperties": {"type": "number", "minimum": 0, "maximum": 1},
        "description": "How sure you are of single arguments, by name; those you doubt.",
    },
}


def open_model(reference: str) -> BaseChatModel:
    """The model of `module:attr` or `provider:name`; raises Invalid `model_broken`."""
    if not reference:
        return PracticeModel()
    head, _, tail = reference.partition(":")
    if not tail:
        raise Invalid(
            "model_broken", "COUNTERSIGN_MODEL is module:attr or provider:name, such as a:b."
        )
    made = _from_provider(reference) if head in PROVIDERS else _from_module(reference)
    if not isinstance(made, BaseChatModel):
        raise Invalid("model_broken", f"{reference} is not a LangChain chat model.")
    return _counting(made)


def sees(model: BaseChatModel) -> bool:
    """Whether a model takes pictures. One that does not say so is not sent any: it might fail."""
    return bool((model.profile or {}).get("image_inputs"))


def bind(model: BaseChatModel, catalogue: Catalogue) -> Runnable[LanguageModelInput, AIMessage]:
    """The model with every tool of the catalogue bound, each with the extra arguments."""
    return model.bind_tools([_function(tool) for tool in catalogue])


class Following(Runnable[LanguageModelInput, AIMessage]):
    """The model with the tools that the catalogue has at the moment of asking."""

    def __init__(self, model: BaseChatModel, catalogue: Catalogue) -> None:
        self._model = model
        self._catalogue = catalogue
        self._bound = (-1, bind(model, catalogue))

    def invoke(
        self,
        input: LanguageModelInput,  # noqa: A002
        config: RunnableConfig | None = None,
        **options: Any,
    ) -> AIMessage:
        """As any model is asked."""
        return self._now().invoke(input, config, **options)

    def astream(
        self,
        input: LanguageModelInput,  # noqa: A002
        config: RunnableConfig | None = None,
        **options: Any,
    ) -> AsyncIterator[AIMessage]:
        """As any model is asked, piece by piece."""
        return self._now().astream(input, config, **options)

    def _now(self) -> Runnable[LanguageModelInput, AIMessage]:
        edition = self._catalogue.edition
        if self._bound[0] != edition:
            self._bound = (edition, bind(self._model, self._catalogue))
        return self._bound[1]


def narrowing(
    model: BaseChatModel, catalogue: Catalogue
) -> Callable[[tuple[str, ...]], Runnable[LanguageModelInput, AIMessage]]:
    """Gives the model with the tools of these names alone, and with none as it is."""

    @lru_cache(maxsize=NARROWED_KEPT)
    def narrowed(names: tuple[str, ...], edition: int) -> Runnable[LanguageModelInput, AIMessage]:
        allowed = [_function(tool) for tool in catalogue if tool.name in names]
        # Providers refuse an empty list.
        return model.bind_tools(allowed) if allowed else model

    return lambda names: narrowed(names, catalogue.edition)


def _from_provider(reference: str) -> object:
    try:
        chat_models = importlib.import_module("langchain.chat_models")
    except ImportError as error:
        raise Invalid(
            "model_broken",
            f"{reference} needs the model extras; install them with: pip install -e '.[models]'.",
        ) from error
    try:
        return chat_models.init_chat_model(reference)
    except Exception as error:  # each provider has its own tree of errors
        raise Invalid("model_broken", f"{reference} cannot be opened: {error}") from error


def _from_module(reference: str) -> object:
    model = load_attribute(reference, "COUNTERSIGN_MODEL", "model_broken")
    made: object = model() if callable(model) and not isinstance(model, BaseChatModel) else model
    return made


def _counting(model: BaseChatModel) -> BaseChatModel:
    """A stream has to say what it used, or no budget would hold; one that may not is no stream."""
    tells = getattr(model, "stream_usage", True)
    if tells is None:
        return model.model_copy(update={"stream_usage": True})
    return model if tells else model.model_copy(update={"disable_streaming": True})


def _function(tool: Tool) -> dict[str, Any]:
    properties = {**tool.schema["properties"], **EXTRA_ARGUMENTS}
    parameters: dict[str, Any] = {**tool.schema, "properties": properties}
    if tool.examples:
        parameters["examples"] = list(tool.examples)
    if tool.risk is not None and tool.risk.read_only:
        parameters["readOnlyHint"] = True
    if tool.asks:
        parameters[ASKS_HUMAN] = True
    if tool.plans:
        parameters[PROPOSES_PLAN] = True
    function = {"name": tool.name, "description": tool.description, "parameters": parameters}
    return {"type": "function", "function": function}
