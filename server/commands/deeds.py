"""deeds: what is about to go out, and what was done: list the outbox, hold, take back.

Holding and taking back write rows; a running server acts on them at its next look.
"""

from datetime import datetime
from typing import Annotated

import typer

from domain.outbox import Staged
from server.commands.opening import By, Json, MaybeBy, opened
from server.commands.terminal import as_json, say, table

SECONDS_PER_HOUR = 3600

Thread = Annotated[str, typer.Argument(metavar="THREAD", help="The conversation's id.")]
Call = Annotated[
    str, typer.Argument(metavar="CALL", help="The action's id, such as call_1_1_1, in it.")
]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="Why; it is kept and shown.")]


def outbox(by: MaybeBy = None, json: Json = False) -> None:
    """What goes out next by itself, soonest first, and who may hold it until then."""
    with opened() as house:
        staged, now = house.deeds.outbox(by), house.rooms.clock.now()
    if json:
        typer.echo(as_json(staged))
        return
    headers = ("thread", "call", "goes out", "what", "may be held by")
    typer.echo(table(headers, (_row(each, now) for each in staged)))


def hold(thread_id: Thread, call_id: Call, by: By, why: Why = "") -> None:
    """Take an action out of the outbox before it goes; it then waits for a signature."""
    with opened() as house:
        house.deeds.hold(thread_id, call_id, by, why)
    say("Held: it goes only with a signature now. Find it with: countersign requests list")


def take_back(thread_id: Thread, call_id: Call, by: By, why: Why = "") -> None:
    """Order that what was done be taken back; the agent and the requester read why."""
    # What takes it back can be a tool of an MCP server.
    with opened(meeting=True) as house:
        house.deeds.take_back(thread_id, call_id, by, why)
    say(f"Ordered; how far it is tells: countersign threads read {thread_id}")


def _row(staged: Staged, now: datetime) -> tuple[str, ...]:
    left = (staged.goes_at - now).total_seconds()
    holders = f"{staged.requested_by}, reviewers, leads"
    return staged.thread_id, staged.call_id, _countdown(left), staged.summary, holders


def _countdown(left_seconds: float) -> str:
    if left_seconds <= 0:
        return "now"
    hours, rest = divmod(int(left_seconds), SECONDS_PER_HOUR)
    minutes, seconds = divmod(rest, 60)
    return f"in {hours}:{minutes:02}:{seconds:02}" if hours else f"in {minutes}:{seconds:02}"
