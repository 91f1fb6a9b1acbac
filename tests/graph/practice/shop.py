"""shop: the demo shop and its mail behind a stage, with real files."""

from pathlib import Path
from typing import Any

from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool

from domain.errors import CountersignError
from domain.settings import Settings
from tests.graph.practice.stage import RefusalError, Result, Stage, StillClock
from tools.humans import HIRES, human_tools
from tools.mail import mail_tools
from tools.shop import shop_tools

POSTED = (
    "Task tsk_01 is posted for operators, to be done by 2026-01-14 18:00 UTC. "
    "It is not done yet; its outcome comes later as a letter."
)


def open_shop(home: Path, refuse: dict[str, str] | None = None, *, field: bool = False) -> Stage:
    """A stage with the shop's and the mail tools; tools named in `refuse` are refused. With
    `field` somebody can be sent out, too.
    """
    settings = Settings(home=home)
    tools = [*shop_tools(settings, StillClock()), *mail_tools(settings, StillClock())]
    declared = [each for each in human_tools() if (each.metadata or {}).get(HIRES)] if field else []
    by_name = {tool.name: tool for tool in tools}
    keys = iter(range(1000))

    def act(name: str, arguments: dict[str, Any]) -> Result:
        if refuse and name in refuse:
            raise RefusalError(refuse[name])
        if name not in by_name:
            return POSTED
        tool = by_name[name]
        injected = {"idempotency_key": f"key-{next(keys)}"} if _takes_a_key(tool) else {}
        try:
            result: Result = tool.invoke({**arguments, **injected})
        except CountersignError as error:
            raise RefusalError(f"failed: {error.sentence}") from error
        return result

    return Stage([bound(tool) for tool in (*tools, *declared)], act)


def bound(tool: BaseTool) -> dict[str, Any]:
    """A tool as the graph binds it."""
    converted: dict[str, Any] = convert_to_openai_tool(tool)
    parameters = converted["function"]["parameters"]
    metadata = tool.metadata or {}
    parameters["examples"] = metadata["examples"]
    if metadata["risk"].get("read_only"):
        parameters["readOnlyHint"] = True
    parameters["properties"]["_rationale"] = {"type": "string"}
    parameters["properties"]["_confidence"] = {"type": "number", "minimum": 0, "maximum": 1}
    return converted


def _takes_a_key(tool: BaseTool) -> bool:
    return "idempotency_key" in tool.get_input_jsonschema()["properties"]
