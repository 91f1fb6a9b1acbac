"""premises: the open house and what stands around it while the server is up.

The apps are built before the house opens and outlive it, so they hold the premises, not the house.
"""

from domain.errors import Unavailable
from graph.house import House
from server.accounts import Accounts
from server.live import Live


class Premises:
    """Where handlers find the house."""

    def __init__(self) -> None:
        self.live = Live()
        self._open: tuple[House, Accounts] | None = None

    def open(self, house: House) -> None:
        """From now on handlers find `house`."""
        self._open = (house, Accounts(house))

    def shut(self) -> None:
        """From now on handlers find nobody at home."""
        self._open = None

    @property
    def house(self) -> House:
        """The open house; raises Unavailable before it opens and after it has closed."""
        return self._found()[0]

    @property
    def accounts(self) -> Accounts:
        """Who is signed in to it."""
        return self._found()[1]

    def _found(self) -> tuple[House, Accounts]:
        if self._open is None:
            raise Unavailable("house_closed", "The house is opening or closing; try again soon.")
        return self._open
