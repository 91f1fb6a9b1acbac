"""live: tells open pages that something changed. It sends a number, never what changed.

A page that misses a number loses nothing: it reads the rows. Changes are told from any thread.
"""

import asyncio
import secrets
from collections.abc import Callable

from starlette.websockets import WebSocket, WebSocketDisconnect

from domain.errors import CountersignError
from domain.people import Person

PAUSE_SECONDS = 0.25
LOOK_AGAIN_SECONDS = 20.0
SIGNED_OUT = 4401
COME_BACK = 1013


class Live:
    """The version of everything, and the pages that wait for the next one."""

    def __init__(self) -> None:
        # A page that reconnects after a restart must not take the new count for the old one.
        self._version = secrets.randbelow(2**40)
        self._waiting: set[asyncio.Event] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    def attach(self) -> None:
        """Tell pages in the running loop from now on."""
        self._loop = asyncio.get_running_loop()

    def detach(self) -> None:
        """Tell nobody any more."""
        self._loop = None

    def ring(self) -> None:
        """Something changed; may be called from any thread."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._wake)

    @property
    def listeners(self) -> int:
        """How many pages listen now."""
        return len(self._waiting)

    async def serve(self, page: WebSocket, signed_in: Callable[[], Person | None]) -> None:
        """Send the version to one page, now and after each change, until it leaves."""
        await page.accept()
        changed = asyncio.Event()
        self._waiting.add(changed)
        gone = asyncio.create_task(_until_gone(page))
        try:
            sent = -1
            while not gone.done():
                changed.clear()
                if await asyncio.to_thread(signed_in) is None:
                    await page.close(SIGNED_OUT)
                    return
                if sent != self._version:
                    sent = self._version
                    await page.send_text(str(sent))
                    await asyncio.sleep(PAUSE_SECONDS)
                await _either(changed, gone)
        except CountersignError:
            await page.close(COME_BACK)
        except (WebSocketDisconnect, RuntimeError):  # it left between two looks
            return
        finally:
            self._waiting.discard(changed)
            gone.cancel()

    def _wake(self) -> None:
        self._version += 1
        for changed in self._waiting:
            changed.set()


async def _until_gone(page: WebSocket) -> None:
    """Pages have nothing to say here; what they send is thrown away."""
    while (await page.receive())["type"] != "websocket.disconnect":
        continue


async def _either(changed: asyncio.Event, gone: "asyncio.Task[None]") -> None:
    waiting = asyncio.create_task(changed.wait())
    await asyncio.wait(
        (waiting, gone), timeout=LOOK_AGAIN_SECONDS, return_when=asyncio.FIRST_COMPLETED
    )
    waiting.cancel()
