"""deeds: the outbox over HTTP, and what people do about actions: hold them, take them back."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from domain.outbox import Staged
from server.identity import SignedIn
from server.premises import Premises


class Why(BaseModel):
    """The reason, if somebody gives one."""

    model_config = ConfigDict(extra="forbid")

    why: str = ""


def deed_routes(premises: Premises) -> APIRouter:
    """The addresses of the outbox, and of actions under /threads."""
    routes = APIRouter(tags=["deeds"])

    @routes.get("/outbox")
    def list_outbox(person: SignedIn) -> list[Staged]:
        """What goes out next, soonest first."""
        return premises.house.deeds.outbox(by=person.id)

    @routes.post("/threads/{thread_id}/actions/{call_id}/hold", status_code=204)
    def hold(thread_id: str, call_id: str, person: SignedIn, given: Why) -> None:
        """Take an action out of the outbox; it then waits for a signature."""
        premises.house.deeds.hold(thread_id, call_id, person.id, given.why)

    @routes.post("/threads/{thread_id}/actions/{call_id}/take-back", status_code=204)
    def take_back(thread_id: str, call_id: str, person: SignedIn, given: Why) -> None:
        """Order that what was done be taken back by the tool that is there for it."""
        premises.house.deeds.take_back(thread_id, call_id, person.id, given.why)

    return routes
