"""Deciding: rejections, edits and answers, as they are sent and as they are refused."""

import pytest

from tests.ui.fakes import FakeClient
from tests.ui.staging import click, markdown, part, staged, texts
from tests.ui.values import JONAS, request
from ui.screens import review


def test_a_rejection_needs_a_reason() -> None:
    client = FakeClient(request())
    stage = click(click(staged(review.show, client, JONAS), "Reject"), "Reject")
    assert client.calls == []
    assert any("Choose a reason" in text for text in texts(stage))
    stage.text_input[0].set_value("Too much.").run()
    stage.pills[0].set_value("wrong_amount").run()
    click(stage, "Reject")
    decision = {"type": "reject", "message": "Too much.", "reason_code": "wrong_amount"}
    assert client.calls == [("decide", "req_1", decision, 3)]


def test_an_edit_sends_typed_values_and_shows_what_it_changes() -> None:
    client = FakeClient(request())
    stage = click(staged(review.show, client, JONAS), "Edit")
    stage.number_input[1].set_value(900).run()
    stage.text_input[0].set_value("It arrived broken.").run()
    rows = [row["name"] for row in part(stage, "fields")["rows"]]
    assert rows == ["Amount minor", "Reason"]
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
