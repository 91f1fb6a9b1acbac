"""app: the API under /api. Each handler calls one verb of the house, as the person at the door.

Handlers are plain functions, which FastAPI runs in threads: the house below is synchronous.
"""

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from domain.errors import CountersignError
from domain.people import Person
from server.briefing import briefing_routes
from server.deeds import deed_routes
from server.desk import desk_routes
from server.identity import SignedIn
from server.law import law_routes
from server.limits import BodyLimit
from server.plans import plan_routes
from server.pool import pool_routes
from server.premises import Premises
from server.steering import steering_routes
from server.takeovers import takeover_routes
from server.threads import thread_routes
from server.workplace import workplace_routes

STATUS = {"invalid": 422, "forbidden": 403, "missing": 404, "conflict": 409, "unavailable": 503}

log = logging.getLogger(__name__)


class Refusal(BaseModel):
    """Every refusal: a stable code, and a sentence for the person."""

    code: str
    message: str


def build_api(premises: Premises) -> FastAPI:
    """The API as an ASGI app; it trusts the door in front of it and nothing else."""
    api = FastAPI(
        title="Countersign",
        docs_url=None,
        redoc_url=None,
        responses={status: {"model": Refusal} for status in (401, 403, 404, 409, 413, 422, 503)},
    )
    api.include_router(thread_routes(premises))
    api.include_router(steering_routes(premises))
    api.include_router(takeover_routes(premises))
    api.include_router(briefing_routes(premises))
    api.include_router(workplace_routes(premises))
    api.include_router(desk_routes(premises))
    api.include_router(deed_routes(premises))
    api.include_router(pool_routes(premises))
    api.include_router(law_routes(premises))
    api.include_router(plan_routes(premises))

    @api.get("/me")
    def me(person: SignedIn) -> Person:
        """Who is signed in."""
        return person

    api.add_exception_handler(CountersignError, _refused)
    api.add_exception_handler(RequestValidationError, _unreadable)
    api.add_exception_handler(HTTPException, _http_error)
    api.add_exception_handler(Exception, _unexpected)
    api.add_middleware(BodyLimit)
    return api


def _refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, CountersignError)
    return _answer(STATUS.get(error.kind, 500), error.code, error.sentence)


def _unreadable(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    fault = error.errors()[0]
    where = ".".join(str(part) for part in fault["loc"] if part != "body") or "the body"
    return _answer(422, "request_malformed", f"{where[:80]}: {fault['msg']}. Nothing was changed.")


def _http_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code, sentence = _HTTP.get(
        error.status_code, ("request_malformed", "The request cannot be read. Nothing was changed.")
    )
    return _answer(error.status_code, code, sentence)


def _unexpected(request: Request, error: Exception) -> JSONResponse:
    return _answer(500, "unexpected", "Something broke on our side; it is in the server's log.")


def _answer(status: int, code: str, message: str) -> JSONResponse:
    return JSONResponse(Refusal(code=code, message=message).model_dump(), status)


_HTTP = {
    404: ("path_unknown", "Nothing is at this address; /api/openapi.json lists what there is."),
    405: ("method_unknown", "This address takes no such call; see /api/openapi.json."),
}
