"""accounts: people, roles, passwords and API tokens. A token is shown once and never again."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import typer

from domain.errors import Invalid
from domain.people import Person, Role
from server.accounts import TOKEN_DAYS_MAX, Accounts, Standing
from server.commands.asking import FromScript, new_password
from server.commands.opening import Json, at_terminal, opened
from server.commands.terminal import as_json, moment, say, table
from server.passwords import Passwords
from storage.sessions import TOKEN

DAYS = 90

accounts = typer.Typer(no_args_is_help=True, help="People, and what they come in with.")

Id = Annotated[str, typer.Argument(metavar="ID", help="The person's id.")]
Roles = Annotated[list[Role], typer.Option("--role", help="A role; give it once for each.")]


@accounts.command()
def add(
    person_id: Id,
    role: Roles,
    name: Annotated[str, typer.Option(help="As others see it.")] = "",
    password_stdin: FromScript = False,
    no_password: Annotated[
        bool, typer.Option("--no-password", help="For somebody who comes with an API token only.")
    ] = False,
) -> None:
    """Make somebody known to the house, with a password to sign in with.

    The first password ends the demo: from then on nobody signs in without one.
    """
    if password_stdin and no_password:
        raise Invalid("options_differ", "Give --password-stdin or --no-password, not both.")
    with opened(new=True) as house:
        password = "" if no_password else new_password(person_id, name, from_script=password_stdin)
        person = house.people.add(person_id, role, name, by=at_terminal())
        if password:
            Passwords(house).change(person_id, password, by=at_terminal())
    say(f"{_named(person)} is known here as {_listed(person)}.")


@accounts.command("password")
def change_password(person_id: Id, password_stdin: FromScript = False) -> None:
    """Give somebody a new password, and end their browser sessions."""
    with opened() as house:
        person = house.people.get(person_id)
        password = new_password(person.id, person.name, from_script=password_stdin)
        ended = Passwords(house).change(person_id, password, by=at_terminal())
    say(f"{_named(person)} has a new password; browser sessions ended: {ended}.")


@accounts.command("list")
def list_people(json: Json = False) -> None:
    """Everybody, with their roles and how many API tokens stand."""
    with opened() as house:
        people, tokens = house.people.list(), _tokens(Accounts(house).standing())
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


@accounts.command("skills")
def change_skills(
    person_id: Id,
    skill: Annotated[
        list[str] | None, typer.Option("--skill", help="A skill or licence; once for each.")
    ] = None,
) -> None:
    """Give somebody these skills and no others, at once; without any, take all away."""
    with opened() as house:
        person = house.people.change_skills(person_id, skill or [], by=at_terminal())
    say(f"{_named(person)} now has: {', '.join(person.skills) or 'no skills'}.")


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


@accounts.command("sessions")
def list_sessions(
    person_id: Annotated[str | None, typer.Argument(metavar="[ID]", help="Of one person.")] = None,
    json: Json = False,
) -> None:
    """Who is signed in, and which API tokens stand; the tokens themselves are not kept."""
    with opened() as house:
        standing = Accounts(house).standing(person_id)
    if json:
        typer.echo(as_json([_with_moments(each) for each in standing]))
        return
    rows = [
        (each.person_id, each.kind, *map(_told, (each.since, each.seen, each.expires)))
        for each in standing
    ]
    typer.echo(table(("id", "kind", "since", "last seen", "expires"), rows))


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


def _tokens(standing: list[Standing]) -> dict[str, list[datetime]]:
    found: dict[str, list[datetime]] = {}
    for each in standing:
        if each.kind == TOKEN:
            found.setdefault(each.person_id, []).append(each.expires)
    return found


def _counted(tokens: list[datetime]) -> str:
    return f"{len(tokens)}, until {moment(tokens[-1])}" if tokens else ""


def _with_tokens(person: Person, tokens: list[datetime]) -> dict[str, object]:
    return {**person.model_dump(mode="json"), "tokens": [expiry.isoformat() for expiry in tokens]}


def _told(at: datetime | None) -> str:
    return moment(at) if at else "unknown"


def _with_moments(standing: Standing) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(standing).items()
    }
