"""replay: recorded actions judged again under a candidate law. Nothing that is unknown is guessed.

The facts are those of the day; limits alone are the candidate's, because a fact holds how much of a
limit was used and not how high it should be.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from domain.action import Action
from domain.law import Backtest, Flip, Settled
from domain.verdict import Route, Verdict
from policy.context import Context
from policy.duties import signatures_needed
from policy.estimating import Overrides, released
from policy.gate import judge
from policy.rules import Law

FLIPS_TOLD = 500
_LIMITS = ("thread", "requester", "recipient", "house")


@dataclass(frozen=True)
class Recorded:
    """What the agent proposed, where it went on its day, and what people did about it.

    `went_badly`: whoever looked at it afterwards had it undone or changed. `least` is what was
    asked whatever the law says, where an edit took the place of another paper.
    """

    verdict_id: str
    thread_id: str
    request_id: str
    at: datetime
    action: Action
    context: Context
    route: Route
    settled: Settled
    went_badly: bool
    least: Route = Route.AUTO

    @property
    def is_decided(self) -> bool:
        """Whether anybody has said whether it was right."""
        return self.settled is not Settled.NOTHING or self.went_badly

    @property
    def is_wrong(self) -> bool:
        """Whether people stopped or changed it, before or after."""
        return self.settled in (Settled.EDITED, Settled.REJECTED) or self.went_badly


def judge_again(recorded: Recorded, law: Law) -> Verdict:
    """The verdict that `law` gives on the facts of the day."""
    verdict = judge(recorded.action, _under(recorded.context, law), law)
    if verdict.route.rank >= recorded.least.rank:
        return verdict
    return verdict.model_copy(update={"route": recorded.least})


def replay(
    given: Iterable[Recorded],
    law: Law,
    left_out: int,
    days: Iterable[Law],
    own: Mapping[str, Law] = MappingProxyType({}),
) -> Backtest:
    """All that `law` would do otherwise; `days` are the laws under which they were judged then.

    `own` names for a verdict's id the law to judge it by instead, which is how an old verdict is
    asked again under the law of its day.
    """
    pairs = [(each, judge_again(each, own.get(each.verdict_id, law))) for each in given]
    acting = [(each, verdict) for each, verdict in pairs if not _only_reads(each)]
    flipped = [(each, verdict) for each, verdict in pairs if each.route is not verdict.route]
    before = [each.route for each, _ in acting]
    after = [verdict.route for _, verdict in acting]
    freed = [each for each, verdict in flipped if _asks(each.route) and verdict.route.acts_alone]
    stopped = [each for each, verdict in flipped if each.route.acts_alone and _asks(verdict.route)]
    overrides = Overrides(law)
    for each, _ in acting:
        overrides.count(
            each.action, each.context, is_decided=each.is_decided, is_wrong=each.is_wrong
        )
    return Backtest(
        version=law.version,
        replayed=len(pairs),
        left_out=left_out,
        acting=len(acting),
        flipped=len(flipped),
        flips=tuple(_flip(*pair) for pair in flipped[:FLIPS_TOLD]),
        asked_before=sum(map(_asks, before)),
        asked_after=sum(map(_asks, after)),
        refused_before=before.count(Route.REFUSE),
        refused_after=after.count(Route.REFUSE),
        rechecked_before=before.count(Route.RECHECK),
        rechecked_after=after.count(Route.RECHECK),
        signatures_before=sum(map(_signatures, before)),
        signatures_after=sum(map(_signatures, after)),
        added=sum(_asks(verdict.route) and not _asks(each.route) for each, verdict in flipped),
        saved=sum(_asks(each.route) and not _asks(verdict.route) for each, verdict in flipped),
        caught=sum(each.went_badly for each in stopped),
        release=released((each.action, each.is_decided, each.is_wrong) for each in freed),
        hints=overrides.hints(),
        unknown=unknown(days, law),
    )


def unknown(days: Iterable[Law], law: Law) -> tuple[str, ...]:
    """What `law` asks about that was not written down under the laws of those days."""
    said: dict[str, None] = {}
    for day in days:
        for scope in _LIMITS:
            if _limit(law, scope) and not _limit(day, scope):
                said[f"How much of the limit {scope} was used, which had none."] = None
        if day.limits.new_recipient is Route.AUTO is not law.limits.new_recipient:
            said["Whether a recipient was new."] = None
        if day.sentiment.hostile is Route.AUTO is not law.sentiment.hostile:
            said["How the requester sounded."] = None
        if day.provenance.trusted_tools != law.provenance.trusted_tools:
            said["Which values came from a tool that is trusted now or was then."] = None
        if (day.profiles, day.servers) != (law.profiles, law.servers):
            said["What these risk profiles make of a tool: recorded actions keep theirs."] = None
        if day.supervision != law.supervision:
            said["Whether a tool had earned that it may go alone, as this law reckons it."] = None
    return tuple(said)


def _under(context: Context, law: Law) -> Context:
    limits = {use.scope: _limit(law, use.scope) for use in context.uses if use.scope in _LIMITS}
    told = {use.scope: use.limit_minor for use in context.uses if use.scope in _LIMITS}
    if limits == told and all(limits.values()):
        return context
    uses = tuple(
        use.model_copy(update={"limit_minor": limits[use.scope]}) if use.scope in limits else use
        for use in context.uses
        if limits.get(use.scope, 1)
    )
    return context.model_copy(update={"uses": uses})


def _limit(law: Law, scope: str) -> int:
    limits = law.limits
    return {
        "thread": limits.thread_minor,
        "requester": limits.requester_day_minor,
        "recipient": limits.recipient_day_minor,
        "house": limits.house_day_minor,
    }[scope]


def _only_reads(recorded: Recorded) -> bool:
    return recorded.action.risk is not None and recorded.action.risk.read_only


def _asks(route: Route) -> bool:
    """Whether people sign before it."""
    return not route.acts_alone and route is not Route.REFUSE


def _signatures(route: Route) -> int:
    return signatures_needed(route) if _asks(route) else 0


def _flip(recorded: Recorded, verdict: Verdict) -> Flip:
    return Flip(
        verdict_id=recorded.verdict_id,
        thread_id=recorded.thread_id,
        request_id=recorded.request_id,
        name=recorded.action.name,
        at=recorded.at,
        before=recorded.route,
        after=verdict.route,
        reasons=verdict.reasons,
        settled=recorded.settled,
    )
