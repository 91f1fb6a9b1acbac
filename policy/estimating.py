"""estimating: what may be said from few decided actions: shares with intervals, losses, hints.

A share of `n` decided actions comes with its Wilson interval, which is honest for small `n` and
never leaves 0 to 1. Whether an action is wrong is taken to have nothing to do with its price.
"""

from collections import defaultdict
from collections.abc import Iterable
from math import sqrt

from domain.action import Action
from domain.law import Hint, Release, Stake
from policy.confidence import sureness
from policy.context import Context
from policy.measures import cost_minor
from policy.rules import Law

Z = 1.96  # of 95 %
DECIDED_LEAST = 30  # below this nothing is said of a threshold (B18)
TOO_LOW_ABOVE, TOO_HIGH_BELOW = 0.05, 0.20  # B6


def wilson(hits: int, count: int) -> tuple[float, float]:
    """The interval in which the true share lies with 95 %; all of 0 to 1 where nothing is known."""
    if count == 0:
        return 0.0, 1.0
    share, spread = hits / count, Z * Z / count
    middle = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(share * (1 - share) / count + spread / (4 * count)) / (1 + spread)
    # At the ends the formula meets 0 and 1 exactly but for rounding.
    low = 0.0 if hits == 0 else max(middle - half, 0.0)
    return low, 1.0 if hits == count else min(middle + half, 1.0)


def released(given: Iterable[tuple[Action, bool, bool]]) -> Release:
    """What goes alone, from actions with whether each was decided and whether it was wrong."""
    actions = list(given)
    decided = sum(is_decided for _, is_decided, _ in actions)
    wrong = sum(is_wrong for _, _, is_wrong in actions)
    share = wrong / decided if decided else None
    low, high = wilson(wrong, decided)
    whole: defaultdict[str, int] = defaultdict(int)
    bad: defaultdict[str, int] = defaultdict(int)
    unpriced = 0
    for action, _, is_wrong in actions:
        cost = cost_minor(action.risk, action.arguments) if action.risk is not None else None
        if cost is None or action.risk is None:
            unpriced += 1
            continue
        whole[action.risk.cost.currency] += cost
        bad[action.risk.cost.currency] += cost if is_wrong else 0
    return Release(
        count=len(actions),
        decided=decided,
        wrong=wrong,
        share=share,
        low=low,
        high=high,
        unpriced=unpriced,
        stakes=tuple(
            Stake(
                currency=currency,
                at_stake_minor=total,
                wrong_minor=bad[currency],
                expected_minor=round((share or 0.0) * total),
                low_minor=round(low * total),
                high_minor=round(high * total),
            )
            for currency, total in sorted(whole.items())
            if total
        ),
    )


class Overrides:
    """Counts, for each domain, what people overrode above and below the threshold of `law`."""

    def __init__(self, law: Law) -> None:
        self._law = law
        self._counts: defaultdict[tuple[str, float], list[int]] = defaultdict(lambda: [0, 0, 0, 0])

    def count(self, action: Action, context: Context, *, is_decided: bool, is_wrong: bool) -> None:
        """Take one action in; one that nobody decided says nothing."""
        if not is_decided:
            return
        terms, sure = self._law.terms(action), sureness(action, context, self._law)
        if sure < terms.floor:
            return
        counts = self._counts[terms.domain, terms.act]
        side = 0 if sure >= terms.act else 2
        counts[side] += 1
        counts[side + 1] += is_wrong

    def hints(self) -> tuple[Hint, ...]:
        """What B6 says of each threshold, where enough was decided to say anything."""
        return tuple(
            Hint(
                domain=domain,
                act=act,
                above=above,
                above_overridden=above_wrong,
                below=below,
                below_overridden=below_wrong,
                words=_words(above, above_wrong, below, below_wrong),
            )
            for (domain, act), (above, above_wrong, below, below_wrong) in sorted(
                self._counts.items()
            )
        )


def _words(above: int, above_wrong: int, below: int, below_wrong: int) -> str:
    said = []
    if above >= DECIDED_LEAST and above_wrong / above > TOO_LOW_ABOVE:
        said.append("too low: people override more than 5 % above it")
    if below >= DECIDED_LEAST and below_wrong / below < TOO_HIGH_BELOW:
        said.append("too high: people override less than 20 % below it")
    if said:
        return "; ".join(said)
    few = above < DECIDED_LEAST and below < DECIDED_LEAST
    return f"fewer than {DECIDED_LEAST} decided on either side" if few else "nothing against it"
