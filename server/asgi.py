"""asgi: the whole site as one ASGI app: console, API and live channel, all behind the door."""

import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, WebSocketRoute
from starlette.websockets import WebSocket

from graph.house import House
from server.address import Address
from server.app import build_api
from server.door import Door
from server.headers import session_token
from server.premises import Premises
from server.signin import signin_routes

SCRIPT = Path(__file__).parent.parent / "ui" / "console.py"

Opened = Callable[[Premises], None]


def build_site(open_house: Callable[[], House], address: Address, opened: Opened) -> st.App:
    """The site at `address`; `opened` is called once the house is open."""
    premises = Premises()
    return st.App(
        SCRIPT,
        routes=routes(premises, address),
        middleware=[Middleware(Door, premises=premises, address=address)],
        lifespan=partial(_lifespan, premises, open_house, opened),
    )


def routes(premises: Premises, address: Address) -> list[BaseRoute]:
    """Everything but the console itself."""

    async def live(page: WebSocket) -> None:
        token = session_token(page.headers)
        # A page that only listens is no sign of anybody being there.
        await premises.live.serve(page, lambda: premises.accounts.signed_in(token, noticed=False))

    return [
        *signin_routes(premises, address),
        WebSocketRoute("/api/live", live),
        Mount("/api", build_api(premises)),
    ]


@asynccontextmanager
async def _lifespan(
    premises: Premises, open_house: Callable[[], House], opened: Opened, app: st.App
) -> AsyncIterator[None]:
    with open_house() as house:
        stop_listening = house.listen(premises.live.ring)
        premises.live.attach()
        premises.open(house)
        if premises.demo.offered():
            premises.demo.welcome()
        house.runner.start()
        # Streamlit would walk everything imported at each run; frozen, it walks what is new.
        gc.collect()
        gc.freeze()
        opened(premises)
        try:
            yield
        finally:
            premises.shut()
            premises.live.detach()
            stop_listening()
