"""Plans: seen whole by who reviews, only ever narrowed there, and ended by a click."""

from datetime import timedelta
from typing import Any

import pytest

from domain.plan import ApprovedPlan, Plan
from domain.request import Request
from tests.ui.fakes import FakeClient
from tests.ui.staging import click, labels, markdown, part, parts, staged, texts
from tests.ui.values import HOSTILE, JONAS, NOW, ROBIN, outcome, request, thread
from ui.screens import conversations, review

STEPS: list[dict[str, Any]] = [
    {
        "tool": "goodwill_credit",
        "why": "They waited.",
        "times": 3,
        "fingerprint": "f" * 64,
        "arguments": {
            "customer_id": {"one_of": [203, 204]},
            "amount_minor": {"at_least": 100, "at_most": 1000},
            "reason": {"anything": True},
        },
    },
    {
        "tool": "cancel_order",
        "why": "",
        "times": 1,
        "fingerprint": "f" * 64,
        "arguments": {"order_id": {"exactly": 1047}},
    },
]
PLAN: dict[str, Any] = {
    "goal": "Make up for it",
    "steps": STEPS,
    "budget_minor": 2500,
    "valid_minutes": 90,
}


def asked(**changed: Any) -> Request:
    """A plan that waits for a reviewer."""
    action = {"name": "propose_plan", "arguments": changed.pop("arguments", PLAN)}
    given = {"kind": "plan", "money": {"budget_minor": "EUR"}, "summary": "Plan · Make up for it"}
    return request(action=action, **(given | changed))


def standing(**changed: Any) -> ApprovedPlan:
    """A plan in force, of which one credit is used."""
    values = {
        "id": "env_1",
        "thread_id": "t-1",
        "call_id": "call-1",
        "plan": Plan.model_validate(PLAN),
        "used": (1, 0),
        "spent_minor": 500,
        "currency": "EUR",
        "by": "reviewer-1",
        "at": NOW,
        "valid_until": NOW + timedelta(hours=1),
        "closed_at": None,
        "closed_by": "",
    }
    return ApprovedPlan.model_validate(values | changed)


def edit_of(client: FakeClient) -> dict[str, Any]:
    """The arguments of the one edit that was sent."""
    ((verb, _, decision, _),) = client.calls
    assert (verb, decision["type"], decision["name"]) == ("decide", "edit", "propose_plan")
    sent: dict[str, Any] = decision["arguments"]
    return sent


def test_a_reviewer_reads_the_steps_in_words() -> None:
    stage = staged(review.show, FakeClient(asked()), JONAS)
    shown = part(stage, "mandate")
    assert shown["facts"] == [["Budget", "€25.00"], ["Holds for", "1 h 30 min"]]
    credit, cancel = shown["steps"]
    assert (credit["title"], credit["times"], credit["why"]) == (
        "Goodwill credit",
        "up to 3 times",
        "They waited.",
    )
    assert [(bound["words"], bound["loose"]) for bound in credit["bounds"]] == [
        ("203 or 204", False),
        ("from €1.00 to €10.00", False),
        ("anything", True),
    ]
    assert (cancel["times"], cancel["bounds"][0]["words"]) == ("once", "1047")
    assert {"Approve", "Reject", "Edit", "Comment", "Pass up"} <= set(labels(stage))


def test_approving_signs_the_plan_as_it_is() -> None:
    client = FakeClient(asked())
    click(staged(review.show, client, JONAS), "Approve")
    assert client.calls == [("decide", "req_1", {"type": "approve"}, 3)]


def test_a_step_is_dropped_and_bounds_are_drawn_closer() -> None:
    client = FakeClient(asked())
    stage = click(staged(review.show, client, JONAS), "Edit")
    stage.toggle[1].set_value(False)
    fields = {each.label.replace("\\", ""): each for each in stage.number_input}
    fields["How often (up to 3 times)"].set_value(1)
    fields["Amount (hundredths of EUR): at most"].set_value(400)
    fields["Budget in hundredths of EUR"].set_value(400)
    fields["Minutes"].set_value(30)
    stage.multiselect[0].set_value([1])
    stage.text_input[0].set_value("late")
    click(stage.run(), "Approve with my changes")
    assert edit_of(client) == {
        "goal": "Make up for it",
        "steps": [
            STEPS[0]
            | {
                "times": 1,
                "arguments": {
                    "customer_id": {"one_of": [204]},
                    "amount_minor": {"at_least": 100, "at_most": 400},
                    "reason": {"exactly": "late"},
                },
            }
        ],
        "budget_minor": 400,
        "valid_minutes": 30,
    }


