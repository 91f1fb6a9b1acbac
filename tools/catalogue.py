"""catalogue: the machines that act, each with schema and risk. What is not in it cannot run.

A tool that declares no risk profile stays in the catalogue, but the law counts it as dangerous.
"""

import inspect
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError
from langchain_core.tools import BaseTool
from pydantic import BaseModel, PydanticUserError

from domain.errors import Invalid
from domain.risk import Risk
from policy.fitting import Shape, filled
from policy.tables import Tables
from tools.asking import Ask
from tools.fingerprint import fingerprint_of
from tools.hints import is_idempotent, risk_of
from tools.humans import ASKS, HIRES, PLANS
from tools.undo import Undo, believed, check_undo, undo_of
from tools.wrapping import wrapped

TIMEOUT_SECONDS = 30.0
LONGEST_TIMEOUT = 3600.0
KEY_ARGUMENT = "idempotency_key"


class Remote(BaseTool):
    """A tool that lives elsewhere and may ask the requester something while it runs."""

    async def relay(self, arguments: dict[str, Any], ask: Ask | None) -> Any:
        """Call it there; `ask` puts a question to the requester, None where nobody can be asked."""
        raise NotImplementedError


@dataclass(frozen=True)
class Tool:
    """One tool. `fingerprint` changes when its name, words, schema, risk or undo change.

    One that `asks`, `hires` or `plans` is a declaration: a node puts the question to a person,
    posts the task or opens the envelope, nothing is called. `server` is the MCP server it lives
    with, `hints` what that server says of its risk; they count as `ruling` says.
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
    plans: bool = False
    undo: Undo | None = None
    server: str = ""
    hints: dict[str, Any] = field(default_factory=dict)

    async def call(self, arguments: dict[str, Any], key: str, ask: Ask | None = None) -> Any:
        """Run it. `arun` and not `invoke`: the latter reads some arguments as a call of its own."""
        if isinstance(self.machine, Remote):
            return await self.machine.relay(arguments, ask)
        extra = {KEY_ARGUMENT: key} if self.takes_key else {}
        return await self.machine.arun({**arguments, **extra})


class Catalogue:
    """All tools by name, as the law takes them. A server's tools, and the law, may change at any
    moment; `edition` counts how often that was.
    """

    def __init__(self, tools: Iterable[Tool]) -> None:
        self._guard = threading.Lock()
        self._law: Callable[[], Tables | None] = lambda: None
        self._ruling: Callable[[Tool, Tables], Tool] = lambda tool, law: tool
        self._listed: dict[str, Tool] = {}
        for tool in tools:
            if tool.name in self._listed:
                raise Invalid(
                    "tools_broken", f"Two tools are called {tool.name}; rename one of them."
                )
            self._listed[tool.name] = tool
        for tool in self._listed.values():
            self._check_undo(tool)
        self._standing = self._made(None, 0)

    def __iter__(self) -> Iterator[Tool]:
        return iter(self._now().tools.values())

    @property
    def edition(self) -> int:
        """Another number whenever a tool has changed."""
        return self._now().edition

    def find(self, name: str) -> Tool | None:
        """The tool called `name`, or None."""
        return self._now().tools.get(name)

    def checked(self, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """`arguments` as the tool takes them; raises Invalid `tool_unknown`, `arguments_invalid`.

        A number that came as text is turned into a number, or refused; nothing is dropped, and
        what was left out gets the default that the schema states.
        """
        standing = self._now()
        if name not in standing.tools:
            raise Invalid("tool_unknown", f"There is no tool called {name[:80]}; use a listed one.")
        given = filled(arguments, standing.tools[name].schema)
        return standing.shapes[name].fitted(given, f"{name}'s schema", "arguments_invalid")

    def follow(self, law: Callable[[], Tables], ruling: Callable[[Tool, Tables], Tool]) -> None:
        """Take each tool as `ruling` says under the law that holds at the moment of asking."""
        with self._guard:
            self._law, self._ruling = law, ruling

    def put(self, server: str, tools: Iterable[Tool]) -> list[str]:
        """Let a server have these tools and no others; in words, those whose names are taken."""
        with self._guard:
            others = {name: each for name, each in self._listed.items() if each.server != server}
            new = {tool.name: tool for tool in tools}
            self._listed = {**new, **others}
            self._standing = self._made(self._law(), self._standing.edition + 1)
        return [f"There is a tool called {name} already." for name in sorted({*new} & {*others})]

    def _now(self) -> "_Standing":
        law = self._law()
        if law is not self._standing.law:
            with self._guard:
                self._standing = self._made(law, self._standing.edition + 1)
        return self._standing

    def _made(self, law: Tables | None, edition: int) -> "_Standing":
        tools = self._listed
        if law is not None:
            tools = {name: self._ruling(tool, law) for name, tool in tools.items()}
        shapes = {name: Shape(tool.schema) for name, tool in tools.items()}
        return _Standing(tools, shapes, law, edition)

    def _check_undo(self, tool: Tool) -> None:
        if tool.undo is not None:
            other = self._listed.get(tool.undo.tool)
            schema = other.schema if other else None
            check_undo(tool.name, tool.undo, tool.risk, tool.schema, schema)


@dataclass(frozen=True)
class _Standing:
    """All tools under one law; it is replaced whole, so that no reader sees half of a change."""

    tools: dict[str, Tool]
    shapes: dict[str, Shape]
    law: Tables | None
    edition: int


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
        plans=bool(metadata.get(PLANS, False)),
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
