"""What the planner must not do: take one tool for another, or guess what was not said."""

from typing import Any

import pytest

from tests.graph.practice.foreign import NUMBER, TEXT, TICKETS, canned
from tests.graph.practice.stage import Stage, function, plain

FLAG = {"type": "boolean"}


@pytest.mark.parametrize("wish", ["Delete ticket 5", "Merge ticket 5 with 6", "Print ticket 5"])
def test_a_shared_noun_alone_never_makes_a_call_that_acts(wish: str) -> None:
    stage = Stage(TICKETS, canned)
    assert "I cannot do this" in stage.play(wish)
    assert not {name for name, _ in stage.calls()} - {"get_ticket", "search_tickets"}


def test_tools_without_a_mark_count_as_acting_unless_name_and_words_only_look() -> None:
    risky = function("get_and_delete_note", "Get a note and delete it", {"note_id": NUMBER})
    unclear = function("check_out_book", "Check out a book", {"book_id": NUMBER})
    act = function("archive_note", "Archive a note", {"note_id": NUMBER})
    lend = function("lend_book", "Lend a book", {"book_id": NUMBER})
    stage = Stage([risky, unclear, act, lend], canned)
    assert plain(stage.say("Archive note 5")) == [("archive_note", {"note_id": 5})]
    assert plain(Stage([unclear, lend], canned).say("Lend book 5")) == [
        ("lend_book", {"book_id": 5})
    ]


def test_no_tools_at_all_is_said() -> None:
    assert "no tools" in Stage([], canned).play("Water the plants")


LIGHTS = [
    function("lights.turn_on", "Turn the lights of a room on", {"room": TEXT}),
    function("lights.turn_off", "Turn the lights of a room off", {"room": TEXT}),
]


@pytest.mark.parametrize(
    ("wish", "name"),
    [
        ("Turn off the lights in the kitchen", "lights.turn_off"),
        ("Turn on the lights in the kitchen", "lights.turn_on"),
        ("Turn the kitchen lights off", "lights.turn_off"),
    ],
)
def test_on_is_never_off(wish: str, name: str) -> None:
    assert plain(Stage(LIGHTS, canned).say(wish)) == [(name, {"room": "kitchen"})]
    (other,) = [each for each in LIGHTS if each["function"]["name"] != name]
    assert Stage([other], canned).say(wish).tool_calls == []


@pytest.mark.parametrize(
    ("wish", "arguments"),
    [
        ("Cancel booking B-17", {"booking_id": "B-17"}),
        ("Cancel booking B-17 and notify the guest", {"booking_id": "B-17", "notify_guest": True}),
        (
            "Cancel booking B-17 and don't notify the guest",
            {"booking_id": "B-17", "notify_guest": False},
        ),
    ],
)
def test_a_flag_is_set_only_by_words_about_it(wish: str, arguments: dict[str, Any]) -> None:
    cancel = function(
        "cancel_booking",
        "Cancel a booking",
        {"booking_id": TEXT, "notify_guest": FLAG},
        required=["booking_id"],
    )
    assert plain(Stage([cancel], canned).say(wish)) == [("cancel_booking", arguments)]


def test_a_number_of_something_else_is_not_taken() -> None:
    cancel = function("cancel_booking", "Cancel a booking", {"booking_id": NUMBER})
    stage = Stage([cancel], canned)
    assert "I need booking id" in stage.play("Cancel my subscription 31")
    assert "I need booking id" in Stage([cancel], canned).play("Cancel 3 bookings")
    assert stage.calls() == []
