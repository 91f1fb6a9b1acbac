"""answer: the turn ends. What was said stands in the transcript; the thread has changed."""

from langgraph.runtime import Runtime

from domain.clock import to_milliseconds
from nodes.context import Context
from nodes.state import Turn
from storage import leases, threads


async def answer(state: Turn, runtime: Runtime[Context]) -> None:
    """Close the turn; entered twice, it says the same twice."""
    rooms = runtime.context.rooms
    with rooms.storage.unit("turn ended") as unit:
        leases.require(unit, state["thread_id"], runtime.context.lease.epoch)
        threads.touch(unit, state["thread_id"], to_milliseconds(rooms.clock.now()))
