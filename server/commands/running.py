"""running: serve the house, bring its database up to date, halt and release it."""

from functools import partial
from typing import Annotated

import typer

from domain.settings import Settings
from server.address import LOOPBACK
from server.bootstrap import open_house
from server.commands.opening import By, opened
from server.commands.terminal import say
from server.migrating import bring_up_to_date
from server.reach import EVERYWHERE
from server.serve import PORT_FIRST
from server.serve import serve as serve_house


def serve(
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help=f"The port; default is the first free {PORT_FIRST}+."),
    ] = None,
    host: Annotated[
        str, typer.Option(help=f"{EVERYWHERE} lets the network in; needs accounts and an origin.")
    ] = LOOPBACK,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the link.")] = False,
) -> None:
    """Run the console and the agent on this machine until Ctrl-C."""
    settings = Settings()
    opening = partial(open_house, settings)
    raise typer.Exit(
        serve_house(opening, port, browser=not no_browser, host=host, origin=settings.origin)
    )


def migrate() -> None:
    """Bring the database to today's schema. A copy of what it was is kept beside it."""
    done = bring_up_to_date(Settings())
    if done.before == done.after:
        say(f"The database has today's schema, {done.after}; nothing was changed.")
        return
    if done.kept is not None:
        say(f"The database as it was is kept as {done.kept}.")
    say(f"Migrated from schema {done.before or 'nothing'} to {done.after}.")


def halt(by: By) -> None:
    """Throw the kill switch: from now on no effect starts."""
    with opened() as house:
        house.halt(True, by)
    say("Halted: no effect starts until somebody releases the house.")


def release(by: By) -> None:
    """Release a halted house."""
    with opened() as house:
        house.halt(False, by)
    say("Released: what was decided and still holds goes on.")
