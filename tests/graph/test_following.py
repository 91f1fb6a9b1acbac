"""test_following: the model is offered the tools that there are now, not those of the opening."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from langchain_core.messages import AIMessage
from langchain_core.runnables import Runnable

from graph.model import Following, narrowing
from tests.fakes.model import ScriptedModel
from tools.catalogue import Catalogue, tool_of


class Offered(ScriptedModel):
    """Keeps what it was offered, each time."""

    offers: list[list[str]] = []  # noqa: RUF012

    def bind_tools(self, tools: Sequence[Any], **options: Any) -> Runnable[Any, AIMessage]:
        self.offers.append([tool["function"]["name"] for tool in tools])
        return self


def look(what: str) -> str:
    """Look."""
    return what


def note(text: str) -> str:
    """Note."""
    return text


def test_a_new_tool_is_offered_with_the_next_question() -> None:
    catalogue = Catalogue([tool_of(look)])
    model = Offered(offers=[])
    following = Following(model, catalogue)
    following.invoke("hello")
    catalogue.put("s", [replace(tool_of(note), server="s")])

    async def ask() -> list[AIMessage]:
        return [piece async for piece in following.astream("hello")]

    assert asyncio.run(ask())
    following.invoke("hello")
    assert model.offers[-1] == ["note", "look"]
    assert model.offers.count(["note", "look"]) == 1


def test_a_brief_gets_no_tool_that_is_gone() -> None:
    catalogue = Catalogue([tool_of(look)])
    catalogue.put("s", [replace(tool_of(note), server="s")])
    model = Offered(offers=[])
    narrowed = narrowing(model, catalogue)
    narrowed(("look", "note"))
    catalogue.put("s", [])
    narrowed(("look", "note"))
    assert model.offers == [["note", "look"], ["look"]]
