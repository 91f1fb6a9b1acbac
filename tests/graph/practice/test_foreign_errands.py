"""Whoever can be sent out in another house is sent by the words of that house's tools."""

from typing import Any

import pytest

from tests.graph.practice.foreign import NUMBER, TEXT, canned
from tests.graph.practice.stage import Stage, function, plain

MOMENT = {"type": "string", "format": "date-time"}
TECHNICIANS = [
    function(
        "book_technician",
        "Book a technician",
        {"site": TEXT, "job": TEXT, "until": TEXT},
        required=["site", "job"],
    ),
    function("cancel_visit", "Cancel a technician's visit", {"visit_id": NUMBER}),
]
COURIERS = [
    function(
        "dispatch_courier",
        "Dispatch a courier to carry a parcel from one address to another",
        {
            "pickup_address": TEXT,
            "delivery_address": TEXT,
            "finish_by": MOMENT,
            "fee_cents": {"type": "integer", "minimum": 0},
        },
        required=["pickup_address", "delivery_address"],
    ),
    function("send_letter", "Send a letter to a person", {"text": TEXT, "when": MOMENT}),
]
RANGERS = [
    function(
        "send_ranger",
        "Have a ranger count, feed or rescue animals in the field.",
        {
            "instructions": TEXT,
            "area": {"type": "string", "description": "Where: reserve, river or road"},
            "mode": {"type": "string", "enum": ["counting", "feeding", "rescue"]},
            "deadline": MOMENT,
        },
        required=["instructions", "area"],
    )
]


@pytest.mark.parametrize(
    ("tools", "wish", "expected"),
    [
        (
            TECHNICIANS,
            "Book a technician for the boiler at 9 Elm Row until 15:00",
            (
                "book_technician",
                {
                    "site": "9 Elm Row",
                    "job": "The boiler at 9 Elm Row until 15:00.",
                    "until": "2026-01-14T15:00:00",
                },
            ),
        ),
        (
            TECHNICIANS,
            "Send a technician to 9 Elm Row to fix the boiler before six",
            (
                "book_technician",
                {
                    "site": "9 Elm Row",
                    "job": "Fix the boiler before six.",
                    "until": "2026-01-14T18:00:00",
                },
            ),
        ),
        (TECHNICIANS, "Cancel visit 5", ("cancel_visit", {"visit_id": 5})),
        (
            COURIERS,
            "Get a courier to carry the box from 4 Dock Street to 12 Rose Lane by 5pm, and pay "
            "12 EUR",
            (
                "dispatch_courier",
                {
                    "pickup_address": "4 Dock Street",
                    "delivery_address": "12 Rose Lane",
                    "finish_by": "2026-01-14T17:00:00Z",
                    "fee_cents": 1200,
                },
            ),
        ),
        (
            COURIERS,
            "Send a letter to Bob tomorrow at 10:00: the box is here",
            ("send_letter", {"text": "The box is here.", "when": "2026-01-15T10:00:00Z"}),
        ),
        (
            RANGERS,
            "Could someone count the geese at Mirror Lake today?",
            (
                "send_ranger",
                {
                    "instructions": "Count the geese at Mirror Lake today.",
                    "area": "Mirror Lake",
                    "mode": "counting",
                    "deadline": "2026-01-14T18:00:00Z",
                },
            ),
        ),
        (
            RANGERS,
            "Have a ranger feed the deer near the Stone River in 30 minutes",
            (
                "send_ranger",
                {
                    "instructions": "Feed the deer near the Stone River in 30 minutes.",
                    "area": "Stone River",
                    "mode": "feeding",
                    "deadline": "2026-01-14T12:30:00Z",
                },
            ),
        ),
    ],
)
def test_an_errand_in_a_foreign_house_becomes_the_right_call(
    tools: list[dict[str, Any]], wish: str, expected: tuple[str, dict[str, Any]]
) -> None:
    assert plain(Stage(tools, canned).say(wish)) == [expected]


def test_half_of_two_places_is_asked_for() -> None:
    stage = Stage(COURIERS, canned)
    answer = stage.play("Get a courier to bring the contract to 12 Rose Lane")
    assert "I need pickup address" in answer
    assert stage.calls() == []
