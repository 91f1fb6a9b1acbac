"""How a plan came about: read only when it is opened, and shown as text."""

from typing import Any

from domain.errors import Unavailable
from domain.thoughts import Thought, Trace
from tests.ui.fakes import FakeClient
from tests.ui.staging import markdown, part, parts, rerun, staged, texts
from tests.ui.values import HOSTILE, NOW, ROBIN, request, thread
from ui.screens import conversations

TRACE = Trace(
    call_id="call-1",
    name=HOSTILE,
    thoughts=(
        Thought(at=NOW, by="agent", text=HOSTILE),
        Thought(at=NOW, by="law", text="A reviewer has to countersign."),
        Thought(at=NOW, by="reviewer-1", text="approve\u202e"),
    ),
)


def opened(client: FakeClient) -> Any:
    stage = staged(conversations.show, client, ROBIN, thread="t-1")
    stage.session_state["thoughts t-1 1"] = True
    return rerun(stage)


def test_nothing_is_read_until_it_is_opened() -> None:
    client = FakeClient(request(), threads=(thread(),))
    stage = staged(conversations.show, client, ROBIN, thread="t-1")
    assert client.calls == []
    assert "moments" not in [kind for kind, _ in parts(stage)]


def test_opened_it_tells_who_thought_what_as_text() -> None:
    client = FakeClient(request(), threads=(thread(),))
    client.traces = [TRACE]
    stage = opened(client)
    assert client.calls == [("trace", "t-1", 1)]
    (action,) = part(stage, "moments")["actions"]
    assert [each["who"] for each in action["moments"]] == ["The agent", "The law", "reviewer-1"]
    assert action["moments"][0]["text"] == HOSTILE
    assert action["moments"][2]["text"] == "approve⟨U+202E⟩"
    for sign in ("<script", "](", "://", "**bold"):
        assert sign not in markdown(stage)


def test_a_trace_that_cannot_be_read_is_told() -> None:
    client = FakeClient(request(), threads=(thread(),))
    client.refusal = Unavailable("storage_busy", "The database is busy.")
    assert "The database is busy." in texts(opened(client))
