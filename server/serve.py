"""serve: what `make run` starts: one process on this machine, and a link to sign in with.

The socket is bound before anything is built, so the link never names a port that is not ours. It
answers the network only when there are accounts and a public origin to come by.
"""

import argparse
import logging
import os
import signal
import socket
import sys
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from functools import partial

import typer
import uvicorn

from domain.errors import CountersignError
from domain.settings import Settings
from graph.house import House
from server.address import LOOPBACK, address_at, checked_origin
from server.asgi import build_site
from server.bootstrap import open_house
from server.loaded import keep_loaded
from server.premises import Premises
from server.reach import require_reachable, with_accounts

PORT_FIRST = 8501
PORTS_TRIED = 50
SECONDS_TO_LEAVE = 3


def main() -> int:
    """Parse the command line and serve; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m server.serve", description="Run Countersign.")
    parser.add_argument("--port", type=int, help=f"port; default is the first free {PORT_FIRST}+")
    parser.add_argument("--no-browser", action="store_true", help="only print the link")
    given, settings = parser.parse_args(), Settings()
    return serve(
        partial(open_house, settings),
        given.port,
        browser=not given.no_browser,
        origin=settings.origin,
    )


def serve(
    opening: Callable[[], House],
    port: int | None,
    *,
    browser: bool,
    host: str = LOOPBACK,
    origin: str = "",
) -> int:
    """Serve the house that `opening` opens until SIGINT or SIGTERM; the exit status.

    `host` is where to listen, `origin` the public origin; see `address`.
    """
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        require_reachable(host, origin)
        listening = listening_on(port, host)
    except CountersignError as refusal:
        typer.echo(refusal.sentence, err=True)
        return 1
    except OSError as error:
        typer.echo(f"Port {port or PORT_FIRST} cannot be used: {error.strerror}.", err=True)
        return 1
    taken = listening.getsockname()[1]
    if port is None and taken != PORT_FIRST:
        typer.echo(f"Port {PORT_FIRST} is taken; using {taken}.")
    os.environ["COUNTERSIGN_API"] = f"http://{LOOPBACK}:{taken}/api"
    announce = partial(_announce, taken, browser)
    app = build_site(partial(_in_words, opening, host), address_at(taken, origin), announce)
    server = uvicorn.Server(_config(app))
    # uvicorn raises the signal again when it is done; leaving well is no failure.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    with listening, suppress(SystemExit):
        server.run(sockets=[listening])
    return 0 if server.started else 1


def listening_on(port: int | None, host: str = LOOPBACK) -> socket.socket:
    """A listening socket on the port asked for, or on the first free one."""
    ports = [port] if port is not None else range(PORT_FIRST, PORT_FIRST + PORTS_TRIED)
    for candidate in ports:
        # Only a socket that says TCP is told by asyncio not to hold small answers back, 40 ms each.
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, candidate))
            listening.listen(128)
            return listening
        except OSError:
            listening.close()
            if candidate == ports[-1]:
                raise
    raise OSError("no port was tried")


def _config(app: object) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        log_level="error",
        access_log=False,
        ws="websockets-sansio",
        ws_max_size=16 * 1024 * 1024,
        server_header=False,
        # A proxy's headers would change who the door takes the client for.
        proxy_headers=False,
        timeout_graceful_shutdown=SECONDS_TO_LEAVE,
    )


def _in_words(opening: Callable[[], House], host: str) -> House:
    try:
        house = with_accounts(opening(), host)
    except CountersignError as refusal:
        typer.echo(refusal.sentence, err=True)
        # The sentence says it all; uvicorn would add its trace.
        logging.getLogger("uvicorn.error").disabled = True
        raise
    keep_loaded()
    return house


def _announce(port: int, browser: bool, premises: Premises) -> None:
    origin = premises.house.settings.origin
    link = f"{checked_origin(origin) if origin else f'http://{LOOPBACK}:{port}'}/signin"
    if premises.demo.offered():
        link = f"{link}?invitation={premises.demo.invite()}"
        said = f"Countersign is open; sign in once with {link}"
    else:
        said = f"Countersign is open; sign in at {link}"
    for notice in premises.house.notices:
        typer.echo(notice)
    typer.echo(said)
    if browser and _has_screen():
        webbrowser.open(link)


def _has_screen() -> bool:
    windows_of_its_own = sys.platform in ("darwin", "win32")
    return windows_of_its_own or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


if __name__ == "__main__":
    sys.exit(main())
