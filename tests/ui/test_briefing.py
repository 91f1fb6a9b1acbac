"""Briefs: what is typed goes along with the first message, and a standing one is shown as text."""

from typing import Any

import pytest

from domain.brief import Brief, Playbook
from domain.errors import Invalid, Unavailable
from domain.verdict import Route
from tests.ui.fakes import FakeClient
from tests.ui.staging import click, labels, part, parts, staged, texts
from tests.ui.values import HOSTILE, JONAS, LENA, ROBIN, message, request, thread
from ui.screens import conversations, review
from ui.screens.brief import rows_of
from ui.screens.briefing import ALONE, BUDGET, CONSTRAINTS, GOAL, ONLY_SOME, PLAYBOOK, TOOLS

SHELF = Playbook(
    name="damaged",
    title="It arrived damaged",
    brief=Brief(
        goal="Make it good.",
        constraints=("Not more than the total.", "No blame."),
        steps=("Look it up (read_order)", "Pay it back (refund_order)"),
        tools=("read_order", "refund_order"),
        budget_minor=20_000,
        autonomy=0.5,
        checkpoints={"refund_order": Route.LEAD},
        playbook="damaged",
    ),
)
BLANK = {
    "goal": "",
    "constraints": [],
    "tools": None,
    "budget_minor": None,
    "currency": "EUR",
    "autonomy": 1.0,
}


def opened(client: FakeClient) -> Any:
    client.shelf = [SHELF]
    return staged(conversations.show, client, ROBIN)


def say(stage: Any, text: str = "Refund order 1042") -> Any:
    stage.chat_input[0].set_value(text).run()
    assert not stage.exception, stage.exception
    return stage


def test_without_a_word_no_brief_is_sent() -> None:
    client = FakeClient()
    say(opened(client))
    assert client.calls[0][2] == "Refund order 1042"
    assert len(client.calls[0]) == 4


def test_what_is_typed_goes_along_with_the_first_message() -> None:
    client = FakeClient()
    stage = opened(client)
    stage.text_area(key=GOAL).set_value(" pay it back ")
    stage.text_area(key=CONSTRAINTS).set_value("not twice\n\n be kind ")
    stage.number_input(key=BUDGET).set_value(18.5)
    stage.slider(key=ALONE).set_value(30)
    stage.toggle(key=ONLY_SOME).set_value(True).run()
    assert stage.multiselect(key=TOOLS).value == ["read_order"]
    say(stage)
    expected = {
        "goal": "pay it back",
        "constraints": ["not twice", "be kind"],
        "tools": ["read_order"],
        "budget_minor": 1850,
        "currency": "EUR",
        "autonomy": 0.3,
    }
    assert client.calls[0][4:] == (expected, "")


def test_no_tool_at_all_is_something_else_than_every_tool() -> None:
    client = FakeClient()
    stage = opened(client)
    stage.toggle(key=ONLY_SOME).set_value(True).run()
    stage.multiselect(key=TOOLS).set_value([]).run()
    say(stage)
    assert client.calls[0][4] == BLANK | {"tools": []}


def test_an_example_is_sent_under_the_brief_as_well() -> None:
    client = FakeClient()
    stage = opened(client)
    stage.text_area(key=GOAL).set_value("pay it back").run()
    click(stage, conversations.EXAMPLES[1])
    assert client.calls[0][4] == BLANK | {"goal": "pay it back"}


def test_a_playbook_fills_the_fields_and_goes_by_its_name() -> None:
    client = FakeClient()
    stage = opened(client)
    stage.selectbox(key=PLAYBOOK).set_value("damaged").run()
    assert stage.text_area(key=GOAL).value == "Make it good."
    assert stage.text_area(key=CONSTRAINTS).value == "Not more than the total.\nNo blame."
    assert stage.toggle(key=ONLY_SOME).disabled
    assert stage.multiselect(key=TOOLS).value == ["read_order", "refund_order"]
    assert stage.number_input(key=BUDGET).value == 200
    assert stage.slider(key=ALONE).value == 50
    shown = {row["name"]: row["pieces"][0][1] for row in part(stage, "fields")["rows"]}
    assert shown["Checkpoints"] == "• Refund order: a lead"
    say(stage)
    brief, name = client.calls[0][4:]
    assert name == "damaged"
    assert brief["tools"] == ["read_order", "refund_order"]


