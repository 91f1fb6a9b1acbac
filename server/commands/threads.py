"""threads: conversations from a terminal. Sending leaves mail for the running server to hear."""

from pathlib import Path
from typing import Annotated

import typer

from domain.brief import Brief
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
    brief: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="With the first message: a file like a playbook."),
    ] = None,
    playbook: Annotated[
        str, typer.Option(metavar="NAME", help="With the first message: a playbook of the house.")
    ] = "",
) -> None:
    """Say something; a running server answers, or this command itself with --wait."""
    with opened(meeting=wait or brief is not None or bool(playbook)) as house:
        named = RandomIds().new("thr") if thread_id == "new" else thread_id
        fixed = None if brief is None else house.briefing.read(brief)
        message_id = house.threads.send(named, text, by, brief=fixed, playbook=playbook)
        if not wait:
            say(f"Sent. Read the answer with: countersign threads read {named}")
            return
        house.runner.drain(WAIT_SECONDS)
        typer.echo(_since(house, named, message_id))


@threads.command("playbooks")
def list_playbooks(by: By, json: Json = False) -> None:
    """The playbooks that a conversation may begin with."""
    with opened(meeting=True) as house:
        found = house.briefing.playbooks(by)
    if json:
        typer.echo(as_json(found))
        return
    rows = [(each.name, each.title, " ".join(each.brief.goal.split())[:80]) for each in found]
    typer.echo(table(("name", "title", "goal"), rows))


def _since(house: House, thread_id: str, message_id: str) -> str:
    """What was said after a message, what is waited for, and what can be held or taken back."""
    thread = house.threads.read(thread_id)
    known = [message.id for message in thread.messages]
    start = known.index(message_id) + 1 if message_id in known else 0
    said = [_message(message) for message in thread.messages[start:]]
    return "\n".join([f"{thread_id}: {thread.status.value}", *said, *_waiting(thread)])


def _shown(thread: Thread) -> str:
    parts = [
        harmless(f"{thread.id}: {thread.status.value}, owned by {thread.owner}"),
        *([harmless(f"In the hands of {thread.taken_over_by}.")] if thread.taken_over_by else []),
        *([] if thread.brief is None else _brief(thread.brief)),
        *map(_message, thread.messages),
        *(["", "Plan:", *map(_step, thread.plan)] if thread.plan else []),
        *_waiting(thread),
        *(["Trouble:", block(thread.trouble)] if thread.trouble else []),
    ]
    return "\n".join(parts)


def _brief(brief: Brief) -> list[str]:
    """What was fixed beforehand, one bound a line."""
    tools = None if brief.tools is None else ", ".join(brief.tools) or "none"
    bounds = (
        ("playbook", brief.playbook),
        ("goal", brief.goal),
        *(("constraint", line) for line in brief.constraints),
        *(("step", line) for line in brief.steps),
        ("tools", tools),
        *(("checkpoint", f"{name}: {route}") for name, route in brief.checkpoints.items()),
        ("budget", None if brief.budget_minor is None else _sum(brief)),
        ("autonomy", None if brief.autonomy == 1 else f"{brief.autonomy:.0%} may go alone"),
    )
    return ["", "Brief:", *(block(f"{name}: {said}") for name, said in bounds if said)]


def _sum(brief: Brief) -> str:
    minor = brief.budget_minor or 0
    return f"{minor // 100:,}.{minor % 100:02d} {brief.currency}"


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
    words = " ".join(filter(None, (step.note, step.afterwards)))
    note = f": {words}" if words else ""
    return f"    {harmless(f'{step.status.value:8} {step.name}{note}')}"


def _waiting(thread: Thread) -> list[str]:
    asked = [step.request_id for step in thread.plan if step.status is StepStatus.WAITING]
    lines = [f"Waits for a person: countersign requests read {each}" for each in asked if each]
    for step in thread.plan:
        named = f"{thread.id} {step.call_id} --as YOU"
        if step.status is StepStatus.STAGED:
            lines.append(harmless(f"Goes out by itself: countersign hold {named}"))
        elif step.undo:
            lines.append(harmless(f"Can be taken back: countersign take-back {named}"))
    return ["", *lines] if lines else []
