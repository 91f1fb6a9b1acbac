"""scores: where a line goes by its source's word alone, from 0 to 1 or from 0 to 100 (B14, B17).

Nothing is known of the action behind it, so this is what confidence asks, and no more.
"""

from dataclasses import dataclass
from enum import StrEnum

from domain.action import Action
from domain.risk import Reversibility, Risk
from domain.verdict import Reason, Route
from policy.calibration import Curve, calibrated
from policy.confidence import confidence
from policy.context import Context
from policy.ground import Ground
from policy.rules import Law

HUNDRED = 100.0


class Band(StrEnum):
    """Where a score from 0 to 100 puts a line; what is rejected is still swept every day."""

    SHORTLISTED = "shortlisted"
    QUEUED = "queued"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Scored:
    """Where a line goes; `sureness` is from 0 to 1, `calibrated` None where nobody has checked."""

    route: Route
    ask: bool
    sureness: float
    calibrated: float | None
    reasons: tuple[Reason, ...]
    band: Band | None = None


def score_line(
    law: Law,
    score: float,
    *,
    curve: Curve | None,
    lot: float,
    percent: bool = False,
    tool: str = "",
    domain: str = "",
) -> Scored:
    """Route one score by its source's curve, else by the score itself and a fixed sample.

    `percent` says that it goes from 0 to 100. `lot` is drawn once for a line, in [0, 1).
    """
    stated = score / HUNDRED if percent else score
    checked = None if curve is None else calibrated(curve, stated)
    sure = stated if checked is None else checked
    band = _band(law, sure * HUNDRED) if percent else None
    grounds = _by_band(law, sure, band) if band else _by_confidence(law, sure, tool, domain)
    if checked is None:
        grounds.append(_unchecked(law, lot))
    route = max((ground.route for ground in grounds), key=lambda route: route.rank)
    reasons = tuple(Reason(code=ground.code, text=ground.text) for ground in grounds)
    ask = route is not Route.REFUSE and any(ground.ask for ground in grounds)
    if band is Band.SHORTLISTED and route is not Route.AUTO:
        band = Band.QUEUED
    return Scored(route, ask, sure, checked, reasons, band)


def _band(law: Law, score: float) -> Band:
    if score >= law.score.shortlist_from:
        return Band.SHORTLISTED
    if score < law.score.queue_from and law.score.below == "reject":
        return Band.REJECTED
    return Band.QUEUED


def _by_band(law: Law, sure: float, band: Band) -> list[Ground]:
    bands, score = law.score, f"{sure * HUNDRED:.1f}"
    if band is Band.SHORTLISTED:
        text = f"{score} is at least {bands.shortlist_from:g}: shortlisted."
        return [Ground(Route.AUTO, "score", text)]
    if band is Band.REJECTED:
        text = f"{score} is below {bands.queue_from:g}: rejected, and swept once a day."
        return [Ground(Route.REFUSE, "score", text)]
    return [Ground(Route.REVIEW, "score", f"{score} is below {bands.shortlist_from:g}: queued.")]


def _by_confidence(law: Law, sure: float, tool: str, domain: str) -> list[Ground]:
    """As the law weighs the confidence of an action with nothing else against it."""
    risk = Risk(external=False, reversibility=Reversibility.ONE_CLICK, domain=domain)
    action = Action(
        call_id="line",
        name=tool,
        arguments={},
        digest="",
        fingerprint="",
        confidence=sure,
        risk=risk,
    )
    # One whose lot is 1 is in no sample: the sample of the batch door is another.
    asked = confidence(action, Context(calibrated=sure, lot=1.0), law)
    enough = f"{sure:.2f} sure; {law.terms(action).act:.2f} is asked to go alone."
    return asked or [Ground(Route.AUTO, "confidence", enough)]


def _unchecked(law: Law, lot: float) -> Ground:
    """What nobody has checked says so in any case, and a fixed share of it is reviewed (B29)."""
    sample = law.calibration.batch_sample
    drawn = lot < sample
    text = (
        f"Nobody has checked what this source's number means; {sample:.0%} of its lines are "
        f"reviewed, and this one was {'drawn' if drawn else 'not drawn'}."
    )
    return Ground(Route.REVIEW if drawn else Route.AUTO, "uncalibrated", text)
