"""catalogue: the machines that act, each with schema and risk. What is not in it cannot run.

A tool that declares no risk profile stays in the catalogue, but the law counts it as dangerous.
"""

import inspect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError
from langchain_core.tools import BaseTool
from pydantic import BaseModel, PydanticUserError

from domain.errors import Invalid
from domain.risk import Risk
from policy.fitting import Shape, filled
from tools.fingerprint import fingerprint_of
from tools.hints import is_idempotent, risk_of
from tools.humans import ASKS, HIRES
from tools.undo import Undo, believed, check_undo, undo_of
from tools.wrapping import wrapped

TIMEOUT_SECONDS = 30.0
LONGEST_TIMEOUT = 3600.0
KEY_ARGUMENT = "idempotency_key"


@dataclass(frozen=True)
class Tool:
    """One tool. `fingerprint` changes when its name, words, schema, risk or undo change.

    One that `asks` or `hires` is a declaration: a node puts the question to a person or posts the
    task, nothing is called.
    """

    name: str
    description: str
    schema: dict[str, Any]
    risk: Risk | None
    idempotent: bool
    takes_key: bool
    examples: tuple[str, ...]
    timeout_seconds: float
    fingerprint: str
    machine: BaseTool
    asks: bool = False
    hires: bool = False
    undo: Undo | None = None

    async def call(self, arguments: dict[str, Any], key: str) -> Any:
        """Run it. `arun` and not `invoke`: the latter reads some arguments as a call of its own."""
        extra = {KEY_ARGUMENT: key} if self.takes_key else {}
        return await self.machine.arun({**arguments, **extra})


class Catalogue:
    """All tools by name."""

    def __init__(self, tools: Iterable[Tool]) -> None:
        self._tools: dict[str, Tool] = {}
        for tool in tools:
            if tool.name in self._tools:
                raise Invalid(
                    "tools_broken", f"Two tools are called {tool.name}; rename one of them."
                )
            self._tools[tool.name] = tool
        self._shapes = {tool.name: Shape(tool.schema) for tool in self}
        for tool in self:
            self._check_undo(tool)

    def __iter__(self) -> Any:
        return iter(self._tools.values())

    def find(self, name: str) -> Tool | None:
        """The tool called `name`, or None."""
        return self._tools.get(name)

    def checked(self, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """`arguments` as the tool takes them; raises Invalid `tool_unknown`, `arguments_invalid`.

        A number that came as text is turned into a number, or refused; nothing is dropped, and
        what was left out gets the default that the schema states.
        """
        tool = self.find(name)
        if tool is None:
            raise Invalid("tool_unknown", f"There is no tool called {name[:80]}; use a listed one.")
        given = filled(arguments, tool.schema)
        return self._shapes[name].fitted(given, f"{name}'s schema", "arguments_invalid")

    def _check_undo(self, tool: Tool) -> None:
        if tool.undo is not None:
            other = self.find(tool.undo.tool)
            schema = other.schema if other else None
            check_undo(tool.name, tool.undo, tool.risk, tool.schema, schema)


def tool_of(machine: Any) -> Tool:
    """A LangChain tool or a plain callable as a Tool; raises Invalid `tools_broken`."""
    tool = _outspoken(machine if isinstance(machine, BaseTool) else wrapped(machine))
    metadata = tool.metadata or {}
    schema = _schema(tool)
    risk, undo = risk_of(tool.name, metadata), undo_of(tool.name, metadata)
    return Tool(
        name=tool.name,
        description=tool.description or "",
        schema=schema,
        risk=believed(risk, undo),
        idempotent=is_idempotent(tool.name, risk, metadata),
        takes_key=KEY_ARGUMENT in _signature_names(tool),
        examples=_examples(tool.name, metadata),
        timeout_seconds=_timeout(tool.name, metadata),
        fingerprint=fingerprint_of(tool.name, tool.description or "", schema, risk, undo),
        machine=tool,
        asks=bool(metadata.get(ASKS, False)),
        hires=bool(metadata.get(HIRES, False)),
        undo=undo,
    )


def catalogue_of(machines: Sequence[Any]) -> Catalogue:
    """The catalogue of LangChain tools and plain callables; raises Invalid `tools_broken`."""
    return Catalogue(tool_of(machine) for machine in machines)


def _outspoken(tool: BaseTool) -> BaseTool:
    """A tool that turns its errors into results would be taken at its word that it did it."""
    return tool.model_copy(update={"handle_tool_error": False, "handle_validation_error": False})


def _examples(name: str, metadata: dict[str, Any]) -> tuple[str, ...]:
    examples = metadata.get("examples", ())
    if not isinstance(examples, list | tuple):
        raise Invalid("tools_broken", f"{name}'s examples are no list; make them one.")
    return tuple(str(example) for example in examples)


def _timeout(name: str, metadata: dict[str, Any]) -> float:
    given = metadata.get("timeout_seconds", TIMEOUT_SECONDS)
    if (
        isinstance(given, bool)
        or not isinstance(given, int | float)
        or not 0 < given <= LONGEST_TIMEOUT
    ):
        raise Invalid(
            "tools_broken",
            f"{name}'s timeout_seconds is {given!r}; give seconds above 0 and up to 3600.",
        )
    return float(given)


def _schema(tool: BaseTool) -> dict[str, Any]:
    declared = tool.tool_call_schema
    schema = dict(declared) if isinstance(declared, dict) else _model_schema(tool, declared)
    schema.setdefault("type", "object")
    schema.setdefault("properties", {})
    schema.setdefault("additionalProperties", False)
    for generated in ("title", "description"):
        schema.pop(generated, None)
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        raise Invalid(
            "tools_broken", f"{tool.name}'s schema is not a JSON Schema: {error.message}."
        ) from error
    return schema


def _model_schema(tool: BaseTool, model: Any) -> dict[str, Any]:
    if not issubclass(model, BaseModel):
        raise Invalid("tools_broken", f"{tool.name}'s argument schema is of an unknown kind.")
    try:
        schema: dict[str, Any] = model.model_json_schema()
    except PydanticUserError as error:
        raise Invalid(
            "tools_broken",
            f"{tool.name}'s arguments have no JSON Schema ({error.message}); use plain types.",
        ) from error
    return schema


def _signature_names(tool: BaseTool) -> set[str]:
    function = getattr(tool, "func", None) or getattr(tool, "coroutine", None)
    return set(inspect.signature(function).parameters) if function else set()
