"""Sending somebody out: who, where, until when and for how much is read out of one sentence."""

from pathlib import Path
from typing import Any

import pytest

from tests.graph.practice.shop import open_shop
from tests.graph.practice.stage import plain

TODAY = "2026-01-14"


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (
            "Have someone photograph the shop window in Harbour Street before six",
            {"kind": "photo", "location": "Harbour Street", "deadline": f"{TODAY}T18:00:00Z"},
        ),
        (
            "Can somebody inspect the lift at 3 Mill Road today?",
            {"kind": "inspection", "location": "3 Mill Road", "deadline": f"{TODAY}T18:00:00Z"},
        ),
        (
            "Send an operator to deliver the parcel to 12 Rose Lane by 18:00",
            {"kind": "delivery", "location": "12 Rose Lane", "deadline": f"{TODAY}T18:00:00Z"},
        ),
        (
            "Get a courier to pick up the keys from 4 Dock Street tomorrow at noon and pay 15.00",
            {
                "kind": "pickup",
                "location": "4 Dock Street",
                "deadline": "2026-01-15T12:00:00Z",
                "reward_minor": 1500,
            },
        ),
        (
            "Please photograph the notice board at the town hall",
            {"kind": "photo", "location": "town hall"},
        ),
        (
            "I need someone at Pier 7 to check that the container arrived",
            {"kind": "inspection", "location": "Pier 7"},
        ),
        (
            "Send someone to 3 Mill Road to verify the identity of the tenant within two hours",
            {
                "kind": "identity_check",
                "location": "3 Mill Road",
                "deadline": f"{TODAY}T14:00:00Z",
            },
        ),
        (
            "Have someone go to Pier 7 and take a picture of the crane until 6pm for 20 EUR",
            {
                "kind": "photo",
                "location": "Pier 7",
                "deadline": f"{TODAY}T18:00:00Z",
                "reward_minor": 2000,
            },
        ),
        (
            "Have the lift at 3 Mill Road inspected tomorrow morning",
            {
                "kind": "inspection",
                "location": "3 Mill Road",
                "deadline": "2026-01-15T12:00:00Z",
            },
        ),
        (
            "Photograph the delivery van in Mill Lane. It must be done by half past five. "
            "It pays 5 EUR.",
            {
                "kind": "photo",
                "location": "Mill Lane",
                "deadline": f"{TODAY}T17:30:00Z",
                "reward_minor": 500,
            },
        ),
        (
            "Have somebody collect a box from Mr. Reed at 2 Park Road and bring it to the depot",
            {"kind": "pickup", "location": "2 Park Road"},
        ),
    ],
)
def test_one_sentence_is_one_call(tmp_path: Path, wish: str, expected: dict[str, Any]) -> None:
    message = open_shop(tmp_path, field=True).say(wish)
    ((name, arguments),) = plain(message)
    assert name == "hire_operator"
    assert arguments.pop("description")
    assert arguments == expected
    assert message.tool_calls[0]["args"]["_confidence"] >= 0.85


def test_the_description_is_in_the_requesters_words(tmp_path: Path) -> None:
    stage = open_shop(tmp_path, field=True)
    message = stage.say(
        "Have someone photograph the 'Sale' sign in Mill Lane before six, because it hangs loose"
    )
    ((_, arguments),) = plain(message)
    assert arguments["description"] == (
        "Photograph the 'Sale' sign in Mill Lane before six. It hangs loose."
    )
    assert "“six”, taken as 18:00 UTC on 2026-01-14" in message.tool_calls[0]["args"]["_rationale"]


def test_two_wishes_of_different_kinds_are_both_proposed(tmp_path: Path) -> None:
    stage = open_shop(tmp_path, field=True)
    stage.play("Refund order 1042 and have someone photograph the broken mug at 5 Quay Street")
    assert {name for name, _ in stage.calls()} == {"read_order", "refund_order", "hire_operator"}
    hired = dict(stage.calls())["hire_operator"]
    assert hired["location"] == "5 Quay Street"


@pytest.mark.parametrize(
    ("wish", "asked"),
    [
        ("Have someone photograph the window", "location"),
        ("Have somebody deliver the parcel to Anna Berger", "location"),
        ("Send an operator to 12 Rose Lane", "description"),
    ],
)
def test_what_is_not_said_is_asked(tmp_path: Path, wish: str, asked: str) -> None:
    stage = open_shop(tmp_path, field=True)
    assert f"I need {asked}" in stage.play(wish)
    assert stage.calls() == []


@pytest.mark.parametrize(
    "wish",
    [
        "Have someone paint the fence at 3 Mill Road",
        "Don't have anyone photograph the window in Harbour Street",
        "Have someone photograph the window in Harbour Street if it rains",
        "Book a flight to Oslo",
        "Check the weather",
    ],
)
def test_nobody_is_sent_for_it(tmp_path: Path, wish: str) -> None:
    stage = open_shop(tmp_path, field=True)
    stage.play(wish)
    assert "hire_operator" not in {name for name, _ in stage.calls()}


@pytest.mark.parametrize(
    ("wish", "name"),
    [
        ("Have someone refund order 1042", "read_order"),
        ("Can anyone tell me the status of order 1042?", "read_order"),
        ("Check order 1042", "read_order"),
        ("Take 5 EUR off order 1042", "read_order"),
        ("Tell anna@example.com that someone will inspect the lift at 3 Mill Road", "send_mail"),
    ],
)
def test_a_person_or_a_place_in_the_words_sends_nobody_by_itself(
    tmp_path: Path, wish: str, name: str
) -> None:
    assert [each for each, _ in plain(open_shop(tmp_path, field=True).say(wish))] == [name]


def test_the_list_of_abilities_is_short_sentences(tmp_path: Path) -> None:
    answer = open_shop(tmp_path, field=True).play("Hello")
    assert "Have someone photograph" in answer
    assert "…" not in answer
    assert answer.endswith(".")
    assert len(answer) < 1200
