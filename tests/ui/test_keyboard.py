"""Keyboard: each kind of item has its keys; a press counts once, for what it saw, else never."""

from typing import Any

import pytest
import streamlit as st

from domain.people import Person
from domain.request import Request
from tests.ui.fakes import FakeClient
from tests.ui.fieldwork import proof_request
from tests.ui.staging import click, part, staged
from tests.ui.values import JONAS, LENA, NOW, escalation, outcome, request
from ui.parts import keys
from ui.parts.keys import Press
from ui.screens import deciding, keyboard, review

MOVING = ["j", "k", "?"]


def offered(shown: Request, me: Person = JONAS, *clicks: str) -> dict[str, bool]:
    stage = staged(review.show, FakeClient(shown), me, request="req_1")
    for label in clicks:
        click(stage, label)
    return {key["key"]: key["decides"] for key in part(stage, "keys")["keys"]}


@pytest.mark.parametrize(
    ("shown", "me", "clicks", "expected"),
    [
        (request(), JONAS, [], ["a", "x", "e", "s"]),
        (request(), LENA, [], ["a", "x", "e"]),
        (request(kind="outcome"), JONAS, [], ["a", "x", "s"]),
        (proof_request(), JONAS, [], ["a", "x", "s"]),
        (request(kind="recheck", route="recheck"), JONAS, [], ["a", "x"]),
        (
            request(kind="recheck", route="recheck"),
            JONAS,
            ["Not right"],
            ["ctrl+Enter", "Escape"],
        ),
        (escalation(), LENA, [], ["a", "x", "e"]),
        (escalation(), JONAS, [], []),
        (request(requested_by="reviewer-1"), JONAS, [], []),
        (request(state="applied", outcome=outcome()), JONAS, [], []),
        (request(), JONAS, ["Reject"], ["ctrl+Enter", *"123456", "Escape"]),
        (request(), JONAS, ["Edit"], ["ctrl+Enter", "Escape"]),
        (request(), JONAS, ["Pass up"], ["s", "ctrl+Enter", "Escape"]),
        (proof_request(), JONAS, ["Reject with feedback"], ["ctrl+Enter", "Escape"]),
        (escalation(), LENA, ["Give an order"], ["ctrl+Enter", "Escape"]),
    ],
)
def test_each_item_has_the_keys_that_fit_it(
    shown: Request, me: Person, clicks: list[str], expected: list[str], monkeypatch: Any
) -> None:
    monkeypatch.setattr("ui.screens.proof.gallery", lambda *given: None)
    assert list(offered(shown, me, *clicks)) == [*expected, *MOVING]


def test_every_key_that_settles_something_waits_until_it_was_looked_at() -> None:
    assert {key for key, decides in offered(request()).items() if decides} == {"a"}
    rejecting = offered(request(), JONAS, "Reject")
    assert {key for key, decides in rejecting.items() if decides} == {"ctrl+Enter", *"123456"}


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The state of a page on which req_1 has been looked at."""
    state: dict[str, Any] = {deciding.SHOWN: (("req_1", 3), 0)}
    monkeypatch.setattr(st, "session_state", state)
    monkeypatch.setattr("ui.parts.place.go", lambda name, there: state.update(opened=there))
    return state


def press(client: FakeClient, act: str, item: str = "req_1 3", to: str = "") -> None:
    shown = client.all["req_1"]
    keyboard.answer(client, JONAS, shown, ["req_1", "req_2"], Press(act, item, to))  # type: ignore[arg-type]


@pytest.mark.parametrize("item", ["req_1 2", "req_2 3", ""])
def test_a_press_on_what_is_no_longer_shown_does_nothing(
    session: dict[str, Any], item: str
) -> None:
    client = FakeClient(request(), request("req_2"))
    press(client, "approve", item)
    assert client.calls == []
    press(client, "approve")
    assert client.calls == [("decide", "req_1", {"type": "approve"}, 3)]


@pytest.mark.parametrize("act", ["reject 2", "save", "pass up", "write", "undo", "anything"])
def test_a_press_that_is_not_offered_does_nothing(session: dict[str, Any], act: str) -> None:
    client = FakeClient(request())
    press(client, act)
    assert client.calls == []


def test_a_digit_names_the_reason_of_a_rejection(session: dict[str, Any]) -> None:
    client = FakeClient(request(), request("req_2"))
    press(client, "reject")
    assert client.calls == []
    press(client, "reject 2")
    decision = {"type": "reject", "message": "", "reason_code": "wrong_amount"}
    assert client.calls == [("decide", "req_1", decision, 3)]
    assert session["opened"] == "req_2"


def test_one_moves_only_to_what_is_in_the_queue(session: dict[str, Any]) -> None:
    client = FakeClient(request(), request("req_2"))
    press(client, "go", to="req_9")
    assert "opened" not in session
    press(client, "go", to="req_2")
    assert session["opened"] == "req_2"


def test_undo_is_a_key_only_after_a_decision(session: dict[str, Any]) -> None:
    client = FakeClient(request(), request("req_2"))
    press(client, "approve")
    client.all["req_1"] = request(state="decided", outcome=outcome(at=NOW))
    press(client, "undo", item="whatever is open")
    assert client.calls[-1] == ("undo", "req_1")


def test_a_repeated_press_counts_once(session: dict[str, Any]) -> None:
    assert [keys._is_new({"n": number}) for number in (5, 5, 4, 6, True, "7", None)] == [
        True,
        False,
        False,
        True,
        False,
        False,
        False,
    ]
