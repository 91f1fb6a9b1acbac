"""requests: what waits for a person, as a table, and one request with everything to judge it by.

The law's reasons stand above the agent's words, which are labelled as such.
"""

from typing import Annotated

import typer

from domain.request import Request, RequestState
from server.commands.opening import Json, MaybeBy, opened
from server.commands.terminal import as_json, block, harmless, moment, table

requests = typer.Typer(no_args_is_help=True, help="What waits for a person: list and read it.")


@requests.command("list")
def list_requests(by: MaybeBy = None, json: Json = False) -> None:
    """Everything that waits for a decision, oldest first."""
    with opened() as house:
        found = house.desk.open_requests(by)
    if json:
        typer.echo(as_json(found))
        return
    rows = [
        (
            each.id,
            each.kind.value,
            each.route.value,
            each.summary,
            each.requested_by,
            moment(each.decide_by),
        )
        for each in found
    ]
    typer.echo(table(("id", "kind", "route", "asked", "for", "until (UTC)"), rows))


@requests.command("read")
def read_request(
    request_id: Annotated[str, typer.Argument(metavar="ID", help="The request's id.")],
    by: MaybeBy = None,
    json: Json = False,
) -> None:
    """One request in any state, with why a person is asked and what would run."""
    with opened() as house:
        request = house.desk.read(request_id, by)
    typer.echo(as_json(request) if json else shown(request))


def shown(request: Request) -> str:
    """A request as a person reads it."""
    return "\n".join([_head(request), *_grounds(request), *_action(request), *_end(request)])


def _head(request: Request) -> str:
    return harmless(
        f"{request.id}: {request.kind.value}, {request.state.value}, version {request.version}; "
        f"for {request.requested_by} in {request.thread_id}"
    )


def _grounds(request: Request) -> list[str]:
    lines = [f"Route {request.route.value}, because:"]
    lines += [block(reason.text) for reason in request.reasons]
    if request.failures:
        lines += ["Failed before:", *map(block, request.failures)]
    return lines


def _action(request: Request) -> list[str]:
    action = request.action
    ran = "ran" if request.deed is not None else "would run"
    lines = [harmless(f"{action.name} {ran} with:"), block(as_json(action.arguments))]
    if request.deed is not None:
        lines += ["It answered:", block(request.deed.result)]
    if request.form is not None:
        lines += ["The question, as a form:", block(as_json(request.form))]
    if action.rationale:
        lines += ["The agent says (unverified):", block(action.rationale)]
    if action.confidence is not None:
        lines.append(f"The agent's confidence: {action.confidence:.2f}")
    return lines


def _end(request: Request) -> list[str]:
    lines = [f"Signed by {', '.join(request.signed_by)}"] if request.signed_by else []
    if request.outcome is not None:
        lines.append(f"{request.outcome.by} said {request.outcome.type.value}.")
        lines += [block(request.outcome.message)] if request.outcome.message else []
    if request.state is RequestState.OPEN:
        lines.append(f"To be decided until {moment(request.decide_by)} UTC, for example with:")
        lines.append(
            f"    countersign decide {request.id} approve --as YOU --version {request.version}"
        )
    return [line if line.startswith("    ") else harmless(line) for line in lines]
