"""cli: the house from a terminal. A refusal is one sentence on stderr, with exit code 2.

Exit codes: 0 well, 1 faults were found, 2 refused or misused, 130 stopped with Ctrl-C.
"""

import sys
from importlib.metadata import version
from io import TextIOWrapper
from typing import Annotated

import typer

from domain.errors import CountersignError
from graph.build import picture
from server.commands.accounts import accounts
from server.commands.assessing import assess
from server.commands.audit import audit
from server.commands.calibrating import calibrate
from server.commands.copies import backup, restore
from server.commands.deciding import decide
from server.commands.deeds import hold, outbox, take_back
from server.commands.doctor import doctor
from server.commands.oversight import oversight
from server.commands.policy import policy
from server.commands.requests import requests
from server.commands.running import halt, migrate, release, serve
from server.commands.terminal import warn
from server.commands.threads import threads

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Countersign: an agent that acts only with a person's countersignature.",
)
app.command()(serve)
app.add_typer(threads, name="threads")
app.add_typer(requests, name="requests")
app.command()(decide)
app.command()(outbox)
app.command()(hold)
app.command()(take_back)
app.add_typer(accounts, name="accounts")
app.add_typer(audit, name="audit")
app.add_typer(policy, name="policy")
app.command()(halt)
app.command()(release)
app.command()(migrate)
app.command()(backup)
app.command()(restore)
app.command()(doctor)
app.command()(oversight)
app.command()(assess)
app.add_typer(calibrate, name="calibrate")


def _say_version(asked: bool) -> None:
    if asked:
        typer.echo(f"countersign {version('countersign')}")
        raise typer.Exit


@app.callback()
def countersign(
    _: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_say_version, help="Say which version this is."
        ),
    ] = False,
) -> None:
    pass


@app.command("picture")
def show_picture() -> None:
    """Draw the graph, as it is compiled, in Mermaid."""
    typer.echo(picture())


def main() -> None:
    """The console script: run a command, say a refusal in words."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character gets it spelt out instead of a crash.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        app(prog_name="countersign")
    except CountersignError as refusal:
        warn(refusal.sentence)
        raise SystemExit(2) from refusal
