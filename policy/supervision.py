"""supervision: what a tool must have shown before it may go alone (B32, E10).

Each tool has a record of its own, and so has each new version of it; a new field of work is
supervised because all of its tools are.
"""

from collections.abc import Sequence

from policy.tables import Supervision


def is_watched(name: str, rules: Supervision) -> bool:
    """Whether the law asks for a record of the tool `name` at all."""
    return rules.decisions > 0 and name not in rules.proven


def is_unproven(agreed: Sequence[bool], rules: Supervision) -> bool:
    """Whether the newest decisions about a tool do not show enough yet.

    `agreed` says of each whether people took what the agent proposed as it was.
    """
    newest = agreed[: rules.decisions]
    return len(newest) < rules.decisions or sum(newest) < rules.agreement * len(newest)
