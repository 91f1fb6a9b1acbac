"""measures: how much an action costs and how many it touches, read from its arguments.

What should be there and cannot be read is None, and the law takes that for the worst.
"""

from typing import Any

from domain.risk import Risk


def cost_minor(risk: Risk, arguments: dict[str, Any]) -> int | None:
    """What the action costs in minor units."""
    if risk.cost.argument is None:
        return risk.cost.fixed_minor
    return _counted(arguments.get(risk.cost.argument))


def blast_radius(risk: Risk, arguments: dict[str, Any]) -> int | None:
    """How many people or records the action touches; of a list, how many stand in it."""
    if risk.blast_radius.argument is None:
        return risk.blast_radius.fixed
    value = arguments.get(risk.blast_radius.argument)
    return len(value) if isinstance(value, list) else _counted(value)


def _counted(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        return None
    return value
