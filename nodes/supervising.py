"""supervising: whether a tool still has to prove itself, asked of the rows where it matters."""

from domain.action import Action
from policy.rules import Law
from policy.supervision import is_unproven, is_watched
from storage import records
from storage.unit import Unit


def is_new(unit: Unit, law: Law, action: Action) -> bool:
    """Whether people must look at this tool because too little is known of it."""
    rules = law.supervision
    reads = action.risk is not None and action.risk.read_only
    if reads or not is_watched(action.name, rules):
        return False
    agreed = records.agreements(unit, action.name, action.fingerprint, rules.decisions)
    return is_unproven(agreed, rules)
