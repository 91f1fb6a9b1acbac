"""covering: how an effect about to begin rests on a plan that people approved.

It reads the envelope and what was carried out in it anew; what the verdict believed is only where
to look.
"""

from dataclasses import dataclass

from domain.action import Action
from policy.envelopes import affordable, step_covering
from policy.measures import cost_minor
from storage import envelopes, verdicts
from storage.unit import Row, Unit
from tools.intent import Intent


@dataclass(frozen=True)
class Cover:
    """The envelope and the step that an action lies in, and what it takes of the budget."""

    envelope_id: str
    step: int
    cost_minor: int


def claimed(intent: Intent) -> str:
    """The envelope within which the verdict saw the action; "" for none."""
    # Most verdicts rest on none, and every effect passes here.
    if '"covered_by"' not in (intent.verdict["inputs"] or ""):
        return ""
    context = verdicts.inputs_of(intent.verdict).get("context", {})
    return str(context.get("covered_by", ""))


def cover_of(unit: Unit, intent: Intent, now: int) -> Cover | None:
    """Where the action lies now; None if its envelope is over, used up, or speaks of another."""
    row = envelopes.find(unit, claimed(intent))
    if row is None or row["thread_id"] != intent.lease.thread_id:
        return None
    if row["closed_at"] is not None or row["valid_until"] <= now:
        return None
    return cover_within(unit, row, _action(intent))


def cover_within(unit: Unit, row: Row, action: Action) -> Cover | None:
    """Where `action` lies in one envelope, with times and budget left; None if it does not."""
    plan = envelopes.plan_of(row)
    used, spent = envelopes.usage(unit, row["id"], len(plan.steps))
    step = step_covering(plan, used, action)
    if step is None or not affordable(plan, row["currency"], spent, action):
        return None
    cost = cost_minor(action.risk, action.arguments) if action.risk is not None else None
    return Cover(row["id"], step, cost or 0)


def count(unit: Unit, intent: Intent, cover: Cover, now: int) -> None:
    """Count an effect that begins as one of its step."""
    envelopes.cover(
        unit,
        thread_id=intent.lease.thread_id,
        call_id=intent.call_id,
        envelope_id=cover.envelope_id,
        step=cover.step,
        cost_minor=cover.cost_minor,
        at=now,
    )


def _action(intent: Intent) -> Action:
    return Action(
        call_id=intent.call_id,
        name=intent.tool.name,
        arguments=intent.arguments,
        digest=intent.digest,
        fingerprint=intent.tool.fingerprint,
        risk=intent.tool.risk,
    )
