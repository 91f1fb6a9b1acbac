"""ruling: a tool's risk as the law takes it: the owner's profile first, a server's word last.

What a server says of its own tools may only raise their risk, unless the law trusts the server.
"""

from dataclasses import replace
from typing import Any

from domain.risk import Reversibility, Risk
from policy.tables import ServerTerms, Tables
from tools.catalogue import Tool
from tools.fingerprint import fingerprint_of
from tools.hints import is_idempotent, risk_of
from tools.undo import believed


def ruled(tool: Tool, law: Tables) -> Tool:
    """`tool` with the risk that holds under `law`; its fingerprint follows."""
    own = law.profiles.get(tool.name)
    if own is None and not tool.server:
        return tool
    metadata = tool.machine.metadata or {}
    risk: Risk | None = own
    if tool.server and law.servers.get(tool.server, ServerTerms()).trusted:
        metadata = {**metadata, **tool.hints}
        risk = own or risk_of(tool.name, tool.hints)
    elif tool.server and own is not None:
        risk = _raised(own, tool.hints)
    return replace(
        tool,
        risk=believed(risk, tool.undo),
        idempotent=is_idempotent(tool.name, risk, metadata),
        fingerprint=fingerprint_of(tool.name, tool.description, tool.schema, risk, tool.undo),
    )


def _raised(own: Risk, hints: dict[str, Any]) -> Risk:
    """The owner's profile where a stranger's hints say nothing worse."""
    raised: dict[str, Any] = {}
    if hints.get("destructiveHint") is True and hints.get("readOnlyHint") is not True:
        raised = {"read_only": False, "reversibility": Reversibility.IRREVERSIBLE}
    elif hints.get("readOnlyHint") is False:
        raised = {"read_only": False}
    if hints.get("openWorldHint") is True:
        raised["external"] = True
    return own.model_copy(update=raised)
