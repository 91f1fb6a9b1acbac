"""spending: how much of each limit is used when an action that costs something is weighed (E4)."""

from domain.action import Action
from domain.brief import Brief
from domain.clock import to_milliseconds
from nodes.context import Rooms
from policy.context import Use
from policy.limits import (
    Case,
    cost_at_stake,
    counters_of,
    limits_of,
    names_somebody_new,
    remembers_recipients,
    uses_of,
)
from storage import counters, threads
from storage.unit import Unit

Spent = tuple[tuple[Use, ...], bool]


def spending(
    unit: Unit, rooms: Rooms, thread_id: str, action: Action, brief: Brief | None
) -> Spent:
    """What is used of each limit, and whether a recipient is new; no query where nobody asks."""
    risk, law = action.risk, rooms.law
    if risk is None or cost_at_stake(risk, action.arguments) == 0:
        return (), False
    limits = limits_of(law, brief, risk.cost.currency)
    remembering = remembers_recipients(law)
    if not limits and not remembering:
        return (), False
    thread = threads.find(unit, thread_id)
    assert thread is not None
    now = to_milliseconds(rooms.clock.now())
    case = Case(thread_id, str(thread["owner"]), now)
    fallen = counters_of(limits, risk, action.arguments, case, remembering=remembering)
    used = counters.used(unit, fallen)
    above = law.limits.new_recipient_above_minor
    return uses_of(fallen, used), names_somebody_new(fallen, used, above)
