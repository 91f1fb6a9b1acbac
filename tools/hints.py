"""hints: a tool's risk, read from its metadata: its own profile, else the hints that MCP knows.

Hints are a stranger's word and say nothing of money or law. So they make a profile in the two cases
where nothing can go far wrong, and none in every other; a tool without a profile is dangerous.
"""

from typing import Any

from pydantic import ValidationError

from domain.errors import Invalid
from domain.risk import Reversibility, Risk


def risk_of(name: str, metadata: dict[str, Any]) -> Risk | None:
    """What `metadata` says of the tool's danger; raises Invalid `tools_broken`.

    A full profile under "risk" wins over every hint. Hints that contradict each other are no
    profile at all.
    """
    if "risk" in metadata:
        return _declared(name, metadata["risk"])
    reads = _hint(metadata, "readOnlyHint")
    destroys = _hint(metadata, "destructiveHint")
    open_world = _hint(metadata, "openWorldHint")
    if reads:
        # A read in the open world can carry a secret out in what it asks for.
        return None if destroys or open_world else _reading(open_world)
    if destroys is False and open_world is False:
        return Risk(external=False, reversibility=Reversibility.EFFORT)
    return None


def is_idempotent(name: str, risk: Risk | None, metadata: dict[str, Any]) -> bool:
    """Whether a call may be made twice; reading may, an effect must say that it honours its key.

    Raises Invalid `tools_broken`.
    """
    if risk is not None and risk.read_only:
        return True
    declared = metadata.get("idempotent")
    if declared is None:
        return _hint(metadata, "idempotentHint") is True
    if not isinstance(declared, bool):
        raise Invalid(
            "tools_broken", f"{name}'s idempotent is {declared!r}; say true or false, nothing else."
        )
    return declared


def _declared(name: str, profile: Any) -> Risk:
    try:
        return Risk.model_validate(profile)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(part) for part in fault["loc"]) or "risk"
        raise Invalid(
            "tools_broken", f"{name}'s risk profile is wrong at {where}: {fault['msg']}."
        ) from error


def _reading(open_world: bool | None) -> Risk:
    """External unless it is said not to be: MCP's own default for what is not said."""
    return Risk(read_only=True, external=open_world is not False)


def _hint(metadata: dict[str, Any], name: str) -> bool | None:
    """True, False or None for not said; a value of another type counts as the worst."""
    given = metadata.get(name)
    return given if given is None or isinstance(given, bool) else _WORST[name]


_WORST = {
    "readOnlyHint": False,
    "destructiveHint": True,
    "idempotentHint": False,
    "openWorldHint": True,
}
