"""payments: a payment that waits on the desk, and edits of it."""

from typing import Any

from domain.request import Request
from graph.house import House
from tests.fakes.houses import say
from tests.fakes.model import script


def pay(house: House, amount_minor: int = 500) -> Request:
    """A payment that waits on the desk."""
    say(house, script([("pay", {"to": "ann", "amount_minor": amount_minor})]))
    (request,) = house.desk.open_requests()
    return request


def edit(amount_minor: Any, name: str = "pay", **more: Any) -> dict[str, Any]:
    """The decision to pay another amount."""
    args = {"to": "ann", "amount_minor": amount_minor, **more}
    return {"type": "edit", "edited_action": {"name": name, "args": args}}
