"""threads: conversations over HTTP."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from domain.ids import RandomIds
from domain.thread import Effect, Thread, ThreadSummary
from server.identity import SignedIn
from server.premises import Premises


class Saying(BaseModel):
    """What somebody says; sent again with the same `message_id` it is heard once."""

    model_config = ConfigDict(extra="forbid")

    text: str
    message_id: str | None = None


class Said(BaseModel):
    """Where it was said."""

    thread_id: str
    message_id: str


def thread_routes(premises: Premises) -> APIRouter:
    """The addresses under /threads."""
    routes = APIRouter(prefix="/threads", tags=["threads"])

    @routes.get("")
    def list_threads(person: SignedIn) -> list[ThreadSummary]:
        """My conversations; everybody's for those who review."""
        return premises.house.threads.list(by=person.id)

    @routes.post("", status_code=201)
    def begin_thread(saying: Saying, person: SignedIn) -> Said:
        """Begin a conversation with its first message."""
        return _say(premises, RandomIds().new("thr"), saying, person.id)

    @routes.get("/{thread_id}")
    def read_thread(thread_id: str, person: SignedIn) -> Thread:
        """One conversation: what was said, the plan and its state."""
        return premises.house.threads.read(thread_id, by=person.id)

    @routes.post("/{thread_id}/messages", status_code=201)
    def say(thread_id: str, saying: Saying, person: SignedIn) -> Said:
        """Say something; a conversation with a new id begins."""
        return _say(premises, thread_id, saying, person.id)

    @routes.get("/{thread_id}/effects")
    def list_effects(thread_id: str, person: SignedIn) -> list[Effect]:
        """What was carried out in a conversation, each with its countersignature."""
        premises.house.threads.read(thread_id, by=person.id)
        return premises.house.effects(thread_id)

    return routes


def _say(premises: Premises, thread_id: str, saying: Saying, by: str) -> Said:
    message_id = premises.house.threads.send(thread_id, saying.text, by, saying.message_id)
    return Said(thread_id=thread_id, message_id=message_id)
