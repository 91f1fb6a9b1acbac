"""undo: which tool takes an effect back, and where that tool's arguments come from.

It is shown to the person who decides, so it is checked when the catalogue is built and not when
somebody needs it.
"""

import json
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from domain.errors import Invalid
from domain.risk import Reversibility, Risk

UNDO = "undo"
ARGUMENT = "argument."
RESULT = "result."

Schema = dict[str, Any]


class Undo(BaseModel):
    """The tool that takes an effect back. `arguments` says where each of its arguments comes from:
    "argument.order_id" of the call itself, or "result.credit_id" of what it answered; what is not
    named a person fills in.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    tool: str = Field(min_length=1)
    arguments: dict[str, str] = {}


def undo_of(name: str, metadata: dict[str, Any]) -> Undo | None:
    """What `metadata` says under "undo", a tool's name or the whole; raises Invalid."""
    given = metadata.get(UNDO)
    if given is None or isinstance(given, Undo):
        return given
    try:
        return Undo.model_validate({"tool": given} if isinstance(given, str) else given)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(part) for part in ("undo", *fault["loc"]))
        raise _broken(name, f"is wrong at {where}: {fault['msg']}") from error


def believed(risk: Risk | None, undo: Undo | None) -> Risk | None:
    """The risk as the law takes it: nothing is undone in one click by a tool that nobody named."""
    claims = risk is not None and risk.reversibility is Reversibility.ONE_CLICK
    if risk is None or not claims or risk.read_only or undo is not None:
        return risk
    return risk.model_copy(update={"reversibility": Reversibility.EFFORT})


def check_undo(
    name: str, undo: Undo, risk: Risk | None, schema: Schema, other: Schema | None
) -> None:
    """Raise Invalid `tools_broken` unless `other`, the schema of the tool named, can be called so.

    One click has nobody who fills anything in, so it must name every argument that is needed.
    """
    if other is None:
        raise _broken(name, f"names {undo.tool}, and there is no such tool")
    for argument, source in undo.arguments.items():
        if argument not in other["properties"]:
            raise _broken(name, f"gives {argument} to {undo.tool}, which takes no such argument")
        if not _is_there(source, schema):
            raise _broken(name, f"takes {argument} from {source}, which is not there")
    missing = set(other.get("required", ())) - set(undo.arguments)
    if risk is not None and risk.reversibility is Reversibility.ONE_CLICK and missing:
        raise _broken(name, f"is no single click: it leaves out {', '.join(sorted(missing))}")


def filled_in(undo: Undo, arguments: dict[str, Any], result: str) -> dict[str, Any]:
    """The arguments with which an effect is taken back; raises Invalid `undo_incomplete`.

    `result` is what its tool answered, as the journal keeps it.
    """
    told = {"argument": arguments, "result": _read(result)}
    found = {}
    for argument, source in undo.arguments.items():
        kind, _, path = source.partition(".")
        given = told[kind]
        for part in [path] if kind == "argument" else path.split("."):
            given = given.get(part, _NOWHERE) if isinstance(given, dict) else _NOWHERE
        if given is _NOWHERE:
            raise Invalid(
                "undo_incomplete",
                f"Nothing says {argument.replace('_', ' ')}, which taking it back needs; "
                "it has to be done by hand.",
            )
        found[argument] = given
    return found


def _read(result: str) -> Any:
    """A tool's answer, if it is JSON; an answer in words tells no arguments."""
    try:
        return json.loads(result)
    except ValueError:
        return None


def _is_there(source: str, schema: Schema) -> bool:
    """An argument of the call can be looked up; of its result only the form is known."""
    if source.startswith(ARGUMENT):
        return source.removeprefix(ARGUMENT) in schema["properties"]
    return all(source.removeprefix(RESULT).split(".")) if source.startswith(RESULT) else False


def _broken(name: str, words: str) -> Invalid:
    return Invalid("tools_broken", f"{name}'s undo {words}; mend it or leave it out.")


_NOWHERE = object()
