"""accounts: people, their roles and their API tokens. A token is shown once and never again."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from domain.people import Person, Role
from server.accounts import TOKEN_DAYS_MAX, Accounts
from server.commands.opening import Json, at_terminal, opened
from server.commands.terminal import as_json, moment, say, table

DAYS = 90

accounts = typer.Typer(no_args_is_help=True, help="People, their roles and their API tokens.")

Id = Annotated[str, typer.Argument(metavar="ID", help="The person's id.")]
Roles = Annotated[list[Role], typer.Option("--role", help="A role; give it once for each.")]


@accounts.command()
def add(
    person_id: Id, role: Roles, name: Annotated[str, typer.Option(help="As others see it.")] = ""
) -> None:
    """Make somebody known to the house."""
    with opened(new=True) as house:
        person = house.people.add(person_id, role, name, by=at_terminal())
    say(f"{_named(person)} is known here as {_listed(person)}.")


@accounts.command("list")
def list_people(json: Json = False) -> None:
    """Everybody, with their roles and how many API tokens stand."""
    with opened() as house:
        people, tokens = house.people.list(), Accounts(house).tokens()
    if json:
        typer.echo(as_json([_with_tokens(person, tokens.get(person.id, [])) for person in people]))
        return
    rows = [
        (person.id, person.name, _listed(person), _counted(tokens.get(person.id, [])))
        for person in people
    ]
    typer.echo(table(("id", "name", "roles", "tokens"), rows))


@accounts.command("roles")
def change_roles(person_id: Id, role: Roles) -> None:
    """Give somebody these roles and no others, at once."""
    with opened() as house:
        person = house.people.change_roles(person_id, role, by=at_terminal())
    say(f"{_named(person)} is now {_listed(person)}.")


@accounts.command("token")
def make_token(
    person_id: Id,
    days: Annotated[int, typer.Option(min=1, max=TOKEN_DAYS_MAX, help="How long it lasts.")] = DAYS,
) -> None:
    """Make an API token. Whoever brings it is this person, under /api."""
    with opened() as house:
        token = Accounts(house).make_token(person_id, days, by=at_terminal())
    until = datetime.now(UTC) + timedelta(days=days)
    typer.echo(token)
    typer.echo(
        f"Shown only now, and good until {moment(until)} UTC. Send it as: "
        "Authorization: Bearer TOKEN",
        err=True,
    )


@accounts.command()
def revoke(person_id: Id) -> None:
    """End every API token and every browser session of somebody."""
    with opened() as house:
        tokens, sessions = Accounts(house).revoke(person_id, by=at_terminal())
    say(f"Ended for {person_id}: {tokens} API tokens, {sessions} browser sessions.")


def _named(person: Person) -> str:
    return person.id if person.name == person.id else f"{person.name} ({person.id})"


def _listed(person: Person) -> str:
    return ", ".join(role.value for role in person.roles)


def _counted(tokens: list[datetime]) -> str:
    return f"{len(tokens)}, until {moment(tokens[-1])}" if tokens else ""


def _with_tokens(person: Person, tokens: list[datetime]) -> dict[str, object]:
    return {**person.model_dump(mode="json"), "tokens": [expiry.isoformat() for expiry in tokens]}
