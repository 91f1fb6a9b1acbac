"""takeovers: a lead in the agent's place, over HTTP. Each answer is the conversation afterwards."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from domain.thread import Thread
from server.identity import SignedIn
from server.premises import Premises


class Spoken(BaseModel):
    """What a lead says to the requester; sent again with the same `message_id` it stands once."""

    model_config = ConfigDict(extra="forbid")

    text: str
    message_id: str | None = None


def takeover_routes(premises: Premises) -> APIRouter:
    """The addresses under /threads by which a person has a conversation in hand."""
    routes = APIRouter(prefix="/threads", tags=["takeovers"])

    @routes.post("/{thread_id}/takeover")
    def take_over(thread_id: str, person: SignedIn) -> Thread:
        """Take a conversation over; the agent starts nothing in it until it is handed back."""
        premises.house.takeovers.take(thread_id, by=person.id)
        return premises.house.threads.read(thread_id, by=person.id)

    @routes.post("/{thread_id}/speak")
    def speak(thread_id: str, spoken: Spoken, person: SignedIn) -> Thread:
        """Say something to the requester, in one's own name and in the agent's place."""
        takeovers = premises.house.takeovers
        takeovers.speak(thread_id, spoken.text, by=person.id, message_id=spoken.message_id)
        return premises.house.threads.read(thread_id, by=person.id)

    @routes.post("/{thread_id}/handback")
    def hand_back(thread_id: str, person: SignedIn) -> Thread:
        """Give the conversation back to the agent, which hears what was written meanwhile."""
        premises.house.takeovers.hand_back(thread_id, by=person.id)
        return premises.house.threads.read(thread_id, by=person.id)

    return routes
