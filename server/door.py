"""door: nobody gets past it who is not signed in, by HTTP or by WebSocket.

Pure ASGI, because Starlette's own middleware base never sees WebSockets. Everything is shut unless
it is listed as open. Identity goes inwards as `scope["person"]` and as one verified header; what a
client sends under that header's name is dropped. An open WebSocket is asked again at each message.
A program may bring an API token, for the API alone; who brings both is the token's person.
"""

import asyncio
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from domain.errors import CountersignError
from domain.people import Person
from server.activity import is_by_somebody
from server.address import Address
from server.headers import bearer_token, security_headers, session_token
from server.live import COME_BACK, SIGNED_OUT
from server.premises import Premises

OPEN_PATHS = ("/signin", "/signout", "/_stcore/health")
NOT_PAGES = ("/api/", "/_stcore/", "/media/", "/static/", "/component/", "/app/static/")
IDENTITY_PREFIX = b"x-countersign-"
SAFE_METHODS = ("GET", "HEAD")


class Door:
    """ASGI middleware around the whole site."""

    def __init__(self, app: ASGIApp, premises: Premises, address: Address) -> None:
        self._app = app
        self._premises = premises
        self._origins = address.origins
        self._guards = security_headers(address.public)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            scope = _nameless(scope)
        if scope["type"] == "http":
            await self._http(scope, receive, self._guarded(send))
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers, path = Headers(scope=scope), scope["path"]
        refusal = self._misdirected(scope, headers)
        if refusal is None and path not in OPEN_PATHS:
            token = bearer_token(headers) if _is_api(path) else None
            # An open page fetches these by itself; a page that is opened tells of somebody.
            noticed = not _is_api(path) and not path.startswith(NOT_PAGES)
            try:
                person = await self._person(session_token(headers), noticed, token)
            except CountersignError as error:
                refusal = PlainTextResponse(error.sentence, 503)
            else:
                refusal = None if person else _sign_in_first(scope, token)
                scope = _named(scope, person) if person else scope
        await (refusal or self._app)(scope, receive, send)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        if not self._at_home(headers) or not self._from_home(headers, required=True):
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        token = session_token(headers)
        person = await self.admitted(token, noticed=False)
        if isinstance(person, int):
            await receive()
            # Only an accepted socket can tell a browser why it is closed.
            await send({"type": "websocket.accept", "subprotocol": _offered(scope)})
            await send({"type": "websocket.close", "code": person})
            return
        watch = _Watch(self, token, receive, send)
        await self._app(_named(scope, person), watch.receive, watch.send)

    async def _person(self, session: str, noticed: bool, token: str | None = None) -> Person | None:
        accounts = self._premises.accounts
        if token is not None:
            return await asyncio.to_thread(accounts.called_by, token)
        if not session:
            return None
        return await asyncio.to_thread(accounts.signed_in, session, noticed=noticed)

    async def admitted(self, token: str, *, noticed: bool) -> Person | int:
        """Whose session a socket has, or the code to close it with.

        A busy database ends nobody's session: the page comes back in a moment.
        """
        try:
            return await self._person(token, noticed) or SIGNED_OUT
        except CountersignError:
            return COME_BACK

    def _misdirected(self, scope: Scope, headers: Headers) -> Response | None:
        """A refusal for a foreign host name, or for a change that another site asks for."""
        if not self._at_home(headers):
            return PlainTextResponse("This server does not answer under that name.", 400)
        if scope["method"] not in SAFE_METHODS and not self._from_home(headers, required=False):
            return JSONResponse(
                {"code": "foreign_origin", "message": "Another site asked for this; refused."}, 403
            )
        return None

    def _at_home(self, headers: Headers) -> bool:
        return headers.get("host", "").lower() in self._origins

    def _from_home(self, headers: Headers, *, required: bool) -> bool:
        """Browsers name the origin of each change and socket; only programs may leave it out."""
        origin = headers.get("origin")
        if origin is None:
            return not required and headers.get("sec-fetch-site", "none") in ("none", "same-origin")
        return origin.lower() == self._origins[headers["host"].lower()]

    def _guarded(self, send: Send) -> Send:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = {name for name, _ in self._guards}
                kept = [pair for pair in message.get("headers", ()) if pair[0].lower() not in ours]
                message = {**message, "headers": [*kept, *self._guards]}
            await send(message)

        return guarded


class _Watch:
    """One open socket: its session is asked again before each message from the page."""

    def __init__(self, door: Door, token: str, receive: Receive, send: Send) -> None:
        self._door, self._token = door, token
        self._receive, self._send = receive, send
        self._shut = False

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] != "websocket.receive":
            return message
        person = await self._door.admitted(self._token, noticed=is_by_somebody(message))
        if not isinstance(person, int):
            return message
        self._shut = True
        await self._send({"type": "websocket.close", "code": person})
        return {"type": "websocket.disconnect", "code": person}

    async def send(self, message: Message) -> None:
        if not self._shut:
            await self._send(message)


def _is_api(path: str) -> bool:
    return path == "/api" or path.startswith("/api/")


def _sign_in_first(scope: Scope, token: str | None) -> Response:
    if token is not None:
        refusal = {"code": "token_unknown", "message": _ASK_FOR_ANOTHER}
        return JSONResponse(refusal, 401, {"www-authenticate": "Bearer"})
    if _is_api(scope["path"]) or scope["path"].startswith(NOT_PAGES):
        return JSONResponse({"code": "signed_out", "message": "Sign in first, then repeat."}, 401)
    query = scope.get("query_string", b"").decode("latin-1")
    wanted = quote(scope["path"]) + (f"?{query}" if query else "")
    return RedirectResponse(f"/signin?next={quote(wanted, safe='')}", 303)


def _nameless(scope: Scope) -> Scope:
    kept = [pair for pair in scope["headers"] if not pair[0].lower().startswith(IDENTITY_PREFIX)]
    return {**scope, "headers": kept}


def _named(scope: Scope, person: Person) -> Scope:
    identity = (b"x-countersign-person", person.id.encode())
    return {**scope, "person": person, "headers": [*scope["headers"], identity]}


def _offered(scope: Scope) -> str | None:
    """Chrome drops a socket that answers none of the subprotocols it offered."""
    return next(iter(scope.get("subprotocols") or ()), None)


_ASK_FOR_ANOTHER = (
    "This API token has lapsed, was revoked or never was one; make another with: "
    "countersign accounts token."
)
