"""opening: a house for one command, and the options that many commands share.

The house is opened on the rows beside a running server and starts no engine: what a command writes,
the server finds at its next look.
"""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from domain.errors import Missing
from domain.settings import Settings
from graph.house import House
from server.bootstrap import open_house
from server.commands.terminal import warn
from storage.revisions import database_file

By = Annotated[str, typer.Option("--as", metavar="PERSON", help="Who you are in the house.")]
MaybeBy = Annotated[
    str | None, typer.Option("--as", metavar="PERSON", help="See what this person may see.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


@contextmanager
def opened(*, new: bool = False, meeting: bool = False) -> Iterator[House]:
    """The house of the settings; raises Missing `house_missing` unless it may be a `new` one.

    With `meeting` its MCP servers are met, which takes a moment; else their tools are missing.
    """
    settings = Settings()
    if not new and not database_file(settings.database_url).exists():
        raise Missing(
            "house_missing",
            f"There is no house in {settings.home} yet; begin one with countersign serve, "
            "or point COUNTERSIGN_HOME at the one you mean.",
        )
    with open_house(settings, meeting=meeting) as house:
        for notice in house.notices:
            warn(notice)
        yield house


def at_terminal() -> str:
    """Who works here, for the audit. No person's id has a slash, so it names none of them."""
    try:
        return f"terminal/{getpass.getuser()[:100]}"
    except (KeyError, ImportError, OSError):
        return "terminal/unknown"
