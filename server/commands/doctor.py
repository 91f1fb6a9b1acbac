"""doctor: what is wrong with this house, in words, and what to do. It changes nothing."""

from typing import Annotated

import typer

from server.checkup.examining import examine
from server.checkup.finding import Level
from server.commands.opening import Json
from server.commands.terminal import as_json, block, harmless


def doctor(
    json: Json = False,
    online: Annotated[
        bool, typer.Option("--online", help="Also call the model and each server once.")
    ] = False,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to look at.")] = 8501,
) -> None:
    """Say what is wrong and what to do. Changes nothing; exit code 1 when something is."""
    findings = examine(port, online=online)
    if json:
        typer.echo(as_json(findings))
    else:
        for finding in findings:
            typer.echo(f"{finding.level.value:5}  {harmless(finding.sentence)}")
            if finding.remedy:
                typer.echo(block(finding.remedy, " " * 7))
    raise typer.Exit(int(any(finding.level is Level.WRONG for finding in findings)))
