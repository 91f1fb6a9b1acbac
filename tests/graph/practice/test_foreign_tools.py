"""The planner knows no tool by heart: calendars, tickets, warehouses, deploys, invoices, phones."""

from typing import Any

import pytest

from tests.graph.practice.foreign import (
    CALENDAR,
    DEPLOYS,
    OFFICE,
    TICKETS,
    WAREHOUSE,
    canned,
)
from tests.graph.practice.stage import Stage, plain


@pytest.mark.parametrize(
    ("tools", "wish", "expected"),
    [
        (
            CALENDAR,
            "Schedule a meeting called 'Road map' tomorrow at 15:00 for 45 minutes with "
            "bob@example.com and ann@example.com",
            [
                (
                    "create_event",
                    {
                        "title": "Road map",
                        "start": "2026-01-15T15:00:00Z",
                        "duration_minutes": 45,
                        "attendees": ["bob@example.com", "ann@example.com"],
                    },
                )
            ],
        ),
        (CALENDAR, "What is on my calendar on Friday?", [("list_events", {"day": "2026-01-16"})]),
        (
            CALENDAR,
            "Delete event ev-17",
            [("get_event", {"event_id": "ev-17"}), ("delete_event", {"event_id": "ev-17"})],
        ),
        (
            TICKETS,
            "Open a ticket: the login page is down. Then assign it to Bob",
            [
                (
                    "create_ticket",
                    {
                        "title": "The login page is down",
                        "description": "The login page is down.",
                    },
                ),
                ("get_ticket", {"id": 77}),
                ("assign_ticket", {"ticket_id": 77, "assignee": "Bob"}),
            ],
        ),
        (
            TICKETS,
            "Close the printer ticket, it was fixed",
            [
                ("search_tickets", {"query": "printer"}),
                ("get_ticket", {"id": 5}),
                (
                    "close_ticket",
                    {"ticket_id": 5, "resolution": "fixed", "comment": "It was fixed."},
                ),
            ],
        ),
        (
            TICKETS,
            "Please comment on ticket 8: we are waiting for parts",
            [
                ("get_ticket", {"id": 8}),
                ("add_comment", {"ticket_id": 8, "text": "We are waiting for parts."}),
            ],
        ),
        (
            WAREHOUSE,
            "Move 20 units of SKU 4711 from warehouse 3 to warehouse 5",
            [
                ("stock_level", {"sku": "4711"}),
                (
                    "transfer_stock",
                    {"sku": "4711", "quantity": 20, "from_warehouse": 3, "to_warehouse": 5},
                ),
            ],
        ),
        (
            WAREHOUSE,
            "Write off 3 units of AB-17 because water came in",
            [
                ("stock_level", {"sku": "AB-17"}),
                ("write_off", {"sku": "AB-17", "quantity": 3, "reason": "Water came in."}),
            ],
        ),
        (
            DEPLOYS,
            "Deploy billing 1.4.0 to production and tell #ops that it is done",
            [
                ("service_status", {"service": "billing"}),
                (
                    "deploy_service",
                    {"service": "billing", "version": "1.4.0", "environment": "production"},
                ),
                ("post_message", {"channel": "ops", "text": "It is done."}),
            ],
        ),
        (
            DEPLOYS,
            "Roll the search-api back on staging because latency went up",
            [
                ("service_status", {"service": "search-api"}),
                (
                    "rollback_service",
                    {
                        "service": "search-api",
                        "environment": "staging",
                        "reason": "Latency went up.",
                    },
                ),
            ],
        ),
        (
            OFFICE,
            "Pay invoice R-2026-17",
            [
                ("read_invoice", {"invoice_number": "R-2026-17"}),
                ("pay_invoice", {"invoice_number": "R-2026-17", "amount_cents": 3000}),
            ],
        ),
        (
            OFFICE,
            "Pay 12.50 EUR of invoice R-2026-17 on 2026-02-01",
            [
                ("read_invoice", {"invoice_number": "R-2026-17"}),
                (
                    "pay_invoice",
                    {
                        "invoice_number": "R-2026-17",
                        "amount_cents": 1250,
                        "value_date": "2026-02-01",
                    },
                ),
            ],
        ),
        (
            OFFICE,
            "Send a text message to Bob Miller saying the car is ready",
            [
                ("find_contact", {"name": "Bob Miller"}),
                ("send_sms", {"phone_number": "+43123456", "text": "The car is ready."}),
            ],
        ),
    ],
)
def test_a_wish_in_a_foreign_house_becomes_the_right_calls(
    tools: list[dict[str, Any]], wish: str, expected: list[tuple[str, dict[str, Any]]]
) -> None:
    stage = Stage(tools, canned)
    stage.play(wish)
    assert stage.calls() == expected


def test_what_is_missing_is_asked_for_and_the_answer_is_used() -> None:
    stage = Stage(DEPLOYS, canned)
    question = stage.play("Deploy billing")
    assert "version and environment (one of staging and production)" in question
    assert question.endswith("?")
    assert plain(stage.say("1.4.0 to staging")) == [
        ("deploy_service", {"service": "billing", "version": "1.4.0", "environment": "staging"})
    ]


def test_a_missing_start_is_asked_for_not_invented() -> None:
    stage = Stage(CALENDAR, canned)
    assert "start (When it begins)" in stage.play("Book a meeting with Bob")
    assert stage.calls() == []
