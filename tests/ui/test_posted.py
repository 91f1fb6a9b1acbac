"""Posted: what became of a task stands in its conversation, and it can be taken back."""

from typing import Any

import pytest

from domain.errors import Conflict
from domain.people import Person
from domain.thread import Message, Step
from tests.fakes.photos import photo
from tests.ui.fieldwork import FieldClient, held, proof_request
from tests.ui.staging import click, labels, markdown, part, rerun, staged, texts
from tests.ui.values import ADA, HOSTILE, NOW, ROBIN, message, request, step, thread
from ui.screens import conversations

WITHDRAW = "Withdraw the task: Photo · Harbour Street 4"
ARGUMENTS = {"kind": "photo", "location": "Harbour Street 4", "description": "Photograph it."}


def out(status: str = "running", note: str = "operator-1 is on it.", **changed: Any) -> Step:
    given = {"name": "hire_operator", "arguments": ARGUMENTS, "note": note, "task_id": "tsk_1"}
    return step(status, **(given | changed))


def letter(text: str, *photos: str) -> Message:
    return message(text, "house", by="house", turn=2, at=NOW, task="tsk_1", photos=photos)


def opened(
    *messages: Message, plan: tuple[Step, ...] = (out(),), me: Person = ROBIN
) -> tuple[FieldClient, Any]:
    told = (message("Photograph it"), *messages)
    client = FieldClient(
        held(), threads=(thread(status="idle", plan=plan, messages=told, is_out=True),)
    )
    client.all = {"req_1": request(state="applied", action={"name": "hire_operator"})}
    client.pictures = {"p1": photo()}
    return client, staged(conversations.show, client, me, thread="t-1")


def test_a_posted_task_says_how_far_it_is() -> None:
    client, stage = opened()
    mark = part(stage, "timeline")["marks"][0]
    assert (mark["title"], mark["words"]) == ("Photo · Harbour Street 4", "operator-1 is on it.")
    assert part(stage, "headline")["badges"] == [["A task is out", "fair"]]
    client.known["t-1"] = thread(status="idle", plan=(out("done", "operator-1 did it."),))
    rerun(stage)
    assert part(stage, "timeline")["marks"][0]["words"] == "operator-1 did it."
    assert part(stage, "headline")["badges"] == [["Done", "good"]]


def test_a_task_of_ones_own_can_be_withdrawn() -> None:
    client, stage = opened()
    click(stage, WITHDRAW)
    assert client.calls == [("withdraw_task", "tsk_1")]


def test_a_withdrawal_that_is_refused_says_why() -> None:
    client, stage = opened()
    client.refusal = Conflict("task_over", "This task is done; it stays as it is.")
    click(stage, WITHDRAW)
    assert "This task is done; it stays as it is." in texts(stage)


def test_nobody_elses_and_no_ended_task_can_be_withdrawn() -> None:
    assert WITHDRAW not in labels(opened(me=ADA)[1])
    assert WITHDRAW not in labels(opened(plan=(out("done"),))[1])


def test_a_task_stays_while_its_proof_is_looked_at() -> None:
    client, stage = opened(plan=(out(request_id="req_2"),))
    client.all = {"req_2": proof_request("req_2")}
    assert WITHDRAW not in labels(rerun(stage))


def test_a_rejected_proof_stands_at_its_step() -> None:
    client, stage = opened(plan=(out(request_id="req_2"),))
    told = {"type": "reject", "by": "reviewer-2", "at": NOW, "message": "Too dark."}
    rest = {"arguments": None, "digest": "d", "reason_code": None, "content": None}
    client.all = {"req_2": proof_request("req_2", state="applied", outcome=told | rest)}
    rerun(stage)
    note = part(stage, "timeline")["marks"][0]["note"]
    assert note == "reviewer-2 did not accept the proof. “Too dark.”"


def test_a_letter_of_the_house_is_a_card_with_its_photos() -> None:
    text = 'Task tsk_1 (Photograph it, Harbour Street 4) is done. operator-1 wrote: "Open".'
    _, stage = opened(letter(text, "p1"), message("Here it is.", "assistant", turn=2))
    assert [each.name for each in stage.chat_message] == ["user", "assistant"]
    assert texts(stage)[-2:] == [text.replace("Task tsk_1", "The task"), "Here it is."]
    assert len(stage.image) == 1


def test_the_plan_of_a_turn_stands_behind_the_letter_that_began_it() -> None:
    later = step("done", turn=2, call_id="call-2", request_id=None)
    answer = message("Here it is.", "assistant", turn=2)
    _, stage = opened(letter("It is done.", "p1"), answer, plan=(out("done"), later))
    said = [child.value for child in stage.main if child.type in ("text", "markdown")]
    assert said == ["Photograph it", "**Plan**", "It is done.", "**Plan**", "Here it is."]


@pytest.mark.parametrize("photos", [(), ("gone",)])
def test_hostile_text_is_never_markdown(photos: tuple[str, ...]) -> None:
    plan = (out(arguments={"kind": HOSTILE, "location": HOSTILE}, note=HOSTILE),)
    _, stage = opened(letter(HOSTILE, *photos), plan=plan)
    for sign in ("<script", "](", "://", "**bold", ":red[red", "`code"):
        assert sign not in markdown(stage), sign
    assert HOSTILE in texts(stage)
