"""cli: the house from a terminal. A refusal is one sentence on stderr, with exit code 2."""

import typer

from domain.errors import CountersignError
from graph.build import picture
from server.audit import audit

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Countersign: an agent that acts only with a person's countersignature.",
)
app.add_typer(audit, name="audit")


@app.command("picture")
def show_picture() -> None:
    """Draw the graph, as it is compiled, in Mermaid."""
    typer.echo(picture())


def main() -> None:
    """The console script: run a command, say a refusal in words."""
    try:
        app()
    except CountersignError as refusal:
        typer.echo(refusal.sentence, err=True)
        raise SystemExit(2) from refusal
