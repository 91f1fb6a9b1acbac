"""Deciding: rejections, edits and answers, as they are sent and as they are refused."""

import pytest

from tests.ui.fakes import FakeClient
from tests.ui.staging import click, labels, markdown, part, staged, texts
from tests.ui.values import JONAS, LENA, request
from ui.screens import review


def test_a_rejection_needs_a_reason() -> None:
    client = FakeClient(request())
    stage = click(click(staged(review.show, client, JONAS), "Reject"), "Reject")
    assert client.calls == []
    assert any("Choose a reason" in text for text in texts(stage))
    stage.text_input[0].set_value("Too much.").run()
    click(stage, "Wrong amount")
    decision = {"type": "reject", "message": "Too much.", "reason_code": "wrong_amount"}
    assert client.calls == [("decide", "req_1", decision, 3)]


def test_an_edit_sends_typed_values_and_shows_what_it_changes() -> None:
    client = FakeClient(request())
    stage = click(staged(review.show, client, JONAS), "Edit")
    stage.number_input[1].set_value(900).run()
    stage.text_input[0].set_value("It arrived broken.").run()
    changed = [row for row in part(stage, "changes")["rows"] if row["before"] != row["after"]]
    assert [(row["name"], row["after"]) for row in changed] == [
        ("Amount minor", "900"),
        ("Reason", "It arrived broken."),
    ]
    click(stage, "Approve with my changes")
    arguments = {"order_id": 1042, "amount_minor": 900, "reason": "It arrived broken."}
    decision = {"type": "edit", "name": "refund_order", "arguments": arguments, "message": ""}
    assert client.calls == [("decide", "req_1", decision, 3)]


def test_an_edit_that_changes_nothing_is_not_sent() -> None:
    client = FakeClient(request())
    stage = click(staged(review.show, client, JONAS), "Edit")
    click(stage, "Approve with my changes")
    assert client.calls == []
    assert any("Nothing is changed yet" in text for text in texts(stage))


def test_arguments_of_every_kind_survive_the_form_unchanged() -> None:
    arguments = {
        "flag": True,
        "count": 0,
        "share": 0.25,
        "huge": 2**60,
        "none": None,
        "tags": ["a", {"b": 1}],
        "lines": "one\ntwo",
        "empty": "",
    }
    client = FakeClient(request(action={"arguments": arguments}))
    stage = click(staged(review.show, client, JONAS), "Edit")
    stage.toggle[0].set_value(False).run()
    click(stage, "Approve with my changes")
    sent = client.calls[0][2]["arguments"]
    assert sent == arguments | {"flag": False}
    assert isinstance(sent["count"], int)
    assert not isinstance(sent["count"], bool)


def test_broken_json_in_a_field_is_told_and_not_sent() -> None:
    client = FakeClient(request(action={"arguments": {"tags": ["a"]}}))
    stage = click(staged(review.show, client, JONAS), "Edit")
    stage.text_area[0].set_value("[").run()
    click(stage, "Approve with my changes")
    assert client.calls == []
    assert any("Tags is not valid" in text for text in texts(stage))


@pytest.mark.parametrize(
    ("label", "content"),
    [
        ("It happened", {"happened": True, "retry": False}),
        ("It did not happen", {"happened": False, "retry": False}),
        ("It did not: try again", {"happened": False, "retry": True}),
    ],
)
def test_a_doubt_is_answered(label: str, content: dict[str, bool]) -> None:
    client = FakeClient(request(kind="outcome"))
    stage = staged(review.show, client, JONAS)
    stage.text_input[0].set_value("I asked the bank.").run()
    click(stage, label)
    decision = {"type": "answer", "content": content, "message": "I asked the bank."}
    assert client.calls == [("decide", "req_1", decision, 3)]


def test_an_edit_beyond_ones_means_is_said_so() -> None:
    client = FakeClient(request())
    client.answer = request("req_2", route="lead")
    stage = click(staged(review.show, client, JONAS), "Edit")
    stage.number_input[1].set_value(900_000).run()
    click(stage, "Approve with my changes")
    assert "a new request waits" in markdown(stage)


def test_what_was_typed_is_kept_and_said_so_when_one_goes_back() -> None:
    client = FakeClient(request())
    stage = click(staged(review.show, client, JONAS), "Edit")
    stage.text_input[0].set_value("It arrived broken.").run()
    click(stage, "Back")
    assert "Approve runs what was asked" in markdown(stage)
    click(stage, "Edit")
    assert stage.text_input[0].value == "It arrived broken."
    click(stage, "Approve with my changes")
    assert client.calls[0][2]["arguments"]["reason"] == "It arrived broken."


def test_what_is_kept_of_one_version_is_not_part_of_a_plain_approval() -> None:
    client = FakeClient(request())
    stage = click(staged(review.show, client, JONAS), "Edit")
    stage.text_input[0].set_value("It arrived broken.").run()
    click(click(stage, "Back"), "Approve")
    assert client.calls == [("decide", "req_1", {"type": "approve"}, 3)]


def test_a_request_is_passed_up_with_a_note() -> None:
    client = FakeClient(request(), request("req_2"))
    stage = click(staged(review.show, client, JONAS), "Pass up")
    stage.text_input[0].set_value(" Look twice. ").run()
    click(stage, "Pass up to a lead")
    assert client.calls == [("pass_up", "req_1", 3, "Look twice.")]
    assert "Passed up to a lead." in markdown(stage)
    assert part(stage, "headline")["title"] == "Refund order req_2"


def test_a_lead_is_the_last_to_be_asked() -> None:
    client = FakeClient(request())
    assert "Pass up" not in labels(staged(review.show, client, LENA))
    raised = FakeClient(request(route="two"))
    assert "Pass up" not in labels(staged(review.show, raised, JONAS))
