"""fingerprint: the digest of all that a tool says of itself. Who signs for it has seen this tool.

What an older house did not know counts only where it is said, so papers signed before still fit.
"""

from typing import Any

from domain.risk import Risk
from policy.digest import canonical_digest
from tools.undo import Undo


def fingerprint_of(
    name: str, description: str, schema: dict[str, Any], risk: Risk | None, undo: Undo | None
) -> str:
    """The digest of a tool's name, words, schema, declared risk and undo."""
    said: dict[str, Any] = {"name": name, "description": description, "schema": schema}
    said["risk"] = None if risk is None else _said_of(risk)
    if undo is not None:
        said["undo"] = undo.model_dump(mode="json")
    return canonical_digest(said)


def _said_of(risk: Risk) -> dict[str, Any]:
    known_later = {
        name for name in _KNOWN_LATER if getattr(risk, name) == Risk.model_fields[name].default
    }
    return risk.model_dump(mode="json", exclude=known_later)


_KNOWN_LATER = ("blast_radius", "recipient", "consequential", "domain", "grants")
