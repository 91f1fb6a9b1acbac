"""Conversations: what was said and what waits, as text; nothing typed is lost."""

from typing import Any

import pytest

from domain.errors import Unavailable
from tests.ui.fakes import FakeClient
from tests.ui.staging import click, labels, markdown, order, part, parts, rerun, staged, texts
from tests.ui.values import (
    ADA,
    HOSTILE,
    NOW,
    ROBIN,
    message,
    outcome,
    request,
    step,
    thread,
)
from ui.screens import conversations


def test_without_a_conversation_it_welcomes() -> None:
    stage = staged(conversations.show, FakeClient(threads=(thread(),)), ROBIN)
    assert stage.header[0].value == "What shall be done?"
    assert [row["title"] for row in part(stage, "rows")["rows"]] == ["Refund order 1042"]


def test_what_is_typed_begins_a_conversation_and_opens_it() -> None:
    client = FakeClient()
    stage = staged(conversations.show, client, ROBIN)
    stage.chat_input[0].set_value("Refund order 1042").run()
    said, thread_id, text, message_id = client.calls[0]
    assert (said, text) == ("say", "Refund order 1042")
    assert thread_id.startswith("thr_")
    assert message_id.startswith("msg_")
    assert stage.query_params["thread"] == thread_id


def test_what_is_typed_in_a_conversation_goes_there() -> None:
    client = FakeClient(request(), threads=(thread(),))
    stage = staged(conversations.show, client, ROBIN, thread="t-1")
    stage.chat_input[0].set_value("and hurry").run()
    assert client.calls[0][1:3] == ("t-1", "and hurry")


def test_what_cannot_be_sent_is_kept_and_sent_again_with_its_id() -> None:
    client = FakeClient(request(), threads=(thread(),))
    stage = staged(conversations.show, client, ROBIN, thread="t-1")
    client.refusal = Unavailable("storage_busy", "The database is busy.")
    stage.chat_input[0].set_value("and hurry").run()
    assert {"The database is busy.", "and hurry"} <= set(texts(stage))
    client.refusal = None
    click(stage, "Send again")
    assert client.calls[0] == client.calls[1]
    assert "Send again" not in labels(stage)


def test_a_waiting_step_says_who_is_asked_and_since_when() -> None:
    client = FakeClient(request(route="lead"), threads=(thread(),))
    mark = part(staged(conversations.show, client, ROBIN, thread="t-1"), "timeline")["marks"][0]
    assert mark["status"] == "waiting"
    assert mark["words"] == "Waits for a lead to countersign"
    assert mark["until"] - mark["since"] == 4 * 3600 * 1000
    assert (mark["asked"], mark["lapse"]) == ("Asked", "if nobody decides by {}, it is not done")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"kind": "outcome"}, "if nobody answers by {}, it stays in doubt"),
        ({"kind": "escalation"}, "if no lead decides by {}, it is given up"),
        ({"kind": "elicitation"}, "without an answer by {} the agent goes on without it"),
    ],
)
def test_each_kind_of_request_says_what_happens_when_it_lapses(
    changed: dict[str, str], words: str
) -> None:
    client = FakeClient(request(**changed), threads=(thread(),))
    mark = part(staged(conversations.show, client, ROBIN, thread="t-1"), "timeline")["marks"][0]
    assert mark["lapse"] == words


@pytest.mark.parametrize(
    ("status", "asked_of", "told"),
    [
        ("waiting", "operators", ("Offered", "if it is not done by {}, it lapses")),
        ("running", "operators", ("Taken", "if it is not done by {}, it lapses")),
        ("waiting", "reviewer", ("Asked", "if nobody looks at the proof by {}, the task lapses")),
    ],
)
def test_a_task_says_when_it_lapses(status: str, asked_of: str, told: tuple[str, str]) -> None:
    moments = {"since": NOW, "until": NOW}
    sent_out = step(status, task_id="tsk_1", request_id=None, asked_of=asked_of, **moments)
    client = FakeClient(threads=(thread(plan=(sent_out,)),))
    mark = part(staged(conversations.show, client, ROBIN, thread="t-1"), "timeline")["marks"][0]
    assert (mark["asked"], mark["lapse"]) == told


