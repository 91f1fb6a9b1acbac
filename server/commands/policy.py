"""policy: the law from a terminal: read it, check and try a text, and change it as two admins.

A file changes nothing by being checked, replayed or proposed; another admin's second does.
"""

import difflib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from domain.errors import Missing
from domain.law import Bill, Edition
from graph.laws import LAST, LAST_MOST
from policy.rules import faults_of
from server.commands.opening import By, Json, opened
from server.commands.replaying import shown, watched
from server.commands.terminal import as_json, block, moment, say, table
from server.enacting import text_of

policy = typer.Typer(
    no_args_is_help=True, help="The law: read, check and replay it, propose and second another."
)

File = Annotated[Path, typer.Argument(metavar="FILE", help="A law file.")]
BillId = Annotated[str, typer.Argument(metavar="BILL", help="The bill's id.")]


@policy.command()
def show(json: Json = False) -> None:
    """The law in force, in words, and the bills that wait for a second."""
    with opened() as house:
        standing = house.laws.standing()
    if json:
        typer.echo(as_json(standing))
        return
    say(f"Version {standing.edition.version}, in force since {_since(standing.edition)}.")
    for section in standing.sections:
        say(f"\n{section.title}".strip())
        typer.echo(table(("key", "value"), [(row.key, row.value) for row in section.rows]))
        typer.echo("")
    for bill in standing.bills:
        say(_told(bill))
    if standing.late:
        say(f"Requests past their time: {standing.late}; the law cannot be loosened now.")


@policy.command()
def check(file: File) -> None:
    """Whether a file could be law, and what it would loosen; exit code 1 when it has faults."""
    text = text_of(file)
    faults = faults_of(text)
    for fault in faults:
        where = f"line {fault.line}" if fault.line else "the end"
        say(f"{file}, {where}: {': '.join(part for part in (fault.where, fault.what) if part)}")
    if faults:
        raise typer.Exit(1)
    try:
        with opened() as house:
            found = house.laws.check(text)
    except Missing:
        say(f"{file} can be enacted. There is no house yet to compare it with.")
        return
    say(f"{file} can be enacted, as version {found.version}.")
    if found.is_in_force:
        say("It is the law in force.")
    for loosened in found.loosens:
        say(f"It loosens {loosened}.")


@policy.command()
def replay(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="A law file; without it, the laws of their days."),
    ] = None,
    last: Annotated[int, typer.Option(min=1, max=LAST_MOST, help="How many actions.")] = LAST,
    json: Json = False,
) -> None:
    """Judge the newest actions again, and say what would go elsewhere and what that may cost."""
    text = None if file is None else text_of(file)
    with opened() as house:
        found = house.laws.backtest(text, last=last, watched=watched)
    typer.echo(as_json(found) if json else shown(found))


@policy.command()
def propose(
    file: File,
    by: By,
    note: Annotated[str, typer.Option(help="Why the law should change.")],
) -> None:
    """Put a law forward, as PERSON; another admin has to second it."""
    text = text_of(file)
    with opened() as house:
        bill = house.bills.propose(text, note, by)
    say(_told(bill))
    say(f"Another admin enacts it with: countersign policy second {bill.id} --as PERSON")


@policy.command()
def second(bill_id: BillId, by: By) -> None:
    """Agree to another admin's bill; it is the law from then on, in running houses too."""
    with opened() as house:
        bill = house.bills.second(bill_id, by)
    say(f"Version {bill.version} is the law now.")


@policy.command()
def withdraw(bill_id: BillId, by: By) -> None:
    """Take back a bill of one's own."""
    with opened() as house:
        house.bills.withdraw(bill_id, by)
    say(f"{bill_id} is withdrawn.")


@policy.command()
def refuse(bill_id: BillId, by: By) -> None:
    """Refuse another admin's bill."""
    with opened() as house:
        house.bills.refuse(bill_id, by)
    say(f"{bill_id} is refused.")


@policy.command()
def history(
    diff: Annotated[bool, typer.Option("--diff", help="With what each changed.")] = False,
    json: Json = False,
) -> None:
    """Every text that came into force, the last one first."""
    with opened() as house:
        editions = house.laws.history()
    if json:
        typer.echo(as_json(editions))
        return
    if not diff:
        rows = [
            (str(each.seq), each.version, moment(each.enacted_at), _whose(each))
            for each in editions
        ]
        typer.echo(table(("number", "version", "in force since (UTC)", "whose"), rows))
        return
    for each, before in zip(editions, [*editions[1:], None], strict=True):
        say(f"{each.seq}: {each.version}, {_since(each)}")
        typer.echo(_changes(before.text if before else "", each.text))


def _changes(before: str, after: str) -> str:
    lines: Iterable[str] = difflib.unified_diff(
        before.split("\n"), after.split("\n"), n=1, lineterm=""
    )
    return block("\n".join(line for line in lines if not line.startswith(("---", "+++"))))


def _since(edition: Edition) -> str:
    return f"{moment(edition.enacted_at)} UTC, {_whose(edition)}"


def _whose(edition: Edition) -> str:
    if edition.proposed_by:
        return f"proposed by {edition.proposed_by}, seconded by {edition.seconded_by}"
    return _SOURCES.get(edition.source, "from a file")


def _told(bill: Bill) -> str:
    stale = " It is stale: another law came into force meanwhile." if bill.is_stale else ""
    loosens = f" It loosens {'; '.join(bill.loosens)}." if bill.loosens else ""
    return (
        f"{bill.id}: version {bill.version}, {bill.state} by {bill.proposed_by}: "
        f"{bill.note}.{loosens}{stale}"
    )


_SOURCES = {"shipped": "as shipped", "file": "from the house's file"}
