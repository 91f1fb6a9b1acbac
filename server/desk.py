"""desk: requests over HTTP. A decision comes in any dialect; the house reads and judges it."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Body
from pydantic import BaseModel, ConfigDict

from domain.errors import Invalid
from domain.request import Request
from domain.waiting import Queue
from server.identity import SignedIn
from server.premises import Premises


class PassingUp(BaseModel):
    """Why a lead shall look, if the reviewer says."""

    model_config = ConfigDict(extra="forbid")

    note: str = ""


def desk_routes(premises: Premises) -> APIRouter:
    """The addresses under /requests."""
    routes = APIRouter(prefix="/requests", tags=["requests"])

    @routes.get("")
    def list_requests(person: SignedIn) -> list[Request]:
        """What waits for a decision, oldest first."""
        return premises.house.desk.open_requests(by=person.id)

    @routes.get("/queue")
    def read_queue(person: SignedIn) -> Queue:
        """The oldest requests in few words, and how long all of them have waited."""
        return premises.house.desk.queue(person.id)

    @routes.get("/{request_id}")
    def read_request(request_id: str, person: SignedIn) -> Request:
        """One request, in any state."""
        return premises.house.desk.read(request_id, by=person.id)

    @routes.post("/{request_id}/decision")
    def decide(
        request_id: str,
        decision: Annotated[Any, Body()],
        person: SignedIn,
        version: int | None = None,
    ) -> Request:
        """Decide; `version` is the one shown, so that nobody signs what they did not see."""
        return premises.house.desk.decide(request_id, text_only(decision), person.id, version)

    @routes.post("/{request_id}/pass-up")
    def pass_up(
        request_id: str, person: SignedIn, passing: PassingUp, version: int | None = None
    ) -> Request:
        """Ask a lead instead of a reviewer."""
        text_only(passing.note)
        return premises.house.desk.pass_up(request_id, person.id, version, passing.note)

    @routes.post("/{request_id}/undo")
    def undo(request_id: str, person: SignedIn) -> Request:
        """Take back one's decision, while nothing has started."""
        return premises.house.desk.undo(request_id, person.id)

    @routes.post("/{request_id}/withdraw")
    def withdraw(request_id: str, person: SignedIn) -> Request:
        """Take back what one asked for, while it waits."""
        return premises.house.desk.withdraw(request_id, person.id)

    return routes


def text_only(decision: Any) -> Any:
    """The decision as it came. JSON can spell halves of characters and numbers that are none; no
    row can keep them.
    """
    try:
        json.dumps(decision, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError) as error:
        raise Invalid(
            "decision_malformed", "This decision is not plain text and numbers; send it as such."
        ) from error
    return decision
