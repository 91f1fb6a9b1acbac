"""signin: the demo's way in and out. Open only to this machine, never through a proxy.

Looking at an invitation uses nothing up (browsers and chat programs prefetch links); choosing a
person does. Signing out ends the session on the server and wakes its other tabs, which then leave.
"""

from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from domain.errors import CountersignError
from domain.people import Person
from server.accounts import DEMO_PEOPLE, SESSION_HOURS
from server.headers import COOKIE, at_this_machine, same_site_path, session_token
from server.premises import Premises
from server.signin_page import choosing, invited, told

FORM_BYTES = 10_000


def signin_routes(premises: Premises) -> list[Route]:
    """The pages before the console."""
    desk = _Reception(premises)
    return [
        Route("/signin", desk.look, methods=["GET"]),
        Route("/signin", desk.sign_in, methods=["POST"]),
        Route("/signin/invite", desk.invite, methods=["POST"]),
        Route("/signout", desk.sign_out, methods=["POST"]),
    ]


class _Reception:
    def __init__(self, premises: Premises) -> None:
        self._premises = premises

    async def look(self, request: Request) -> Response:
        """Who may choose sees the people; who may not is told how to get in."""
        if not at_this_machine(request.scope, request.headers):
            return _elsewhere()
        invitation = request.query_params.get("invitation", "")
        present = await self._present(request)
        accounts = self._premises.accounts
        if present is None and not await run_in_threadpool(accounts.invited, invitation):
            return HTMLResponse(told("Sign in", _NO_INVITATION), 401 if not invitation else 403)
        wanted = same_site_path(request.query_params.get("next", "/"))
        return HTMLResponse(choosing(DEMO_PEOPLE, present, invitation, wanted))

    async def sign_in(self, request: Request) -> Response:
        """Become the chosen person."""
        if not at_this_machine(request.scope, request.headers):
            return _elsewhere()
        form = await _form(request)
        present = await self._present(request)
        token = session_token(request.headers) if present else form.get("invitation", "")
        try:
            session = await run_in_threadpool(
                self._premises.accounts.sign_in, token, form.get("person", "")
            )
        except CountersignError as error:
            return HTMLResponse(told("Sign in", error.sentence), 403)
        self._premises.live.ring()
        answer = RedirectResponse(same_site_path(form.get("next", "/")), 303)
        answer.set_cookie(
            COOKIE, session, max_age=SESSION_HOURS * 3600, httponly=True, samesite="lax"
        )
        return answer

    async def invite(self, request: Request) -> Response:
        """A link for a second browser; the door has made sure that this one is signed in."""
        if not at_this_machine(request.scope, request.headers):
            return _elsewhere()
        token = await run_in_threadpool(self._premises.accounts.invite)
        return HTMLResponse(invited(f"{request.base_url}signin?invitation={token}"))

    async def sign_out(self, request: Request) -> Response:
        """End this session everywhere."""
        token = session_token(request.headers)
        if token:
            await run_in_threadpool(self._premises.accounts.sign_out, token)
        self._premises.live.ring()
        answer = RedirectResponse("/signin", 303)
        answer.delete_cookie(COOKIE, httponly=True, samesite="lax")
        return answer

    async def _present(self, request: Request) -> Person | None:
        token = session_token(request.headers)
        if not token:
            return None
        return await run_in_threadpool(self._premises.accounts.signed_in, token)


async def _form(request: Request) -> dict[str, str]:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > FORM_BYTES:
            return {}
    fields = parse_qs(body.decode("utf-8", "replace"))
    return {name: values[0] for name, values in fields.items()}


def _elsewhere() -> Response:
    return HTMLResponse(told("Sign in", _NOT_HERE), 403)


_NO_INVITATION = (
    "You need a fresh link. The server prints one when it starts, and whoever is signed in on this "
    "machine can make another; each opens one session, once."
)
_NOT_HERE = "The demo people can be chosen only on the machine that the server runs on."
