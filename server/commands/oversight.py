"""oversight: write the oversight record, or hold a copy of it against the running house (B30)."""

from pathlib import Path
from typing import Annotated

import typer

from domain.errors import Invalid
from server.commands.opening import opened
from server.commands.terminal import say
from server.oversight.document import record


def oversight(
    out: Annotated[Path | None, typer.Option(help="Write it here instead of the terminal.")] = None,
    check: Annotated[
        Path | None, typer.Option(help="A copy; exit 1 when it no longer matches.")
    ] = None,
) -> None:
    """Write down how people oversee the agent: checkpoints, tools, thresholds, roles and rules."""
    with opened(new=True, meeting=True) as house:
        text = record(house)
    if check is not None:
        _hold_against(check, text)
    elif out is not None:
        out.write_text(text, encoding="utf-8")
        say(f"The oversight record is written to {out}.")
    else:
        typer.echo(text, nl=False)


def _hold_against(copy: Path, text: str) -> None:
    try:
        kept = copy.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid("file_unreadable", f"{copy} cannot be read; name a copy.") from error
    if kept == text:
        say(f"{copy} matches the running house.")
        return
    typer.echo(f"{copy} no longer matches the running house; write it anew.", err=True)
    raise typer.Exit(1)
