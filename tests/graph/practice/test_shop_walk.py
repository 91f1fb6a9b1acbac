"""The walks through the demo shop, with its real tools."""

from pathlib import Path

from langchain_core.messages import ToolMessage

from tests.graph.practice.shop import open_shop
from tests.graph.practice.stage import plain

MAIN = "Refund order 1042, the mug arrived broken, and tell the customer by mail"


def test_the_main_walk_reads_first_then_proposes_both_effects_at_once(tmp_path: Path) -> None:
    stage = open_shop(tmp_path)
    assert plain(stage.say(MAIN)) == [("read_order", {"order_id": 1042})]
    proposal = stage.go_on()
    (refund, refunded), (mail, mailed) = plain(proposal)
    assert (refund, refunded["order_id"], refunded["amount_minor"]) == ("refund_order", 1042, 1850)
    assert "arrived broken" in refunded["reason"]
    assert (mail, mailed["to"]) == ("send_mail", "anna.berger@example.com")
    assert "1042" in mailed["subject"]
    assert "Anna Berger" in mailed["body"]
    assert "mug arrived broken" in mailed["body"]
    for call in proposal.tool_calls:
        assert call["args"]["_rationale"].endswith(".")
        assert 0.5 < call["args"]["_confidence"] < 1
    answer = stage.go_on()
    assert not answer.tool_calls
    assert str(answer.content).count("Done:") == 2


def test_the_same_messages_give_the_same_ids_and_a_longer_talk_gives_new_ones(
    tmp_path: Path,
) -> None:
    one, other = open_shop(tmp_path / "one"), open_shop(tmp_path / "other")
    for stage in (one, other):
        stage.play(MAIN)
        stage.play("Show me order 1042")
        stage.play("Show me order 1042")
    ids = [
        [call["id"] for each in stage.messages for call in getattr(each, "tool_calls", [])]
        for stage in (one, other)
    ]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == len(ids[0]) == 5


def test_what_was_refunded_before_is_not_refunded_again(tmp_path: Path) -> None:
    stage = open_shop(tmp_path)
    stage.play("Refund 5 EUR of order 1042")
    stage.play("Refund order 1042")
    amounts = [each["amount_minor"] for name, each in stage.calls() if name == "refund_order"]
    assert amounts == [500, 1350]
    assert "I did not propose to refund order" in stage.play("Refund order 1042")


def test_a_refusal_is_accepted_and_told_with_its_reason(tmp_path: Path) -> None:
    stage = open_shop(tmp_path, refuse={"refund_order": "Rejected by Mara: the photo is missing"})
    answer = stage.play(MAIN)
    assert [name for name, _ in stage.calls()].count("refund_order") == 1
    assert "Not done: refund order" in answer
    assert "the photo is missing" in answer
    assert "Done: send mail" in answer


def test_a_refusal_in_plain_words_without_an_error_status_is_understood(tmp_path: Path) -> None:
    stage = open_shop(tmp_path)
    stage.say("Cancel order 1047, it was a mistake")
    proposal = stage.go_on()
    stage.messages.append(
        ToolMessage(
            "The action was rejected: wait a day", tool_call_id=proposal.tool_calls[0]["id"]
        )
    )
    answer = stage.think()
    assert not answer.tool_calls
    assert "Not done: cancel order" in str(answer.content)
    assert "wait a day" in str(answer.content)


def test_nothing_is_done_to_an_order_that_cannot_be_read(tmp_path: Path) -> None:
    stage = open_shop(tmp_path)
    answer = stage.play("Refund order 99999 and tell the customer by mail")
    assert {name for name, _ in stage.calls()} == {"read_order"}
    assert "There is no order 99999" in answer


def test_my_last_order_is_looked_for_and_asked_about_not_guessed(tmp_path: Path) -> None:
    stage = open_shop(tmp_path)
    question = stage.play("Refund my last order")
    assert {name for name, _ in stage.calls()} == {"search_orders"}
    assert question.rstrip().endswith("?")
    assert "1048" in question
    stage.play("1042")
    assert ("read_order", {"order_id": 1042}) in stage.calls()
    assert stage.calls()[-1][0] == "refund_order"
    assert stage.calls()[-1][1]["order_id"] == 1042


