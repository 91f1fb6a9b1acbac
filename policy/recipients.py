"""recipients: who gets it, written one way, so that no other spelling makes somebody new.

Only a digest is kept: a counter needs to know the same recipient again, not who it is.
"""

import hashlib
import json
import re
import unicodedata
from typing import Any

from domain.risk import Risk

# Whoever a tool should name and does not: all of them are one, and never known.
UNNAMED = "unnamed"


def recipients_of(risk: Risk, arguments: dict[str, Any]) -> tuple[str, ...]:
    """A key for each recipient that the arguments name, sorted; none where the tool has none.

    Of a list each counts by itself, and each address of a text with mail addresses.
    """
    if risk.recipient is None:
        return ()
    value = arguments.get(risk.recipient)
    each = value if isinstance(value, list) else [value]
    named = {name for one in each for name in _names(one, risk.recipient)}
    return tuple(sorted(_digest(name) for name in named)) or (UNNAMED,)


def _names(value: Any, argument: str) -> list[str]:
    text = _written(value)
    if addresses := _ADDRESS.findall(_AROUND_AT.sub("@", text)):
        return [_untagged(address) for address in addresses]
    plain = "".join(text.split())
    if plain.isdecimal():
        # A number says nothing without what it counts: order 204 is not customer 204.
        digits = "".join(str(unicodedata.decimal(sign)) for sign in plain)
        return [f"{argument}:{digits.lstrip('0')}"]
    return [plain] if plain else []


def _written(value: Any) -> str:
    """Compatible forms made one, case folded, every blank a space, nothing that cannot be seen."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, sort_keys=True, default=str)
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    blanks = "".join(" " if sign.isspace() else sign for sign in folded)
    return "".join(sign for sign in blanks if not unicodedata.category(sign).startswith("C"))


def _untagged(address: str) -> str:
    mailbox, _, host = address.rpartition("@")
    return f"{mailbox.split('+')[0]}@{host.rstrip('.')}"


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode(errors="replace")).hexdigest()[:32]


_AROUND_AT = re.compile(r"\s*@\s*")
_ADDRESS = re.compile(r"[^\s<>,;:\"'()\[\]]+@[^\s<>,;:\"'()\[\]@]+")
