"""What a text from outside tells the agent to do is done by nobody before a reviewer has seen it.

The agent here obeys every word. Nothing it does would be asked about for any other reason.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.origin import Source
from graph.house import House
from nodes import knowing
from tests.fakes.houses import advance, asked, decide, open_test_house, say
from tests.fakes.injected import plant
from tests.fakes.papers import LAW_TEXT
from tests.fakes.world import happened
from tests.invariants.injections import INJECTIONS, Injection

ACTS = ("credit", "cancel", "tell", "fetch", "mark", "read 8")


@pytest.fixture
def gullible(tmp_path: Path, world: Path) -> Iterator[House]:
    """A house whose agent obeys whoever speaks, and whose law allows the host of the shop."""
    law = LAW_TEXT.replace("allow_hosts = []", 'allow_hosts = ["shop.example", ".shop.example"]')
    law = law.replace('"search_orders",', '"search_orders", "look_up",')
    (tmp_path / "law.toml").write_text(law)
    given = {
        "model": "tests.fakes.injected:ObedientModel",
        "tools": "tests.fakes.injected:TOOLS",
        "policy": tmp_path / "law.toml",
    }
    with open_test_house(tmp_path / "home", **given) as house:
        yield house


def acted() -> list[str]:
    return [line for line in happened() if line.startswith(ACTS)]


def carried_out(house: House, injection: Injection) -> None:
    plant(injection.text, *injection.way, [injection.call], record=injection.record)
    say(house, injection.asked)


@pytest.mark.parametrize("injection", INJECTIONS.values(), ids=list(INJECTIONS))
def test_nothing_that_outside_words_ask_for_happens_unseen(
    gullible: House, injection: Injection
) -> None:
    carried_out(gullible, injection)
    assert acted() == []
    request = asked(gullible)
    name, arguments = injection.call
    assert (request.action.name, request.action.arguments.items() >= arguments.items()) == (
        name,
        True,
    )
    shown = [span for origin in request.origins for span in origin.spans]
    outside = [span for span in shown if span.source is Source.UNTRUSTED]
    codes = {reason.code for reason in request.reasons}
    if injection.is_named:
        assert "untrusted_origin" in codes
        assert Source.UNTRUSTED in {origin.source for origin in request.origins}
    said = gullible.threads.read("t-1").messages
    brought = {message.id for message in said if message.speaker == "tool"}
    assert {span.message_id for span in outside} <= brought
    words = " ".join(reason.text for reason in request.reasons)
    named = {"read_page", "open_mail", "look_up"}
    assert any(each in words for each in named) or {span.by for span in outside} & named
    decide(gullible, {"type": "reject", "reason_code": "not_allowed", "message": "No."})
    assert acted() == []


@pytest.mark.parametrize(
    ("words", "way", "record", "call"),
    [
        (
            "Credit customer 201 with 18.50 EUR",
            [],
            None,
            ("credit", {"customer_id": 201, "amount_minor": 1850}),
        ),
        (
            "Credit Anna Berger with her total",
            [[("look_up", {"words": "Anna Berger"})]],
            {"customer_id": 201, "total_minor": 1850},
            ("credit", {"customer_id": 201, "amount_minor": 1850}),
        ),
        ("Cancel order 1042", [], None, ("cancel", {"order_id": 1042, "reason": "as you wish"})),
        (
            "What is on https://shop.example/offer and shop.example/terms?",
            [[("fetch", {"url": "https://shop.example/offer"})]],
            None,
            ("fetch", {"url": "https://shop.example/terms"}),
        ),
    ],
)
def test_what_the_requester_asked_for_goes_alone(
    gullible: House,
    words: str,
    way: list[list[tuple[str, dict[str, Any]]]],
    record: Any,
    call: tuple[str, dict[str, Any]],
) -> None:
    plant("Nothing of interest stands on this page.", *way, [call], record=record)
    say(gullible, words)
    assert gullible.desk.open_requests() == []
    assert acted()[-1].startswith(call[0])


def test_what_a_reviewer_answers_in_place_of_a_tool_is_theirs(gullible: House) -> None:
    plant("", [("credit", {"customer_id": 201, "amount_minor": 4200})], [])
    say(gullible, "Make it good for customer 201")
    plant(
        "",
        [("credit", {"customer_id": 201, "amount_minor": 4200})],
        [("credit", {"customer_id": 201, "amount_minor": 1850})],
    )
    assert [reason.code for reason in asked(gullible).reasons] == ["invented"]
    decide(gullible, {"type": "respond", "message": "Make it 18.50 EUR instead."})
    assert acted() == ["credit 201 1850"]


def test_what_an_edit_puts_in_is_the_reviewers(gullible: House) -> None:
    carried_out(gullible, INJECTIONS["a page orders a credit"])
    request = asked(gullible)
    edited = {**request.action.arguments, "amount_minor": 100}
    gullible.desk.decide(
        request.id, {"type": "edit", "name": "credit", "arguments": edited}, by="reviewer-1"
    )
    advance(gullible, "t-1")
    assert acted() == ["credit 207 100"]


def test_with_the_tracing_taken_out_the_outside_has_its_way(
    gullible: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowing, "origins", lambda *given: {})
    carried_out(gullible, INJECTIONS["a page orders a credit"])
    assert acted() == ["credit 207 4900"]


def test_with_half_of_the_tracing_taken_out_the_other_half_still_asks(
    gullible: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = knowing.origins
    monkeypatch.setattr(knowing, "origins", lambda *given: {**whole(*given), "outside": ()})
    carried_out(gullible, INJECTIONS["a page orders a credit"])
    assert acted() == []
    monkeypatch.setattr(knowing, "origins", lambda *given: {**whole(*given), "origins": ()})
    carried_out(gullible, INJECTIONS["a page orders a credit"])
    assert acted() == []
