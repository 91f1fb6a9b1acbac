"""signin: the way in and out. Looking uses nothing up; signing out ends the session on the server.

While nobody has a password this is the demo, open only to this machine and never through a proxy;
from the first password on it is a form for id and password. Links are prefetched by browsers and
chat programs, so only posting opens a session.
"""

from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from domain.errors import CountersignError, Forbidden
from domain.people import Person
from server.address import Address
from server.demo import DEMO_PEOPLE
from server.entrance import Entrance
from server.headers import COOKIE, at_this_machine, client_address, same_site_path, session_token
from server.premises import Premises
from server.signin_page import asking, choosing, here, invited, told
from server.tokens import SESSION_HOURS

FORM_BYTES = 10_000

_Handler = Callable[[Request], Awaitable[Response]]


def signin_routes(premises: Premises, address: Address) -> list[Route]:
    """The pages before the console."""
    desk = _Reception(premises, address)
    return [
        Route("/signin", _in_words(desk.look), methods=["GET"]),
        Route("/signin", _in_words(desk.sign_in), methods=["POST"]),
        Route("/signin/invite", _in_words(desk.invite), methods=["POST"]),
        Route("/signout", _in_words(desk.sign_out), methods=["POST"]),
    ]


class _Reception:
    def __init__(self, premises: Premises, address: Address) -> None:
        self._premises = premises
        self._public = address.public
        self._entrance = Entrance(premises)

    async def look(self, request: Request) -> Response:
        """Who may choose sees the people, everybody else a form, or how to get in."""
        wanted = same_site_path(request.query_params.get("next", "/"))
        present = await self._present(request)
        if await run_in_threadpool(self._premises.passwords.exist):
            return _page(here(present) if present else asking(wanted))
        refusal = await self._no_demo(request)
        if refusal:
            return refusal
        invitation = request.query_params.get("invitation", "")
        is_invited = await run_in_threadpool(self._premises.demo.invited, invitation)
        if present is None and not is_invited:
            return _page(told("Sign in", _NO_INVITATION), 403 if invitation else 401)
        return _page(choosing(DEMO_PEOPLE, present, invitation, wanted))

    async def sign_in(self, request: Request) -> Response:
        """Become somebody: with a password, or as the demo person chosen."""
        form = await _form(request)
        if await run_in_threadpool(self._premises.passwords.exist):
            return await self._with_password(request, form)
        return await self._as_demo_person(request, form)

    async def invite(self, request: Request) -> Response:
        """A link for a second browser; the door has made sure that this one is signed in."""
        refusal = await self._no_demo(request)
        if refusal:
            return refusal
        token = await run_in_threadpool(self._premises.demo.invite)
        return _page(invited(f"{request.base_url}signin?invitation={token}"))

    async def sign_out(self, request: Request) -> Response:
        """End this session everywhere."""
        token = session_token(request.headers)
        if token:
            await run_in_threadpool(self._premises.accounts.sign_out, token)
        self._premises.live.ring()
        answer = RedirectResponse("/signin", 303)
        answer.delete_cookie(COOKIE, secure=bool(self._public), httponly=True, samesite="lax")
        return answer

    async def _with_password(self, request: Request, form: dict[str, str]) -> Response:
        wanted, person_id = same_site_path(form.get("next", "/")), form.get("person", "").strip()
        address = client_address(request.scope, request.headers, self._public)
        leaving = session_token(request.headers)
        try:
            session = await self._entrance.sign_in(
                person_id, form.get("password", ""), address, leaving
            )
        except CountersignError as error:
            return _page(asking(wanted, person_id, error.sentence), _status(error))
        return self._admitted(session, wanted)

    async def _as_demo_person(self, request: Request, form: dict[str, str]) -> Response:
        refusal = await self._no_demo(request)
        if refusal:
            return refusal
        present = await self._present(request)
        token = session_token(request.headers) if present else form.get("invitation", "")
        person_id = form.get("person", "")
        session = await run_in_threadpool(self._premises.demo.sign_in, token, person_id)
        return self._admitted(session, same_site_path(form.get("next", "/")))

    def _admitted(self, session: str, wanted: str) -> Response:
        self._premises.live.ring()
        answer = RedirectResponse(wanted, 303)
        answer.set_cookie(
            COOKIE,
            session,
            max_age=SESSION_HOURS * 3600,
            secure=bool(self._public),
            httponly=True,
            samesite="lax",
        )
        return answer

    async def _no_demo(self, request: Request) -> Response | None:
        """Why the demo people cannot be chosen here, or None if they can."""
        if not await run_in_threadpool(self._premises.demo.offered):
            return _page(told("Sign in", _NO_ACCOUNTS), 403)
        if not at_this_machine(request.scope, request.headers):
            return _page(told("Sign in", _NOT_HERE), 403)
        return None

    async def _present(self, request: Request) -> Person | None:
        token = session_token(request.headers)
        if not token:
            return None
        return await run_in_threadpool(self._premises.accounts.signed_in, token)


def _in_words(handler: _Handler) -> _Handler:
    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except CountersignError as error:
            return _page(told("Sign in", error.sentence), _status(error))

    return answer


async def _form(request: Request) -> dict[str, str]:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > FORM_BYTES:
            return {}
    fields = parse_qs(body.decode("utf-8", "replace"))
    return {name: values[0] for name, values in fields.items()}


def _status(error: CountersignError) -> int:
    if error.code == "too_many_attempts":
        return 429
    return 403 if error.kind == Forbidden.kind else 503


def _page(text: str, status: int = 200) -> Response:
    return HTMLResponse(text, status, {"cache-control": "no-store"})


_NO_INVITATION = (
    "You need a fresh link. The server prints one when it starts, and whoever is signed in on this "
    "machine can make another; each opens one session, once."
)
_NOT_HERE = "The demo people can be chosen only on the machine that the server runs on."
_NO_ACCOUNTS = (
    "Nobody can sign in here without an account. On the machine that the server runs on, make one "
    "with: countersign accounts add."
)
