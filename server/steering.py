"""steering: what a requester does with a conversation besides talking: name it, stop it, look into
how it came about.
"""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from domain.thoughts import Trace
from domain.thread import Thread
from server.identity import SignedIn
from server.premises import Premises


class Naming(BaseModel):
    """What a conversation shall be called."""

    model_config = ConfigDict(extra="forbid")

    title: str


def steering_routes(premises: Premises) -> APIRouter:
    """Further addresses under /threads."""
    routes = APIRouter(prefix="/threads", tags=["threads"])

    @routes.post("/{thread_id}/title", status_code=204)
    def rename(thread_id: str, naming: Naming, person: SignedIn) -> None:
        """Call a conversation of mine something else."""
        premises.house.threads.rename(thread_id, naming.title, person.id)

    @routes.post("/{thread_id}/stop")
    def stop(thread_id: str, person: SignedIn) -> Thread:
        """Take back all that waits; a call in flight ends and is reported."""
        return premises.house.threads.stop(thread_id, person.id)

    @routes.get("/{thread_id}/turns/{turn}/trace")
    def read_trace(thread_id: str, turn: int, person: SignedIn) -> list[Trace]:
        """How each action of a turn came about."""
        return premises.house.threads.trace(thread_id, turn, by=person.id)

    return routes
