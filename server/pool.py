"""pool: tasks and their photos over HTTP. A proof comes as a form with files, as phones send it."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Header, UploadFile
from fastapi.responses import Response

from domain.errors import Invalid
from domain.task import Task, TaskKind
from pool.proofs import PHOTOS_AT_ONCE
from server.identity import SignedIn
from server.premises import Premises


def pool_routes(premises: Premises) -> APIRouter:
    """The addresses under /tasks and /photos."""
    routes = APIRouter(tags=["tasks"])

    @routes.get("/tasks")
    def list_offers(
        person: SignedIn, kind: TaskKind | None = None, location: str = ""
    ) -> list[Task]:
        """What may be taken, those that end first at the top."""
        return premises.house.pool.offers(person.id, kind or "", location)

    @routes.get("/tasks/mine")
    def list_mine(person: SignedIn) -> list[Task]:
        """What the operator has in hand, then what ended last."""
        return premises.house.pool.mine(person.id)

    @routes.get("/tasks/{task_id}")
    def read_task(task_id: str, person: SignedIn) -> Task:
        """One task with its proofs."""
        return premises.house.pool.read(task_id, person.id)

    @routes.post("/tasks/{task_id}/claim")
    def claim(task_id: str, person: SignedIn) -> Task:
        """Take a task; the first one gets it."""
        return premises.house.pool.claim(task_id, person.id)

    @routes.post("/tasks/{task_id}/give-back")
    def give_back(task_id: str, person: SignedIn) -> Task:
        """Put a task back among the offers."""
        return premises.house.pool.give_back(task_id, person.id)

    @routes.post("/tasks/{task_id}/withdraw")
    def withdraw(task_id: str, person: SignedIn) -> Task:
        """Take back a task that one asked for."""
        return premises.house.pool.withdraw(task_id, person.id)

    @routes.post("/tasks/{task_id}/proofs", status_code=201)
    def submit_proof(
        task_id: str,
        person: SignedIn,
        photos: Annotated[list[UploadFile] | None, File()] = None,
        note: Annotated[str, Form()] = "",
        user_agent: Annotated[str, Header()] = "",
    ) -> Task:
        """Show that it is done; a reviewer judges it."""
        files = photos or []
        if len(files) > PHOTOS_AT_ONCE:
            raise Invalid("photos_too_many", f"A proof has at most {PHOTOS_AT_ONCE} photos.")
        contents = [file.file.read() for file in files]
        return premises.house.pool.submit_proof(task_id, contents, note, person.id, user_agent)

    @routes.get("/photos/{digest}", response_class=Response)
    def read_photo(digest: str, person: SignedIn) -> Response:
        """A photo as JPEG; its address never means another one."""
        content = premises.house.pool.photo(digest, person.id)
        kept = {"cache-control": "private, max-age=86400, immutable"}
        return Response(content, media_type="image/jpeg", headers=kept)

    return routes