def test_another_playbook_or_none_clears_what_the_first_filled_in() -> None:
    client = FakeClient()
    stage = opened(client)
    stage.selectbox(key=PLAYBOOK).set_value("damaged").run()
    stage.selectbox(key=PLAYBOOK).set_value("").run()
    assert stage.text_area(key=GOAL).value == ""
    say(stage)
    assert len(client.calls[0]) == 4


def test_what_is_refused_is_kept_and_goes_again_as_it_was_mended() -> None:
    client = FakeClient()
    stage = opened(client)
    stage.text_area(key=GOAL).set_value("pay it back").run()
    client.refusal = Invalid("brief_broken", "The brief is broken.")
    say(stage)
    assert "The brief is broken." in texts(stage)
    client.refusal = None
    stage.text_area(key=GOAL).set_value("mended").run()
    click(stage, "Send again")
    assert [call[4]["goal"] for call in client.calls] == ["pay it back", "mended"]
    assert client.calls[0][1:4] == client.calls[1][1:4]


def test_a_first_message_keeps_its_brief_while_another_conversation_is_open() -> None:
    client = FakeClient(request(), threads=(thread(),))
    stage = opened(client)
    stage.text_area(key=GOAL).set_value("pay it back").run()
    client.refusal = Unavailable("storage_busy", "The database is busy.")
    say(stage)
    client.refusal = None
    stage.query_params["thread"] = "t-1"
    stage.run()
    click(stage, "Send again")
    assert client.calls[0] == client.calls[1]
    assert client.calls[1][4]["goal"] == "pay it back"


def test_a_later_message_never_takes_a_brief_along() -> None:
    client = FakeClient(request(), threads=(thread(),))
    client.shelf = [SHELF]
    stage = staged(conversations.show, client, ROBIN, thread="t-1")
    client.refusal = Unavailable("storage_busy", "The database is busy.")
    say(stage, "and hurry")
    del stage.query_params["thread"]
    stage.run()
    stage.text_area(key=GOAL).set_value("pay it back").run()
    client.refusal = None
    click(stage, "Send again")
    assert [len(call) for call in client.calls] == [4, 4]


def test_a_house_that_tells_no_playbooks_still_takes_messages() -> None:
    client = FakeClient()
    assert "Playbook" not in [
        box.label for box in staged(conversations.show, client, ROBIN).selectbox
    ]

    class Mute(FakeClient):
        def tools(self) -> Any:
            raise Unavailable("server_silent", "The server does not answer.")

    mute = Mute()
    stage = staged(conversations.show, mute, ROBIN)
    assert GOAL not in [area.key for area in stage.text_area]
    say(stage)
    assert len(mute.calls[0]) == 4


HOSTILE_BRIEF = Brief(
    goal=HOSTILE, constraints=(HOSTILE[:200],), steps=(HOSTILE[:200],), autonomy=0.0
)


def test_a_standing_brief_is_shown_in_its_conversation_as_text() -> None:
    held = thread(brief=HOSTILE_BRIEF, status="idle", plan=(), messages=(message("x"),))
    stage = staged(conversations.show, FakeClient(threads=(held,)), ROBIN, thread="t-1")
    rows = [data["rows"] for kind, data in parts(stage) if kind == "fields"]
    assert [row["name"] for row in rows[0]] == ["Goal", "Constraints", "Steps", "Goes alone"]
    assert rows[0][0]["pieces"] == [["=", HOSTILE]]
    assert not any("evil" in each.value for each in stage.markdown)


@pytest.mark.parametrize("who", [JONAS, LENA])
def test_the_reviewer_sees_the_original_intent(who: Any) -> None:
    client = FakeClient(request(brief=HOSTILE_BRIEF))
    stage = staged(review.show, client, who)
    found = [data["rows"] for kind, data in parts(stage) if kind == "fields"]
    assert [["=", HOSTILE]] in [row["pieces"] for rows in found for row in rows]
    assert "Approve" in " ".join(labels(stage))


def test_only_what_a_brief_fixes_is_shown() -> None:
    assert rows_of(Brief()) == {}
    assert rows_of(SHELF.brief) == {
        "playbook": "Damaged",
        "goal": "Make it good.",
        "constraints": "• Not more than the total.\n• No blame.",
        "steps": "1. Look it up\n2. Pay it back",
        "tools": "Read order, Refund order",
        "checkpoints": "• Refund order: a lead",
        "budget": "€200.00 for all of it",
        "goes alone": "50% of what could",
    }
    assert rows_of(Brief(tools=(), budget_minor=0))["tools"] == "None"
    assert rows_of(Brief(budget_minor=0))["budget"] == "€0.00 for all of it"
