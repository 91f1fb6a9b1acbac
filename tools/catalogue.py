"""catalogue: the machines that act, each with schema and risk. What is not in it cannot run.

A tool that declares no risk profile stays in the catalogue, but the law counts it as dangerous.
"""

import inspect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import SchemaError, best_match
from langchain_core.tools import BaseTool, StructuredTool
from pydantic import BaseModel, PydanticUserError, ValidationError

from domain.errors import Invalid
from domain.risk import Reversibility, Risk
from policy.digest import canonical_digest
from tools.arguments import coerced

TIMEOUT_SECONDS = 30.0
LONGEST_TIMEOUT = 3600.0
KEY_ARGUMENT = "idempotency_key"


@dataclass(frozen=True)
class Tool:
    """One tool. `fingerprint` changes when its name, words, schema or risk change."""

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

    def __iter__(self) -> Any:
        return iter(self._tools.values())

    def find(self, name: str) -> Tool | None:
        """The tool called `name`, or None."""
        return self._tools.get(name)

    def checked(self, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """`arguments` as the tool takes them; raises Invalid `tool_unknown`, `arguments_invalid`.

        A number that came as text is turned into a number, or refused; nothing is dropped.
        """
        tool = self.find(name)
        if tool is None:
            raise Invalid("tool_unknown", f"There is no tool called {name[:80]}; use a listed one.")
        fitting = coerced(arguments, tool.schema)
        fault = best_match(_validator(tool.schema).iter_errors(fitting))
        if fault is not None:
            where = ".".join(str(part) for part in fault.absolute_path) or "the arguments"
            raise Invalid(
                "arguments_invalid",
                f"{where}: {fault.message[:300]}. Give arguments that fit {name}'s schema.",
            )
        return fitting


def tool_of(machine: Any) -> Tool:
    """A LangChain tool or a plain callable as a Tool; raises Invalid `tools_broken`."""
    tool = _outspoken(machine if isinstance(machine, BaseTool) else _wrapped(machine))
    metadata = tool.metadata or {}
    schema = _schema(tool)
    risk = _risk(tool.name, metadata)
    return Tool(
        name=tool.name,
        description=tool.description or "",
        schema=schema,
        risk=risk,
        idempotent=_is_idempotent(risk, metadata),
        takes_key=KEY_ARGUMENT in _signature_names(tool),
        examples=_examples(tool.name, metadata),
        timeout_seconds=_timeout(tool.name, metadata),
        fingerprint=canonical_digest(
            {
                "name": tool.name,
                "description": tool.description or "",
                "schema": schema,
                "risk": risk.model_dump(mode="json") if risk else None,
            }
        ),
        machine=tool,
    )


def catalogue_of(machines: Sequence[Any]) -> Catalogue:
    """The catalogue of LangChain tools and plain callables; raises Invalid `tools_broken`."""
    return Catalogue(tool_of(machine) for machine in machines)


def _wrapped(machine: Any) -> BaseTool:
    if not callable(machine):
        raise Invalid(
            "tools_broken",
            f"{machine!r} is neither a LangChain tool nor a callable; list only such.",
        )
    name = getattr(machine, "__name__", type(machine).__name__)
    called: dict[str, Any] = {"name": name, "description": inspect.getdoc(machine) or name}
    running = "coroutine" if inspect.iscoroutinefunction(machine) else "func"
    try:
        return StructuredTool.from_function(
            **{running: machine}, **called, metadata=getattr(machine, "metadata", None)
        )
    except (TypeError, ValueError, NameError) as error:
        raise Invalid(
            "tools_broken", f"{name} has no usable signature ({error}); annotate its arguments."
        ) from error


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


def _risk(name: str, metadata: dict[str, Any]) -> Risk | None:
    if "risk" in metadata:
        try:
            return Risk.model_validate(metadata["risk"])
        except ValidationError as error:
            fault = error.errors()[0]
            where = ".".join(str(part) for part in fault["loc"]) or "risk"
            raise Invalid(
                "tools_broken", f"{name}'s risk profile is wrong at {where}: {fault['msg']}."
            ) from error
    if metadata.get("readOnlyHint") is True and metadata.get("openWorldHint") is not True:
        return Risk(read_only=True)
    if metadata.get("destructiveHint") is False and metadata.get("openWorldHint") is False:
        return Risk(external=False, reversibility=Reversibility.EFFORT)
    return None


def _is_idempotent(risk: Risk | None, metadata: dict[str, Any]) -> bool:
    """Reading twice harms nobody; an effect must say that it honours its key."""
    declared = metadata.get("idempotent", metadata.get("idempotentHint", False))
    return bool(declared) or (risk is not None and risk.read_only)


def _signature_names(tool: BaseTool) -> set[str]:
    function = getattr(tool, "func", None) or getattr(tool, "coroutine", None)
    return set(inspect.signature(function).parameters) if function else set()


def _validator(schema: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator(schema, format_checker=FormatChecker())
