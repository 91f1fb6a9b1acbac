"""limits: how much a request may bring. Counted while it streams in, whatever its headers say."""

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_BYTES = 2_000_000
PROOF_BYTES = 45_000_000
WITH_PHOTOS = ("/proofs", "/illustrated-messages")


class BodyLimit:
    """ASGI middleware that answers 413 in words once a body grows too long."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = PROOF_BYTES if scope["path"].endswith(WITH_PHOTOS) else BODY_BYTES
        announced = Headers(scope=scope).get("content-length", "0")
        if announced.isdigit() and int(announced) > limit:
            await _too_long(limit, scope, receive, send)
            return
        body = await _whole(limit, receive)
        if body is None:
            await _too_long(limit, scope, receive, send)
            return
        await self._app(scope, _again(body, receive), send)


async def _whole(limit: int, receive: Receive) -> bytes | None:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return bytes(body)
        body += message.get("body", b"")
        if len(body) > limit:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    """Hand the body over once; after it, only what the connection still says."""
    handed = False

    async def again() -> Message:
        nonlocal handed
        if handed:
            return await receive()
        handed = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


async def _too_long(limit: int, scope: Scope, receive: Receive, send: Send) -> None:
    words = f"A request has at most {limit // 1_000_000} MB; send less at once."
    answer = JSONResponse({"code": "body_too_long", "message": words}, 413)
    await answer(scope, receive, send)
