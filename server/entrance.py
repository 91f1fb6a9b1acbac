"""entrance: attempts to sign in with a password, no more at once than the machine bears.

Hashing has one thread of its own: in the threads that serve pages, a flood of attempts would take
all of them.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from domain.errors import Unavailable
from server.attempts import Attempts
from server.premises import Premises

AT_ONCE, WAITING_MAX = 1, 20


class Entrance:
    """Where strangers say who they are; for one event loop at a time."""

    def __init__(self, premises: Premises) -> None:
        self._premises = premises
        self._attempts = Attempts()
        self._hashing = ThreadPoolExecutor(AT_ONCE, "password")
        self._waiting = 0

    async def sign_in(self, person_id: str, password: str, address: str, leaving: str) -> str:
        """A new session's token; `address` is the client's, the session `leaving` ends.

        Raises Forbidden `sign_in_refused`, Unavailable `too_many_attempts`, `sign_in_busy`.
        """
        house, passwords = self._premises.house, self._premises.passwords
        if self._waiting >= WAITING_MAX:
            raise Unavailable(
                "sign_in_busy", "Many people sign in at this moment; try again in a few seconds."
            )
        self._attempts.count(address, house.rooms.clock.now())
        self._waiting += 1
        try:
            session = await asyncio.get_running_loop().run_in_executor(
                self._hashing, passwords.sign_in, person_id, password, leaving
            )
        finally:
            self._waiting -= 1
        self._attempts.take_back(address)
        return session
