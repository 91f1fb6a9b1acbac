"""calibration: what a source's word of its own sureness has meant so far (B29).

The fit needs scikit-learn, which takes a second to load; reading a curve needs nothing.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, model_validator

from domain.errors import Invalid

LEAST_LABELS = 30
HELD_OUT = 3  # one label in three is kept from the fit and measured by
BINS = 10


class Label(NamedTuple):
    """How sure a source was, from 0 to 1, and whether it was right."""

    score: float
    correct: bool


class Quality(BaseModel):
    """How far scores are from the truth on labels that the fit has not seen; 0 is best.

    `ece` is the expected calibration error over ten bins of equal width, `brier` the mean square.
    """

    model_config = ConfigDict(frozen=True)

    ece: float
    brier: float


class Curve(BaseModel):
    """The share of a source's actions that were right, by the score it gave them.

    `x` rises and `y` never falls; between two points the line is straight, above them it is level.
    A score below all of them is believed no more than it says itself.
    `percent` says that the source itself counts up to 100.
    """

    model_config = ConfigDict(frozen=True)

    source: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    labels: int
    held_out: int
    before: Quality
    after: Quality
    percent: bool = False

    @model_validator(mode="after")
    def _is_a_curve(self) -> "Curve":
        rises = all(low < high for low, high in pairwise(self.x))
        keeps = all(low <= high for low, high in pairwise(self.y))
        if not self.x or len(self.x) != len(self.y) or not rises or not keeps:
            raise ValueError("x must rise, y must never fall, and each x must have its y")
        return self


def fit(source: str, labels: Sequence[Label], *, percent: bool = False) -> Curve:
    """The curve of `source`; the order of `labels` is nothing.

    Raises Invalid `labels_too_few`, `labels_alike`.
    """
    if len(labels) < LEAST_LABELS:
        raise Invalid(
            "labels_too_few",
            f"{source} has {len(labels)} labels; {LEAST_LABELS} are needed to say what its numbers "
            "mean.",
        )
    if len({label.correct for label in labels}) < 2:
        raise Invalid(
            "labels_alike",
            f"Every label of {source} says the same; there must be right and wrong ones to say "
            "what its numbers mean.",
        )
    # In the order of their scores both parts are spread alike, whatever order they came in.
    ranked = sorted(labels)
    held_out = ranked[1::HELD_OUT]
    learnt = [label for place, label in enumerate(ranked) if place % HELD_OUT != 1]
    x, y = _points(learnt)
    fitted = [Label(_read(x, y, label.score), label.correct) for label in held_out]
    return Curve(
        source=source,
        x=x,
        y=y,
        labels=len(labels),
        held_out=len(held_out),
        before=quality(held_out),
        after=quality(fitted),
        percent=percent,
    )


def calibrated(curve: Curve, score: float) -> float:
    """How sure `score` has meant so far; never less for a greater score."""
    met = _read(curve.x, curve.y, score)
    return met if score >= curve.x[0] else min(met, score)


def quality(labels: Sequence[Label]) -> Quality:
    """How far the scores of `labels`, at least one, are from the truth."""
    bins: dict[int, list[Label]] = {}
    for label in labels:
        bins.setdefault(min(int(label.score * BINS), BINS - 1), []).append(label)
    gaps = (abs(sum(each.score - each.correct for each in held)) for held in bins.values())
    squares = sum((label.score - label.correct) ** 2 for label in labels)
    return Quality(ece=sum(gaps) / len(labels), brier=squares / len(labels))


def _points(ranked: Sequence[Label]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The isotonic fit, each step of it at both of its ends.

    Three right out of three are no certainty: each step counts one right and one wrong label more
    than were seen, and what that puts out of order is fitted once more.
    """
    scores = [label.score for label in ranked]
    level = _isotonic(scores, [float(label.correct) for label in ranked], [1.0] * len(ranked))
    steps = [
        [label for label, _ in step]
        for _, step in groupby(zip(ranked, level, strict=True), key=lambda pair: pair[1])
    ]
    shares = [(sum(each.correct for each in step) + 1) / (len(step) + 2) for step in steps]
    smoothed = _isotonic(
        [float(place) for place in range(len(steps))],
        shares,
        [float(len(step)) for step in steps],
    )
    points: dict[float, float] = {}
    for step, share in zip(steps, smoothed, strict=True):
        for end in (step[0].score, step[-1].score):
            points.setdefault(end, share)
    return tuple(points), tuple(points.values())


def _isotonic(x: Sequence[float], y: Sequence[float], weights: Sequence[float]) -> list[float]:
    from sklearn.isotonic import IsotonicRegression  # noqa: PLC0415

    regression: Any = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip")
    level: list[float] = regression.fit_transform(x, y, sample_weight=weights).tolist()
    return level


def _read(x: Sequence[float], y: Sequence[float], score: float) -> float:
    after = bisect_right(x, score)
    if after == 0:
        return y[0]
    if after == len(x):
        return y[-1]
    low, high = y[after - 1], y[after]
    part = (score - x[after - 1]) / (x[after] - x[after - 1])
    return min(high, max(low, low + (high - low) * part))
