"""deciding: one decision from a terminal, from options or as JSON in any dialect.

Options are put together and read by the house like everybody else's; nothing is guessed here but
the tool of an edit, which can only be the one that was asked for.
"""

import json
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from domain.decision import DecisionType, ReasonCode
from domain.errors import Invalid
from domain.request import Request, RequestState
from graph.house import House
from server.commands.opening import By, opened
from server.commands.terminal import as_json, say

JSON_BYTES_MAX = 1_000_000

JSON_OR_FILE = "JSON|@FILE"


def decide(
    request_id: Annotated[str, typer.Argument(metavar="ID", help="The request's id.")],
    by: By,
    answer: Annotated[DecisionType | None, typer.Argument(help="The answer, in one word.")] = None,
    message: Annotated[str, typer.Option(help="Words for the agent or the requester.")] = "",
    reason: Annotated[ReasonCode | None, typer.Option(help="Why you change or refuse it.")] = None,
    arguments: Annotated[
        str | None,
        typer.Option(metavar=JSON_OR_FILE, help="For an edit: all of its arguments."),
    ] = None,
    content: Annotated[
        str | None, typer.Option(metavar=JSON_OR_FILE, help="For an answer: the form, filled in.")
    ] = None,
    decision: Annotated[
        str | None,
        typer.Option("--json", metavar=JSON_OR_FILE, help="The whole decision, in any dialect."),
    ] = None,
    version: Annotated[
        int | None, typer.Option(help="The version you have seen; another one is refused.")
    ] = None,
) -> None:
    """Decide a request, once, as PERSON."""
    options = {"message": message, "reason_code": reason}
    parts = {"arguments": arguments, "content": content}
    if (answer is None) == (decision is None):
        raise Invalid("decision_missing", "Give one answer: a word such as approve, or --json.")
    if decision is not None and any((message, reason, arguments, content)):
        raise Invalid("decision_twice", "--json says it all; leave the other options out.")
    # Whoever edits a call of an MCP server's tool needs that tool's schema.
    with opened(meeting=decision is not None or arguments is not None) as house:
        read = (
            read_json(decision, "--json")
            if decision is not None
            else _put_together(house, request_id, answer, options, parts)
        )
        stands = house.desk.decide(request_id, read, by, version)
    typer.echo(as_json(stands)) if decision is not None else say(_told(stands, request_id))


def read_json(given: str, option: str) -> Any:
    """The value of an option that holds JSON or names its file; raises Invalid `json_broken`."""
    text = _file(given[1:], option) if given.startswith("@") else given
    try:
        value = json.loads(text, parse_constant=_no_number)
        # Halves of characters can be spelt in JSON, and no row can keep them.
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise Invalid(
            "json_broken", f"{option} is not JSON ({error}); nothing was decided."
        ) from error
    return value


def _put_together(
    house: House,
    request_id: str,
    answer: DecisionType | None,
    options: dict[str, Any],
    parts: dict[str, str | None],
) -> dict[str, Any]:
    made = {"type": answer} | {name: value for name, value in options.items() if value}
    for name, given in parts.items():
        if given is not None:
            made[name] = read_json(given, f"--{name}")
    if answer is DecisionType.EDIT:
        if "arguments" not in made:
            raise Invalid("arguments_missing", "An edit needs all of the --arguments as JSON.")
        made["name"] = house.desk.read(request_id).action.name
    return made


def _told(request: Request, asked: str) -> str:
    if request.id != asked:
        return f"{request.id} stands in its place, {request.state.value}, and has your signature."
    if request.state is RequestState.OPEN:
        return f"Signed; {request.id} waits for another signature."
    return f"{request.id} is {request.state.value}."


def _file(name: str, option: str) -> str:
    try:
        with Path(name).open(encoding="utf-8") as file:
            text = file.read(JSON_BYTES_MAX + 1)
    except (OSError, ValueError) as error:
        raise Invalid("json_broken", f"{option}: {name} cannot be read ({error}).") from error
    if len(text) > JSON_BYTES_MAX:
        raise Invalid("json_broken", f"{option}: {name} has more than {JSON_BYTES_MAX:,} letters.")
    return text


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