def test_no_field_lets_a_plan_grow() -> None:
    stage = click(staged(review.show, FakeClient(asked()), JONAS), "Edit")
    assert {each.max for each in stage.number_input} == {3, 1000, 2500, 90}


@pytest.mark.parametrize(
    ("dropped", "values", "words"),
    [
        ([0, 1], [0, 1], "at least one step"),
        ([], [], "choose at least one value"),
        ([], [0, 1], ""),
    ],
)
def test_an_edit_that_is_none_is_told_in_words(
    dropped: list[int], values: list[int], words: str
) -> None:
    client = FakeClient(asked())
    stage = click(staged(review.show, client, JONAS), "Edit")
    stage.multiselect[0].set_value(values)
    for number in dropped:
        stage.toggle[number].set_value(False)
    click(stage.run(), "Approve with my changes")
    assert client.calls == []
    assert any((words or "Nothing is changed yet") in text for text in texts(stage))


def test_what_was_narrowed_is_kept_on_the_way_back() -> None:
    stage = click(staged(review.show, FakeClient(asked()), JONAS), "Edit")
    stage.toggle[1].set_value(False).run()
    click(stage, "Back")
    click(stage, "Edit")
    assert [toggle.value for toggle in stage.toggle] == [True, False]


def test_a_comment_is_written_and_sent() -> None:
    client = FakeClient(asked())
    stage = click(staged(review.show, client, JONAS), "Comment")
    click(stage, "Send the comment")
    assert client.calls == []
    stage.text_area[0].set_value("Only 204.").run()
    click(stage, "Send the comment")
    assert client.calls == [("decide", "req_1", {"type": "respond", "message": "Only 204."}, 3)]


def test_a_settled_plan_shows_what_was_agreed() -> None:
    fewer = PLAN | {"steps": STEPS[1:]}
    settled = outcome(type="edit", arguments=fewer, by="reviewer-2", message="")
    client = FakeClient(asked(state="decided", outcome=settled))
    stage = staged(review.show, client, JONAS, request="req_1")
    before, after = [data for kind, data in parts(stage) if kind == "mandate"]
    assert (len(before["steps"]), len(after["steps"])) == (2, 1)


def test_strangers_words_in_a_plan_are_never_markdown() -> None:
    hostile = [
        {"tool": "note", "why": HOSTILE, "arguments": {"text": {"one_of": [HOSTILE, "b"]}}},
    ]
    arguments = PLAN | {"goal": HOSTILE, "steps": hostile}
    stage = staged(review.show, FakeClient(asked(arguments=arguments)), JONAS)
    assert "evil.example" not in markdown(stage)
    assert "](" not in markdown(click(stage, "Edit"))
    told = standing(plan=Plan.model_validate(arguments), used=(0,), closed_at=NOW, closed_by="x")
    client = FakeClient(threads=(thread(plan=(), approved=(told,)),))
    assert "](" not in markdown(staged(conversations.show, client, ROBIN, thread="t-1"))


def test_a_conversation_shows_what_is_used_and_how_to_end_it() -> None:
    client = FakeClient(threads=(thread(plan=(), approved=(standing(),)),))
    stage = staged(conversations.show, client, ROBIN, thread="t-1")
    shown = part(stage, "mandate")
    assert shown["facts"] == [["Budget", "€5.00 of €25.00 used"]]
    assert [step["used"] for step in shown["steps"]] == ["1 of 3 used", "0 of 1 used"]
    assert shown["until"] > shown["now"]
    click(stage, "Close the plan")
    assert client.calls == [("close_plan", "env_1")]


@pytest.mark.parametrize(
    "ended",
    [{"closed_at": NOW, "closed_by": "lead-1"}, {"valid_until": NOW - timedelta(minutes=1)}],
)
def test_a_plan_that_has_ended_offers_no_end(ended: dict[str, Any]) -> None:
    client = FakeClient(threads=(thread(plan=(), approved=(standing(**ended),)),))
    stage = staged(conversations.show, client, ROBIN, thread="t-1")
    assert "Close the plan" not in labels(stage)
    assert part(stage, "mandate")["until"] == 0
