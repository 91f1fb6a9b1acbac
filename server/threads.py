"""threads: conversations over HTTP."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile
from pydantic import BaseModel, ConfigDict, ValidationError

from domain.brief import Brief
from domain.effect import Effect
from domain.errors import Invalid
from domain.ids import RandomIds
from domain.thread import Thread, ThreadSummary
from graph.enclosing import PICTURES_AT_ONCE
from server.identity import SignedIn
from server.premises import Premises


class Saying(BaseModel):
    """What somebody says; sent again with the same `message_id` it is heard once."""

    model_config = ConfigDict(extra="forbid")

    text: str
    message_id: str | None = None


class Briefed(Saying):
    """What somebody says; the first message of a conversation may fix a brief, that of a playbook
    of the house, narrowed by `brief`.
    """

    brief: Brief | None = None
    playbook: str = ""


class Said(BaseModel):
    """Where it was said."""

    thread_id: str
    message_id: str


def thread_routes(premises: Premises) -> APIRouter:
    """The addresses under /threads."""
    routes = APIRouter(prefix="/threads", tags=["threads"])

    @routes.get("")
    def list_threads(person: SignedIn, words: str = "") -> list[ThreadSummary]:
        """My conversations; everybody's for those who review. `words` stand in all that come."""
        return premises.house.threads.list(by=person.id, words=words)

    @routes.post("", status_code=201)
    def begin_thread(saying: Briefed, person: SignedIn) -> Said:
        """Begin a conversation with its first message."""
        return _say(premises, RandomIds().new("thr"), saying, person.id)

    @routes.get("/{thread_id}")
    def read_thread(thread_id: str, person: SignedIn) -> Thread:
        """One conversation: what was said, the plan and its state."""
        return premises.house.threads.read(thread_id, by=person.id)

    @routes.post("/{thread_id}/messages", status_code=201)
    def say(thread_id: str, saying: Briefed, person: SignedIn) -> Said:
        """Say something; a conversation with a new id begins."""
        return _say(premises, thread_id, saying, person.id)

    @routes.post("/{thread_id}/illustrated-messages", status_code=201)
    def say_with_photos(
        thread_id: str,
        person: SignedIn,
        photos: Annotated[list[UploadFile], File()],
        text: Annotated[str, Form()] = "",
        message_id: Annotated[str | None, Form()] = None,
        brief: Annotated[str, Form(description="A brief as JSON")] = "",
        playbook: Annotated[str, Form()] = "",
    ) -> Said:
        """Say something with pictures, which are drawn anew; the text may be empty."""
        if len(photos) > PICTURES_AT_ONCE:
            raise Invalid("photos_too_many", f"A message has at most {PICTURES_AT_ONCE} pictures.")
        contents = [photo.file.read() for photo in photos]
        fixed = _brief(brief) if brief else None
        saying = Briefed(text=text, message_id=message_id, brief=fixed, playbook=playbook)
        return _say(premises, thread_id, saying, person.id, contents)

    @routes.get("/{thread_id}/effects")
    def list_effects(thread_id: str, person: SignedIn) -> list[Effect]:
        """What was carried out in a conversation, each with its countersignature."""
        premises.house.threads.read(thread_id, by=person.id)
        return premises.house.effects(thread_id)

    return routes


def _say(
    premises: Premises, thread_id: str, saying: Briefed, by: str, photos: Sequence[bytes] = ()
) -> Said:
    message_id = premises.house.threads.send(
        thread_id,
        saying.text,
        by,
        saying.message_id,
        photos,
        brief=saying.brief,
        playbook=saying.playbook,
    )
    return Said(thread_id=thread_id, message_id=message_id)


def _brief(text: str) -> Brief:
    try:
        return Brief.model_validate_json(text)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(["brief", *(str(part) for part in fault["loc"])])[:80]
        raise Invalid(
            "request_malformed", f"{where}: {fault['msg']}. Nothing was changed."
        ) from error
