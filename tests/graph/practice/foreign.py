"""foreign: tools of houses the planner has never seen, with canned results."""

from collections.abc import Mapping
from typing import Any

from tests.graph.practice.stage import Result, function

TEXT: Mapping[str, Any] = {"type": "string"}
NUMBER: Mapping[str, Any] = {"type": "integer"}
PLACES: Mapping[str, Any] = {"type": "string", "enum": ["staging", "production"]}

CALENDAR = [
    function(
        "create_event",
        "Put an event into the calendar",
        {
            "title": TEXT,
            "start": {"type": "string", "format": "date-time", "description": "When it begins"},
            "duration_minutes": {"type": "integer", "description": "Length in minutes"},
            "attendees": {"type": "array", "items": {"type": "string", "format": "email"}},
        },
        "Schedule a meeting with bob@example.com tomorrow at 10:00",
        required=["title", "start"],
    ),
    function(
        "list_events",
        "List the events of one day",
        {"day": {"type": "string", "format": "date"}},
        "What is on my calendar today?",
        read_only=True,
    ),
    function("get_event", "Show an event with its attendees", {"event_id": TEXT}),
    function("delete_event", "Remove an event from the calendar", {"event_id": TEXT}),
]
TICKETS = [
    function("search_tickets", "Search tickets by words", {"query": TEXT}),
    function("get_ticket", "Get one ticket with its reporter and state", {"id": NUMBER}),
    function(
        "create_ticket",
        "Open a new ticket",
        {
            "title": TEXT,
            "description": TEXT,
            "priority": {"type": "string", "enum": ["low", "normal", "high"]},
        },
        required=["title", "description"],
    ),
    function(
        "assign_ticket", "Assign a ticket to a person", {"ticket_id": NUMBER, "assignee": TEXT}
    ),
    function(
        "close_ticket",
        "Close a ticket",
        {
            "ticket_id": NUMBER,
            "resolution": {"type": "string", "enum": ["fixed", "wont_fix", "duplicate"]},
            "comment": TEXT,
        },
    ),
    function("add_comment", "Add a comment to a ticket", {"ticket_id": NUMBER, "text": TEXT}),
]
WAREHOUSE = [
    function(
        "transfer_stock",
        "Move units of a product from one warehouse to another",
        {
            "sku": {"type": "string", "description": "Product number"},
            "quantity": {"type": "integer", "minimum": 1, "description": "How many units"},
            "from_warehouse": NUMBER,
            "to_warehouse": NUMBER,
        },
    ),
    function("stock_level", "Look up the units of a product", {"sku": TEXT}, read_only=True),
    function("reorder_product", "Reorder a product", {"sku": TEXT, "quantity": NUMBER}),
    function(
        "write_off", "Write off damaged units", {"sku": TEXT, "quantity": NUMBER, "reason": TEXT}
    ),
]
DEPLOYS = [
    function(
        "deploy_service",
        "Deploy a version of a service to an environment",
        {"service": TEXT, "version": TEXT, "environment": PLACES},
    ),
    function(
        "rollback_service",
        "Roll a service back to the version before",
        {"service": TEXT, "environment": PLACES, "reason": TEXT},
    ),
    function("service_status", "Show the health of a service", {"service": TEXT}, read_only=True),
    function("post_message", "Post a message to a chat channel", {"channel": TEXT, "text": TEXT}),
]
OFFICE = [
    function("read_invoice", "Read an invoice and what is paid", {"invoice_number": TEXT}),
    function(
        "pay_invoice",
        "Pay an invoice",
        {
            "invoice_number": TEXT,
            "amount_cents": NUMBER,
            "value_date": {"type": "string", "format": "date"},
        },
        required=["invoice_number", "amount_cents"],
    ),
    function("find_contact", "Find a person's contact details", {"name": TEXT}),
    function("send_sms", "Send a text message to a phone", {"phone_number": TEXT, "text": TEXT}),
]


def canned(name: str, arguments: dict[str, Any]) -> Result:
    results: dict[str, Result] = {
        "get_ticket": {"id": arguments.get("id"), "title": "Printer", "state": "open"},
        "create_ticket": {"ticket_id": 77, "state": "open"},
        "search_tickets": [{"id": 5, "title": "Printer jam"}],
        "read_invoice": {
            "number": arguments.get("invoice_number"),
            "total_cents": 5000,
            "paid_cents": 2000,
        },
        "find_contact": {"name": arguments.get("name"), "phone_number": "+43123456"},
    }
    return results.get(name, {"ok": True})
