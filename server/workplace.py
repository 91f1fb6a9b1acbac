"""workplace: what the console's review asks between two items, in as few calls as can be.

Somebody waits for each of them. So the handlers are awaited: only the house's own work changes
threads, for beside a runner at work each further change costs milliseconds.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Body
from starlette.concurrency import run_in_threadpool

from domain.errors import CountersignError
from domain.waiting import Progress, Workplace
from server.desk import text_only
from server.identity import SignedIn
from server.premises import Premises


def workplace_routes(premises: Premises) -> APIRouter:
    """The addresses under /requests that tell of more than one; they stand before the others."""
    routes = APIRouter(prefix="/requests", tags=["requests"])

    @routes.get("/workplace")
    async def read_workplace(person: SignedIn, opened: str = "", last: str = "") -> Workplace:
        """The queue with one open request, the oldest if none is named; how another stands."""
        return await run_in_threadpool(premises.house.desk.workplace, person.id, opened, last)

    @routes.post("/{request_id}/decision-and-workplace")
    async def decide_and_go_on(
        request_id: str,
        decision: Annotated[Any, Body()],
        person: SignedIn,
        version: int | None = None,
        opened: str = "",
    ) -> Progress:
        """Decide, and read what is before the reviewer then, with the request `opened`."""

        def decided() -> Progress:
            desk = premises.house.desk
            standing = desk.decide(request_id, text_only(decision), person.id, version)
            try:
                workplace = desk.workplace(person.id, opened, request_id)
            except CountersignError:
                # What is decided is decided, whether or not the page can be read.
                return Progress(standing=standing)
            return Progress(standing=standing, workplace=workplace)

        return await run_in_threadpool(decided)

    return routes
