"""mcp_house: a house at work with MCP servers; what it does in the background is waited for."""

from typing import Any

from domain.request import Request, RequestKind
from graph.house import House
from tests.fakes.model import script
from tests.fakes.patience import wait_for


def question(house: House, thread_id: str = "t-1") -> Request:
    """What the server asks, as soon as it does."""

    def asked() -> Any:
        waiting = house.desk.open_requests()
        of_thread = [each for each in waiting if each.thread_id == thread_id]
        return next((e for e in of_thread if e.kind is RequestKind.ELICITATION), None)

    found: Request = wait_for(asked)
    return found


def call(
    house: House, name: str, thread_id: str = "t-1", by: str = "requester-1", **arguments: Any
) -> None:
    """Let a tool be proposed and agreed to; it begins in the background."""
    house.threads.send(thread_id, script([(name, arguments)]), by=by)

    def proposed() -> Any:
        waiting = house.desk.open_requests()
        return next((each for each in waiting if each.thread_id == thread_id), None)

    house.desk.decide(wait_for(proposed).id, {"type": "approve"}, by="reviewer-1")