@pytest.mark.parametrize("status", ["working", "waiting", "stalled"])
def test_the_agent_can_be_stopped_while_it_is_at_work(status: str) -> None:
    client = FakeClient(request(), threads=(thread(status=status),))
    stage = staged(conversations.show, client, ROBIN, thread="t-1")
    click(stage, "Stop")
    assert client.calls == [("stop", "t-1")]
    assert "Stop" not in labels(stage)
    assert "Stopping: nothing more begins" in markdown(stage)


def test_what_is_out_in_the_field_can_be_stopped_when_the_agent_has_ended() -> None:
    sent_out = step("waiting", task_id="tsk_1", request_id=None, asked_of="operators")
    client = FakeClient(threads=(thread(status="idle", plan=(sent_out,)),))
    assert "Stop" in labels(staged(conversations.show, client, ROBIN, thread="t-1"))


@pytest.mark.parametrize("changed", [{"status": "idle", "plan": ()}, {"owner": "requester-2"}])
def test_nothing_else_can_be_stopped(changed: dict[str, Any]) -> None:
    client = FakeClient(request(), threads=(thread(**changed),))
    assert "Stop" not in labels(staged(conversations.show, client, ADA, thread="t-1"))
    own = FakeClient(request(), threads=(thread(status="idle", plan=()),))
    assert "Stop" not in labels(staged(conversations.show, own, ROBIN, thread="t-1"))


def test_a_stop_that_fails_is_told() -> None:
    client = FakeClient(request(), threads=(thread(),))
    stage = staged(conversations.show, client, ROBIN, thread="t-1")
    client.refusal = Unavailable("storage_busy", "The database is busy.")
    click(stage, "Stop")
    assert "The database is busy." in texts(stage)


def test_what_the_house_says_is_no_persons_word() -> None:
    ended = message("Stopped, as you asked.", "assistant", by="house")
    client = FakeClient(threads=(thread(status="idle", plan=(), messages=(ended,)),))
    stage = staged(conversations.show, client, ROBIN, thread="t-1")
    assert texts(stage) == ["Stopped, as you asked."]
    assert "in the agent's place" not in markdown(stage)


def test_a_refused_step_says_by_whom_and_why() -> None:
    client = FakeClient(
        request(state="applied", outcome=outcome()),
        threads=(thread(status="idle", plan=(step("refused"),)),),
    )
    mark = part(staged(conversations.show, client, ROBIN, thread="t-1"), "timeline")["marks"][0]
    assert mark["words"] == "Refused; nothing was done"
    assert mark["note"] == "reviewer-2 rejected it. “Wrong amount: Twice the price.”"


@pytest.mark.parametrize("status", ["planned", "running", "done", "failed", "unknown"])
def test_each_status_has_words(status: str) -> None:
    client = FakeClient(threads=(thread(plan=(step(status, request_id=None),)),))
    mark = part(staged(conversations.show, client, ROBIN, thread="t-1"), "timeline")["marks"][0]
    assert mark["words"]
    assert mark["title"] == "Refund order"


def test_my_own_request_can_be_withdrawn() -> None:
    client = FakeClient(request(), threads=(thread(),))
    stage = staged(conversations.show, client, ROBIN, thread="t-1")
    click(stage, "Withdraw: Refund order")
    assert client.calls == [("withdraw", "req_1")]
    assert "Withdraw: Refund order" not in labels(stage)


