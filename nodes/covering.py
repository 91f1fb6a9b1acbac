"""covering: the approved plan that an action lies in, if any. Looked up, never believed later: the
guard of the intent reads the rows again.
"""

from domain.action import Action
from domain.clock import to_milliseconds
from nodes.context import Rooms
from policy.context import Use
from policy.envelopes import affordable, step_covering
from storage import envelopes
from storage.unit import Unit

Covered = tuple[str, tuple[Use, ...]]


def covering(unit: Unit, rooms: Rooms, thread_id: str, action: Action) -> Covered:
    """The envelope that covers `action`, "" for none, and what is used of its budget.

    An action within a plan whose budget it would break is not covered, and the law hears of it.
    """
    risk = action.risk
    if risk is None or risk.read_only or risk.grants:
        return "", ()
    over: tuple[Use, ...] = ()
    for row in envelopes.in_force(unit, thread_id, to_milliseconds(rooms.clock.now())):
        plan = envelopes.plan_of(row)
        used, spent = envelopes.usage(unit, row["id"], len(plan.steps))
        if step_covering(plan, used, action) is None:
            continue
        use = Use(scope="envelope", used_minor=spent, limit_minor=plan.budget_minor)
        if affordable(plan, row["currency"], spent, action):
            return row["id"], (use,)
        over = over or (use,)
    return "", over
