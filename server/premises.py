"""premises: the open house and what stands around it while the server is up.

The apps are built before the house opens and outlive it, so they hold the premises, not the house.
"""

from dataclasses import dataclass

from domain.errors import Unavailable
from graph.house import House
from server.accounts import Accounts
from server.demo import Demo
from server.live import Live
from server.passwords import Passwords


class Premises:
    """Where handlers find the house."""

    def __init__(self) -> None:
        self.live = Live()
        self._open: _Open | None = None

    def open(self, house: House) -> None:
        """From now on handlers find `house`."""
        self._open = _Open(house, Accounts(house), Demo(house), Passwords(house))

    def shut(self) -> None:
        """From now on handlers find nobody at home."""
        self._open = None

    @property
    def house(self) -> House:
        """The open house; raises Unavailable before it opens and after it has closed."""
        return self._found().house

    @property
    def accounts(self) -> Accounts:
        """Who is signed in to it."""
        return self._found().accounts

    @property
    def demo(self) -> Demo:
        """The people to try it with."""
        return self._found().demo

    @property
    def passwords(self) -> Passwords:
        """How everybody else signs in."""
        return self._found().passwords

    def _found(self) -> "_Open":
        if self._open is None:
            raise Unavailable("house_closed", "The house is opening or closing; try again soon.")
        return self._open


@dataclass(frozen=True)
class _Open:
    house: House
    accounts: Accounts
    demo: Demo
    passwords: Passwords
