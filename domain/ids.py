"""ids: names for new rows, prefixed by what they name. Never guessable, never reused."""

import re
import secrets
from typing import Protocol

from domain.errors import Invalid


class Ids(Protocol):
    """Makes ids; tests bring a counting one."""

    def new(self, prefix: str) -> str:
        """A fresh id such as `req_9f...`; `prefix` comes without its underscore."""
        ...


class RandomIds:
    """Ids with 96 random bits."""

    def new(self, prefix: str) -> str:
        return f"{prefix}_{secrets.token_hex(12)}"


def checked_id(value: str, what: str) -> str:
    """`value` if it can name a `what`; raises Invalid `id_malformed` otherwise."""
    if not _WELL_FORMED.fullmatch(value):
        raise Invalid(
            "id_malformed",
            f"A {what} id has 1 to 128 letters, digits or . _ : @ - and starts with a letter or "
            "digit; give one like that.",
        )
    return value


_WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}")
