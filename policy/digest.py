"""digest: what makes two actions the same. Canonical JSON (RFC 8785), so key order is nothing."""

import hashlib
from typing import Any

import rfc8785

from domain.errors import Invalid


def digest_of(name: str, arguments: dict[str, Any]) -> str:
    """The SHA-256 hex digest of a tool call; raises Invalid `arguments_not_canonical`."""
    return canonical_digest({"name": name, "arguments": arguments})


def canonical_digest(value: Any) -> str:
    """The SHA-256 hex digest of any plain value; raises Invalid `arguments_not_canonical`."""
    try:
        return hashlib.sha256(rfc8785.dumps(value)).hexdigest()
    except (rfc8785.CanonicalizationError, UnicodeError, RecursionError) as error:
        raise Invalid(
            "arguments_not_canonical",
            f"These arguments cannot be bound to a decision ({error}); use plain JSON with "
            "whole numbers below 2^53.",
        ) from error
