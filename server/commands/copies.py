"""copies: back a house up while it runs, and restore it elsewhere."""

import os
from pathlib import Path
from typing import Annotated

import typer

from domain.settings import VARIABLES, Settings
from server.backups.making import make_backup
from server.backups.restoring import restore_backup
from server.commands.opening import at_terminal
from server.commands.terminal import say, warn


def backup(
    file: Annotated[Path, typer.Argument(help="The archive to write, such as house.zip.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file of that name.")] = False,
) -> None:
    """Put the house into one archive, while it may be running.

    The database and the photos are in it; sessions, tokens, keys and settings are not, nor are the
    demo's shop and mail.
    """
    made = make_backup(Settings(), file, force=force)
    photos = len(made.manifest.members) - 1
    for note in made.notes:
        warn(note)
    say(f"{file} holds the database (schema {made.manifest.revision}) and {photos:,} photos.")
    say("Nobody is signed in to a house restored from it, and API tokens have to be made anew.")


def restore(
    file: Annotated[Path, typer.Argument(help="An archive that backup has written.")],
    home: Annotated[Path, typer.Option(help="The new or empty folder to make the house in.")],
) -> None:
    """Make a house from a backup. Exit code 1 when its audit does not verify."""
    restored = restore_backup(file, home, by=at_terminal())
    for note in restored.notes:
        warn(note)
    for fault in restored.faults:
        warn(f"{fault.stream}, row {fault.seq}: {fault.what}.")
    made = restored.manifest.made_at
    say(
        f"{home} is the house of {made:%Y-%m-%d %H:%M:%S} UTC; what it did after that is not in it."
    )
    say(
        f"Audit: {restored.rows:,} rows in {restored.streams:,} streams, "
        f"{'not ' if restored.faults else 'internally '}consistent."
    )
    if restored.unfinished:
        warn(
            f"{restored.unfinished:,} conversations have work left, which the old house may have "
            "done since; look at them before you release the house."
        )
    say(
        "It is halted: no effect starts. When you have looked: "
        f"COUNTERSIGN_HOME={home} countersign release --as LEAD"
    )
    say(f"Start it with: COUNTERSIGN_HOME={home} countersign serve")
    if os.environ.get(VARIABLES["database"]):
        warn(f"{VARIABLES['database']} is set and names another database; unset it first.")
    raise typer.Exit(1 if restored.faults else 0)
