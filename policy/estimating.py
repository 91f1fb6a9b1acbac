"""estimating: what may be said from few decided actions: shares with intervals, losses, hints.

A share of `n` decided actions comes with its Wilson interval, which is honest for small `n` and
never leaves 0 to 1. Dear actions may go wrong more often than cheap ones, so a loss is reckoned for
each band of prices of which enough was decided.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from math import sqrt
from typing import NamedTuple

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
    whole: defaultdict[str, list[_Priced]] = defaultdict(list)
    unpriced = 0
    for action, is_decided, is_wrong in actions:
        cost = cost_minor(action.risk, action.arguments) if action.risk is not None else None
        if cost is None or action.risk is None:
            unpriced += 1
        elif cost:
            whole[action.risk.cost.currency].append(_Priced(cost, is_decided, is_wrong))
    share = wrong / decided if decided else None
    low, high = wilson(wrong, decided)
    return Release(
        count=len(actions),
        decided=decided,
        wrong=wrong,
        share=share,
        low=low,
        high=high,
        unpriced=unpriced,
        stakes=tuple(
            _stake(currency, priced, _Share(share or 0.0, low, high))
            for currency, priced in sorted(whole.items())
        ),
    )


class _Priced(NamedTuple):
    cost: int
    is_decided: bool
    is_wrong: bool


class _Share(NamedTuple):
    share: float
    low: float
    high: float


def _stake(currency: str, priced: Sequence[_Priced], overall: _Share) -> Stake:
    """What is at stake in one currency; `overall` holds where too little was decided of it."""
    bands = [(sum(each.cost for each in band), _share(band)) for band in _bands(priced)]
    whole = sum(each.cost for each in priced)
    bands = bands or [(whole, overall)]
    return Stake(
        currency=currency,
        at_stake_minor=whole,
        wrong_minor=sum(each.cost for each in priced if each.is_wrong),
        expected_minor=round(sum(cost * found.share for cost, found in bands)),
        low_minor=round(sum(cost * found.low for cost, found in bands)),
        high_minor=round(sum(cost * found.high for cost, found in bands)),
    )


def _share(band: Sequence[_Priced]) -> _Share:
    decided = sum(each.is_decided for each in band)
    wrong = sum(each.is_wrong for each in band)
    return _Share(wrong / decided, *wilson(wrong, decided))


def _bands(priced: Sequence[_Priced]) -> list[list[_Priced]]:
    """Orders of magnitude, the dearest first, each joined to the next until enough was decided;
    none at all where that is never so.
    """
    bands: list[list[_Priced]] = []
    waiting: list[_Priced] = []
    ordered = sorted(priced, key=lambda each: -each.cost)
    for _, group in groupby(ordered, key=lambda each: len(str(each.cost))):
        waiting += group
        if sum(each.is_decided for each in waiting) >= DECIDED_LEAST:
            bands.append(waiting)
            waiting = []
    if bands:
        bands[-1] += waiting
    return bands


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