def test_what_is_agreed_can_be_withdrawn_until_it_begins() -> None:
    agreed = outcome(type="approve", message="", reason_code=None)
    client = FakeClient(request(state="decided", outcome=agreed), threads=(thread(),))
    click(staged(conversations.show, client, ROBIN, thread="t-1"), "Withdraw: Refund order")
    assert client.calls == [("withdraw", "req_1")]
    begun = FakeClient(request(state="applied", outcome=agreed), threads=(thread(),))
    stage = staged(conversations.show, begun, ROBIN, thread="t-1")
    assert "Withdraw: Refund order" not in labels(stage)


@pytest.mark.parametrize(
    "changed", [{"requested_by": "requester-2"}, {"kind": "outcome"}, {"state": "decided"}]
)
def test_nothing_else_can_be_withdrawn(changed: dict[str, str]) -> None:
    client = FakeClient(request(**changed), threads=(thread(),))
    stage = staged(conversations.show, client, ROBIN, thread="t-1")
    assert not [label for label in labels(stage) if label.startswith("Withdraw")]


def test_the_answer_appears_with_the_next_change() -> None:
    client = FakeClient(request(), threads=(thread(),))
    stage = staged(conversations.show, client, ROBIN, thread="t-1")
    messages = (message("Refund order 1042"), message("It is done.", "assistant"))
    client.known["t-1"] = thread(messages=messages, status="idle")
    assert texts(rerun(stage)) == ["Refund order 1042", "It is done."]


def test_an_answer_grows_in_the_place_where_it_will_stand() -> None:
    client = FakeClient(threads=(thread(status="working", plan=()),))
    stage = staged(conversations.show, client, ROBIN, thread="t-1")
    for draft in ("It", "It is", "It is done"):
        client.known["t-1"] = thread(status="working", plan=(), draft=draft)
        assert texts(rerun(stage)) == ["Refund order 1042", draft]
    growing = order(stage)
    messages = (message("Refund order 1042"), message("It is done", "assistant"))
    client.known["t-1"] = thread(status="working", plan=(), messages=messages)
    assert order(rerun(stage)) == growing


def test_what_the_agent_has_not_heard_yet_says_so() -> None:
    messages = (message("Refund order 1042"), message("and hurry", turn=0, heard=False))
    client = FakeClient(request(), threads=(thread(messages=messages),))
    stage = staged(conversations.show, client, ROBIN, thread="t-1")
    assert "The agent reads this once the decision above is made" in markdown(stage)


def test_trouble_is_told() -> None:
    client = FakeClient(threads=(thread(status="stalled", trouble="It could not go on.", plan=()),))
    stage = staged(conversations.show, client, ROBIN, thread="t-1")
    assert "It could not go on." in texts(stage)
    assert "The agent is stuck" in markdown(stage)


def test_an_unknown_conversation_is_said_so() -> None:
    stage = staged(conversations.show, FakeClient(), ROBIN, thread="t-9")
    assert texts(stage) == ["There is no such conversation."]


def test_an_admin_sees_whose_conversation_it_is() -> None:
    stage = staged(conversations.show, FakeClient(threads=(thread(plan=()),)), ADA, thread="t-1")
    assert part(stage, "headline")["meta"] == ["asked by requester-1"]


def test_hostile_text_is_never_markdown() -> None:
    client = FakeClient(
        request(summary=HOSTILE, action={"name": HOSTILE}, signed_by=[HOSTILE]),
        threads=(
            thread(
                title=HOSTILE,
                trouble=HOSTILE,
                draft=f"draft {HOSTILE}",
                messages=(
                    message(HOSTILE),
                    message(HOSTILE, "tool", call_id="call-1"),
                    message(HOSTILE, "assistant"),
                ),
                plan=(step(rationale=HOSTILE, note=HOSTILE, name=HOSTILE),),
            ),
        ),
    )
    stage = staged(conversations.show, client, ROBIN, thread="t-1")
    said = markdown(stage)
    for sign in ("<script", "](", "://", "**bold", ":red[red", "`code"):
        assert sign not in said, sign
    assert {HOSTILE, f"draft {HOSTILE}"} <= set(texts(stage))
    assert [kind for kind, data in parts(stage) if HOSTILE in str(data)]
