"""threads: conversations from a terminal. Sending leaves mail for the running server to hear."""

from typing import Annotated

import typer

from domain.ids import RandomIds
from domain.thread import Message, Speaker, Step, StepStatus, Thread
from graph.house import House
from server.commands.opening import By, Json, MaybeBy, opened
from server.commands.terminal import as_json, block, harmless, moment, say, table

WAIT_SECONDS = 120.0

threads = typer.Typer(no_args_is_help=True, help="Conversations: list, read and continue them.")

Id = Annotated[str, typer.Argument(metavar="ID", help="The conversation's id.")]


@threads.command("list")
def list_threads(by: MaybeBy = None, json: Json = False) -> None:
    """Conversations, the last changed first."""
    with opened() as house:
        found = house.threads.list(by)
    if json:
        typer.echo(as_json(found))
        return
    rows = [
        (each.id, moment(each.updated_at), each.status.value, each.owner, each.title)
        for each in found
    ]
    typer.echo(table(("id", "changed (UTC)", "status", "owner", "title"), rows))


@threads.command("read")
def read_thread(thread_id: Id, by: MaybeBy = None, json: Json = False) -> None:
    """Everything said in a conversation, and the plan as it stands."""
    with opened() as house:
        thread = house.threads.read(thread_id, by)
    typer.echo(as_json(thread) if json else _shown(thread))


@threads.command("send")
def send(
    thread_id: Annotated[
        str, typer.Argument(metavar="ID|new", help="The conversation's id; new begins one.")
    ],
    text: Annotated[str, typer.Argument(help="What you say.")],
    by: By,
    wait: Annotated[
        bool, typer.Option("--wait", help="Carry it on here until it ends or waits for a person.")
    ] = False,
) -> None:
    """Say something; a running server answers, or this command itself with --wait."""
    with opened() as house:
        named = RandomIds().new("thr") if thread_id == "new" else thread_id
        message_id = house.threads.send(named, text, by)
        if not wait:
            say(f"Sent. Read the answer with: countersign threads read {named}")
            return
        house.runner.drain(WAIT_SECONDS)
        typer.echo(_since(house, named, message_id))


def _since(house: House, thread_id: str, message_id: str) -> str:
    """What was said after a message, and what is waited for."""
    thread = house.threads.read(thread_id)
    known = [message.id for message in thread.messages]
    start = known.index(message_id) + 1 if message_id in known else 0
    said = [_message(message) for message in thread.messages[start:]]
    return "\n".join([f"{thread_id}: {thread.status.value}", *said, *_waiting(thread)])


def _shown(thread: Thread) -> str:
    parts = [
        harmless(f"{thread.id}: {thread.status.value}, owned by {thread.owner}"),
        *([harmless(f"In the hands of {thread.taken_over_by}.")] if thread.taken_over_by else []),
        *map(_message, thread.messages),
        *(["", "Plan:", *map(_step, thread.plan)] if thread.plan else []),
        *_waiting(thread),
        *(["Trouble:", block(thread.trouble)] if thread.trouble else []),
    ]
    return "\n".join(parts)


def _message(message: Message) -> str:
    tool = message.speaker is Speaker.TOOL
    who = f"result of {message.call_id}" if tool else f"{message.by} ({message.speaker.value})"
    heard = "" if message.heard else ", not heard yet"
    lines = ["", harmless(f"{moment(message.at)}  {who}{heard}")]
    if message.text:
        lines.append(block(message.text))
    lines += [block(f"proposes {call.get('name')}") for call in message.calls]
    return "\n".join(lines)


def _step(step: Step) -> str:
    note = f": {step.note}" if step.note else ""
    return f"    {harmless(f'{step.status.value:8} {step.name}{note}')}"


def _waiting(thread: Thread) -> list[str]:
    asked = [step.request_id for step in thread.plan if step.status is StepStatus.WAITING]
    lines = [f"Waits for a person: countersign requests read {each}" for each in asked if each]
    return ["", *lines] if lines else []
