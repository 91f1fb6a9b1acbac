"""The list of conversations: how each stands, what is new, and what can be found in it."""

from datetime import timedelta
from typing import Any

import pytest

from domain.errors import Invalid
from domain.thread import Thread
from tests.ui.fakes import FakeClient
from tests.ui.staging import click, labels, markdown, part, rerun, staged, texts
from tests.ui.values import ADA, HOSTILE, NOW, ROBIN, request, thread
from ui.screens import conversations

LATER = NOW + timedelta(minutes=1)


def later(given: Thread, changed: dict[str, Any]) -> Thread:
    return Thread.model_validate(given.model_dump() | {"updated_at": LATER} | changed)


def listed(stage: Any) -> dict[str, Any]:
    return {row["id"]: row for row in part(stage, "rows")["rows"]}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"status": "working"}, "Working"),
        ({"status": "waiting", "waits_for": ("reviewer",)}, "Waits for a reviewer"),
        ({"status": "waiting", "waits_for": ("lead",)}, "Waits for a lead"),
        ({"status": "waiting", "waits_for": ("two",)}, "Waits for two people"),
        ({"status": "waiting", "waits_for": ("requester", "reviewer")}, "Waits for you"),
        ({"status": "waiting", "waits_for": ()}, "Waits for a person"),
        ({"status": "idle", "is_out": True}, "A task is out"),
        ({"status": "idle"}, "Done"),
        ({"status": "stalled"}, "Stuck"),
        ({"taken_over_by": "lead-1"}, "With lead-1"),
    ],
)
def test_a_row_says_how_the_conversation_stands(changed: dict[str, Any], words: str) -> None:
    stage = staged(conversations.show, FakeClient(threads=(thread(**changed),)), ROBIN)
    assert listed(stage)["t-1"]["note"] == words


def test_an_admin_reads_whose_answer_is_waited_for() -> None:
    given = thread(waits_for=("requester",))
    stage = staged(conversations.show, FakeClient(threads=(given,)), ADA)
    assert listed(stage)["t-1"]["note"] == "Waits for requester-1 · requester-1"


def test_words_typed_in_the_search_narrow_the_list() -> None:
    known = (thread(), thread(id="t-2", title="A broken mug"))
    stage = staged(conversations.show, FakeClient(threads=known), ROBIN)
    stage.text_input(key="search conversations").set_value("mug")
    assert list(listed(rerun(stage))) == ["t-2"]
    stage.text_input(key="search conversations").set_value("nowhere")
    assert listed(rerun(stage)) == {}
    assert "Nothing found." in markdown(stage)


def test_an_answer_in_another_conversation_is_told_and_marked_until_it_is_opened() -> None:
    away = thread(id="t-2", title="The *other* one", status="working", plan=())
    client = FakeClient(request(), threads=(thread(), away))
    stage = staged(conversations.show, client, ROBIN, thread="t-1")
    assert not any(row["fresh"] for row in listed(stage).values())
    assert not stage.toast
    client.known["t-2"] = later(away, {"status": "idle"})
    rerun(stage)
    assert [toast.value for toast in stage.toast] == ["The \\*other\\* one has its answer"]
    assert {name: row["fresh"] for name, row in listed(stage).items()} == {
        "t-1": False,
        "t-2": True,
    }
    assert part(stage, "attention") == {"count": 1}
    assert not rerun(stage).toast
    assert listed(stage)["t-2"]["fresh"]
    stage.query_params["thread"] = "t-2"
    rerun(stage)
    stage.query_params["thread"] = "t-1"
    assert not listed(rerun(stage))["t-2"]["fresh"]


def test_an_answer_in_the_open_conversation_counts_for_the_title_of_the_tab_alone() -> None:
    given = thread(status="working", plan=())
    client = FakeClient(threads=(given,))
    stage = staged(conversations.show, client, ROBIN, thread="t-1")
    client.known["t-1"] = later(given, {"status": "idle"})
    rerun(stage)
    assert not stage.toast
    assert not listed(stage)["t-1"]["fresh"]
    assert part(stage, "attention") == {"count": 1}


def test_a_question_to_me_is_told_as_a_question() -> None:
    away = thread(id="t-2", status="working", plan=())
    client = FakeClient(request(), threads=(thread(), away))
    stage = staged(conversations.show, client, ROBIN, thread="t-1")
    asks = {"status": "waiting", "waits_for": ("requester",)}
    client.known["t-2"] = later(away, asks)
    assert [toast.value for toast in rerun(stage).toast] == ["Refund order 1042 asks you something"]


def test_other_peoples_answers_are_marked_and_not_called_out() -> None:
    away = thread(status="working", plan=())
    client = FakeClient(threads=(away,))
    stage = staged(conversations.show, client, ADA)
    client.known["t-1"] = later(away, {"status": "idle"})
    assert not rerun(stage).toast
    assert listed(stage)["t-1"]["fresh"]


def test_the_owner_renames_a_conversation() -> None:
    client = FakeClient(request(), threads=(thread(),))
    stage = staged(conversations.show, client, ROBIN, thread="t-1")
    stage.text_input(key="title of t-1").set_value("The mug")
    click(stage, "Save")
    assert client.calls == [("rename", "t-1", "The mug")]
    assert part(stage, "headline")["title"] == "The mug"
    client.refusal = Invalid("text_empty", "There is nothing to send.")
    click(stage, "Save")
    assert "There is nothing to send." in texts(stage)


def test_nobody_else_is_offered_to_rename_it() -> None:
    client = FakeClient(request(), threads=(thread(),))
    assert "Save" not in labels(staged(conversations.show, client, ADA, thread="t-1"))


def test_a_hostile_title_is_never_markdown() -> None:
    away = thread(id="t-2", title=HOSTILE, status="working", plan=())
    client = FakeClient(request(), threads=(thread(), away))
    stage = staged(conversations.show, client, ROBIN, thread="t-1")
    client.known["t-2"] = later(away, {"status": "idle"})
    said = markdown(rerun(stage))
    assert "has its answer" in said
    for sign in ("<script", "](", "://", "**bold", ":red[red", "`code"):
        assert sign not in said, sign
