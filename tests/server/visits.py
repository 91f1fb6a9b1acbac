"""visits: browsers and programs that come to the doors, each with its own cookies."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocket

from graph.house import House
from server.asgi import door, routes
from server.headers import COOKIE
from server.premises import Premises

PORT = 8501
ADDRESS = f"http://127.0.0.1:{PORT}"
HERE = ("127.0.0.1", 50_000)


class Visits:
    """Everything behind the door but the console, and those who come."""

    def __init__(self, house: House) -> None:
        self.premises = Premises()
        self.premises.open(house)
        self.app = _app(self.premises, house)

    def anonymous(self, client: tuple[str, int] = HERE) -> TestClient:
        """Somebody who is not signed in."""
        return TestClient(
            self.app,
            base_url=ADDRESS,
            client=client,
            follow_redirects=False,
            raise_server_exceptions=False,
        )

    def of(self, person: str) -> TestClient:
        """Somebody signed in."""
        visit = self.anonymous()
        visit.cookies.set(COOKIE, self.session(person))
        return visit

    def session(self, person: str) -> str:
        """A session's token."""
        accounts = self.premises.accounts
        return accounts.sign_in(accounts.invite(), person)


def _app(premises: Premises, house: House) -> Starlette:
    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        stop = house.listen(premises.live.ring)
        premises.live.attach()
        yield
        premises.live.detach()
        stop()

    return Starlette(
        routes=[*routes(premises), Route("/probe", _probe), WebSocketRoute("/echo", _echo)],
        middleware=[door(premises, PORT)],
        lifespan=lifespan,
    )


def closing_code(page: WebSocketTestSession) -> int:
    """The code that the socket is closed with, once everything sent before has come."""
    while (message := page.receive())["type"] != "websocket.close":
        continue
    return int(message["code"])


async def _probe(request: Request) -> JSONResponse:
    """What an app behind the door gets to see of who is there."""
    return JSONResponse({"headers": request.headers.getlist("x-countersign-person")})


async def _echo(page: WebSocket) -> None:
    await page.accept()
    while (message := await page.receive())["type"] == "websocket.receive":
        await page.send_text(message["text"])
