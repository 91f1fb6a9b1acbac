"""Takeover: who has a conversation in hand is said to all, and only a lead takes it or speaks."""

import pytest

from domain.errors import Conflict, Unavailable
from domain.people import Person, Role
from tests.ui.fakes import FakeClient
from tests.ui.staging import click, labels, markdown, part, rerun, staged, texts
from tests.ui.values import ADA, HOSTILE, JONAS, LENA, ROBIN, message, thread
from ui.screens import conversations

TAKE, BACK = "Take this conversation over", "Hand back to the agent"


def taken(by: str | None = "lead-1") -> FakeClient:
    return FakeClient(threads=(thread(plan=(), taken_over_by=by),))


def test_a_lead_takes_over_speaks_and_hands_back() -> None:
    client = taken(None)
    stage = staged(conversations.show, client, LENA, thread="t-1")
    assert len(stage.chat_input) == 0
    click(stage, TAKE)
    assert "You have taken this conversation over" in markdown(stage)
    stage.chat_input[0].set_value("Hello, this is Lena.").run()
    click(stage, BACK)
    assert [call[:3] for call in client.calls] == [
        ("take_over", "t-1"),
        ("speak", "t-1", "Hello, this is Lena."),
        ("hand_back", "t-1"),
    ]
    assert client.calls[1][3].startswith("msg_")
    assert len(stage.chat_input) == 0
    assert TAKE in labels(stage)


def test_where_to_speak_follows_a_takeover_that_comes_later() -> None:
    client = taken(None)
    stage = staged(conversations.show, client, LENA, thread="t-1")
    client.take_over("t-1")
    assert len(rerun(stage).chat_input) == 1


def test_the_requester_sees_who_has_it_and_goes_on_writing() -> None:
    client = taken()
    stage = staged(conversations.show, client, ROBIN, thread="t-1")
    assert any(text.startswith("lead-1 speaks in the agent's place") for text in texts(stage))
    assert part(stage, "headline")["badges"] == [["With lead-1", "fair"]]
    assert BACK not in labels(stage)
    stage.chat_input[0].set_value("Thank you").run()
    assert client.calls[0][:3] == ("say", "t-1", "Thank you")


@pytest.mark.parametrize(("me", "holder"), [(LENA, "lead-2"), (ADA, "lead-1")])
def test_others_only_read(me: Person, holder: str) -> None:
    stage = staged(conversations.show, taken(holder), me, thread="t-1")
    assert len(stage.chat_input) == 0
    assert not {TAKE, BACK} & set(labels(stage))


def test_an_admin_cannot_take_over() -> None:
    assert TAKE not in labels(staged(conversations.show, taken(None), ADA, thread="t-1"))


def test_a_lead_without_a_conversation_may_choose_one() -> None:
    stage = staged(conversations.show, taken(None), LENA)
    assert stage.header[0].value == "Choose a conversation"
    assert "New conversation" not in labels(stage)
    assert [row["note"] for row in part(stage, "rows")["rows"]] == [
        "Waits for a person · requester-1"
    ]


def test_a_reviewer_reads_each_conversation_and_does_nothing_in_it() -> None:
    stage = staged(conversations.show, taken(None), JONAS)
    assert stage.header[0].value == "Choose a conversation"
    assert "only those who asked write" in markdown(stage)
    asker = JONAS.model_copy(update={"roles": (Role.REVIEWER, Role.REQUESTER)})
    for me in (JONAS, asker):
        stage = staged(conversations.show, taken(None), me, thread="t-1")
        assert "Refund order 1042" in texts(stage)
        assert len(stage.chat_input) == 0
        assert not {TAKE, "Stop", "Rename", "Save"} & set(labels(stage))


def test_what_a_person_says_bears_their_name() -> None:
    said = (
        message("hi"),
        message("Done.", "assistant"),
        message("I am here", "assistant", by="lead-1"),
    )
    client = FakeClient(threads=(thread(plan=(), messages=said),))
    stage = staged(conversations.show, client, ROBIN, thread="t-1")
    assert [caption.value for caption in stage.caption] == ["lead-1, in the agent's place"]


def test_a_refusal_is_told() -> None:
    client = taken(None)
    client.refusal = Conflict("taken_over", "lead-2 has this conversation.")
    stage = click(staged(conversations.show, client, LENA, thread="t-1"), TAKE)
    assert "lead-2 has this conversation." in texts(stage)


def test_what_could_not_be_said_is_kept() -> None:
    client = taken()
    stage = staged(conversations.show, client, LENA, thread="t-1")
    client.refusal = Unavailable("storage_busy", "The database is busy.")
    stage.chat_input[0].set_value("Hello").run()
    assert {"The database is busy.", "Hello"} <= set(texts(stage))
    client.refusal = None
    click(stage, "Say again")
    assert client.calls[0] == client.calls[1]
    assert client.calls[0][0] == "speak"
    assert "Say again" not in labels(stage)


def test_hostile_names_are_never_markdown() -> None:
    said = (message("hi"), message(HOSTILE, "assistant", by=HOSTILE))
    client = FakeClient(threads=(thread(plan=(), messages=said, taken_over_by=HOSTILE),))
    said_as = markdown(staged(conversations.show, client, ROBIN, thread="t-1"))
    for sign in ("<script", "](", "://", "**bold", ":red[red", "`code"):
        assert sign not in said_as, sign
