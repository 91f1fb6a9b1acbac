"""reserving: set an effect's cost aside in every running sum that it falls into, or in none (E4).

Nothing here is a caller's word. The amount is read from what runs, the day from the clock, the
requester, the brief and the verdict from their rows. The law stands in every intent; one that is
laxer than the law of the verdict changes nothing, because the lower of both limits holds.
"""

from collections.abc import Mapping
from dataclasses import replace

from domain.risk import Risk
from policy.context import Use
from policy.limits import (
    Case,
    Counter,
    cost_at_stake,
    counters_of,
    limits_of,
    remembers_recipients,
    stricter,
)
from storage import briefs, counters, threads, verdicts
from storage.rows import unpacked
from storage.unit import Row, Unit
from tools.intent import Intent


def reserve(unit: Unit, intent: Intent, request: Row | None, now: int) -> bool:
    """Whether the cost of what runs found room in every counter. False leaves some of it written,
    so the caller must give up its transaction.
    """
    risk = intent.tool.risk
    cost = cost_at_stake(risk, intent.arguments)
    if risk is None or not cost:
        return True
    thread_id = intent.lease.thread_id
    verdict = verdicts.find(unit, request["verdict_id"] if request else intent.verdict["id"])
    thread, brief = threads.find(unit, thread_id), briefs.find(unit, thread_id)
    assert thread is not None
    assert verdict is not None
    told = verdicts.inputs_of(verdict).get("context", {}).get("uses", ())
    uses = {use["scope"]: Use.model_validate(use) for use in told}
    judged = {scope: use.limit_minor for scope, use in uses.items()}
    limits = stricter(limits_of(intent.law, brief, risk.cost.currency), judged)
    case = Case(thread_id, str(thread["owner"]), now)
    wanted = counters_of(
        limits,
        risk,
        intent.arguments,
        case,
        remembering=remembers_recipients(intent.law),
    )
    shown = _shown(uses, risk, verdict, case) if request is not None else {}
    attempt = (thread_id, intent.call_id, intent.attempt)
    return all(
        counters.reserve(unit, *attempt, counter, cost, _ceiling(counter, shown))
        for counter in wanted
    )


def _ceiling(counter: Counter, shown: Mapping[Counter, int]) -> int:
    if counter.limit_minor is None:
        return counters.MOST_MINOR
    return max(counter.limit_minor, shown.get(counter, 0))


def _shown(uses: Mapping[str, Use], risk: Risk, verdict: Row, case: Case) -> dict[Counter, int]:
    """How far the paper said that each limit would be overdrawn; only of its own day and recipient.

    What it showed within a limit was shown to nobody as an overrun, and lifts nothing.
    """
    arguments = unpacked(verdict["arguments"])
    cost = cost_at_stake(risk, arguments)
    if not cost:
        return {}
    then = replace(case, at=verdict["at"])
    judged = {scope: use.limit_minor for scope, use in uses.items()}
    return {
        counter: uses[counter.scope].used_minor + cost
        for counter in counters_of(judged, risk, arguments, then, remembering=False)
        if uses[counter.scope].used_minor + cost > uses[counter.scope].limit_minor
    }
