"""visits: browsers and programs that come to the doors, each with its own cookies."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocket

from graph.house import House
from server.address import address_at
from server.asgi import routes
from server.door import Door
from server.headers import COOKIE
from server.premises import Premises

PORT = 8501
ADDRESS = f"http://127.0.0.1:{PORT}"
HERE = ("127.0.0.1", 50_000)
PASSWORD = "fence ladle orbit plum"


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
        return self.holding(self.session(person))

    def member(self, person: str, password: str = PASSWORD) -> str:
        """The token of a session that a password has opened; there is no demo from then on."""
        self.premises.passwords.change(person, password, by="test")
        return self.premises.passwords.sign_in(person, password)

    def holding(self, token: str) -> TestClient:
        """Somebody whose browser brings this session."""
        visit = self.anonymous()
        visit.cookies.set(COOKIE, token)
        return visit

    def session(self, person: str) -> str:
        """A session's token."""
        demo = self.premises.demo
        return demo.sign_in(demo.invite(), person)


def _app(premises: Premises, house: House) -> Starlette:
    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        stop = house.listen(premises.live.ring)
        premises.live.attach()
        yield
        premises.live.detach()
        stop()

    address = address_at(PORT, house.settings.origin)
    return Starlette(
        routes=[
            *routes(premises, address),
            Route("/probe", _probe),
            WebSocketRoute("/echo", _echo),
        ],
        middleware=[Middleware(Door, premises=premises, address=address)],
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
        await page.send_text(message.get("text") or "bytes")