def test_the_last_order_of_a_named_customer_is_found(tmp_path: Path) -> None:
    stage = open_shop(tmp_path)
    stage.play("Refund Anna's last order")
    assert stage.calls()[-1][1]["order_id"] == 1042


def test_two_orders_are_two_refunds_proposed_together(tmp_path: Path) -> None:
    stage = open_shop(tmp_path)
    first = stage.say("Refund orders 1036 and 1037 because they came late")
    assert [each["order_id"] for _, each in plain(first)] == [1036, 1037]
    assert [
        (name, each["order_id"], each["amount_minor"]) for name, each in plain(stage.go_on())
    ] == [
        ("refund_order", 1036, 3450),
        ("refund_order", 1037, 2800),
    ]


def test_what_is_forbidden_is_not_proposed(tmp_path: Path) -> None:
    stage = open_shop(tmp_path)
    stage.play("Refund order 1042 but don't mail the customer")
    assert [name for name, _ in stage.calls()] == ["read_order", "refund_order"]


def test_a_condition_is_handed_back_to_the_person(tmp_path: Path) -> None:
    stage = open_shop(tmp_path)
    answer = stage.play("If order 1047 is paid, cancel it")
    assert [name for name, _ in stage.calls()] == ["read_order"]
    assert "condition" in answer


def test_it_means_what_was_shown_last(tmp_path: Path) -> None:
    stage = open_shop(tmp_path)
    stage.play("What is the status of order 1047?")
    stage.play("Cancel it")
    assert stage.calls()[-1][0] == "cancel_order"
    assert stage.calls()[-1][1]["order_id"] == 1047


def test_it_without_anything_before_is_asked_about(tmp_path: Path) -> None:
    stage = open_shop(tmp_path)
    assert "I need order id" in stage.play("Cancel it")
    assert stage.calls() == []


def test_a_customer_is_found_by_name_to_write_to(tmp_path: Path) -> None:
    stage = open_shop(tmp_path)
    stage.play("Tell Elif Kaya by mail that her grinder ships tomorrow")
    assert stage.calls()[0] == ("search_customers", {"query": "Elif Kaya"})
    assert stage.calls()[-1][1]["to"] == "elif.kaya@example.com"


def test_a_letter_about_one_order_does_not_speak_of_another(tmp_path: Path) -> None:
    stage = open_shop(tmp_path)
    stage.play("Refund order 1042 and cancel order 1047, then mail the customer")
    name, mailed = stage.calls()[-1]
    assert name == "send_mail"
    assert "1047" in mailed["body"]
    assert "1042" not in mailed["body"]


def test_what_no_tool_does_is_said_plainly(tmp_path: Path) -> None:
    stage = open_shop(tmp_path)
    for wish in ("Order me a pizza", "What's the weather?", "Book a flight to Oslo"):
        answer = stage.play(wish)
        assert "I cannot do this" in answer
        assert "not a language model" in answer
    assert stage.calls() == []


def test_a_greeting_is_answered_with_what_can_be_done(tmp_path: Path) -> None:
    for greeting in ("Hello!", "what can you do?", "", "hi there, what can you do?"):
        answer = open_shop(tmp_path).play(greeting)
        assert "not a language model" in answer
        assert "Send an e-mail" in answer
        assert "I cannot" not in answer


def test_calling_it_off_does_nothing_more(tmp_path: Path) -> None:
    stage = open_shop(tmp_path)
    stage.play("Refund my last order")
    before = stage.calls()
    assert "nothing more" in stage.play("never mind")
    assert stage.calls() == before


def test_a_new_message_while_calls_wait_does_not_repeat_them(tmp_path: Path) -> None:
    stage = open_shop(tmp_path)
    stage.say(MAIN)
    stage.go_on()
    for call in list(stage.messages[-1].tool_calls):  # type: ignore[attr-defined]
        stage.messages.append(ToolMessage("waits for a reviewer", tool_call_id=call["id"]))
    answer = stage.say("thank you")
    assert not answer.tool_calls
