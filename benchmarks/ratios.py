"""ratios: what one side's figures are to another's, paired within each repetition."""

from statistics import median
from typing import Any

from benchmarks.sides import COUNTERSIGN

Figures = list[dict[str, Any]]


def middle(figures: Figures, name: str) -> float | None:
    """The median of one figure over the repetitions; None where it could not be measured."""
    values = [each[name] for each in figures]
    return None if None in values else median(values)


def beside(loop: dict[str, Any], peer: str, name: str) -> tuple[float, float, float] | None:
    """One of Countersign's figures as a multiple of a peer's: median, least and most."""
    if peer not in loop["sides"]:
        return None
    pairs = zip(loop["sides"][COUNTERSIGN], loop["sides"][peer], strict=True)
    ratios = [float(ours[name] / theirs[name]) for ours, theirs in pairs]
    return median(ratios), min(ratios), max(ratios)
