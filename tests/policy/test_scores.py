"""test_scores: bands are half-open, what nobody has checked is sampled, and says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.verdict import Route
from policy.calibration import Curve, Quality
from policy.scores import Band, score_line
from tests.fakes.papers import LAW, law

SURE = Quality(ece=0.0, brier=0.0)
HALVED = Curve(
    source="s", x=(0.0, 1.0), y=(0.0, 0.5), labels=30, held_out=10, before=SURE, after=SURE
)
AS_IT_SAYS = HALVED.model_copy(update={"y": (0.0, 1.0)})
CURVES = st.sampled_from([None, HALVED, AS_IT_SAYS])


@pytest.mark.parametrize(
    ("score", "route", "ask"),
    [
        (1.0, Route.AUTO, False),
        (0.85, Route.AUTO, False),
        (0.8499, Route.REVIEW, False),
        (0.60, Route.REVIEW, False),
        (0.5999, Route.REVIEW, True),
        (0.0, Route.REVIEW, True),
    ],
)
def test_the_bands_of_confidence_are_half_open(score: float, route: Route, ask: bool) -> None:
    scored = score_line(LAW, score, curve=AS_IT_SAYS, lot=0.0)
    assert (scored.route, scored.ask) == (route, ask)


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (100, Band.SHORTLISTED),
        (80, Band.SHORTLISTED),
        (79.99, Band.QUEUED),
        (40, Band.QUEUED),
        (39.99, Band.REJECTED),
        (0, Band.REJECTED),
    ],
)
def test_a_score_up_to_a_hundred_is_shortlisted_queued_or_rejected(
    score: float, band: Band
) -> None:
    rejecting = law(below='"reject"')
    routes = {
        Band.SHORTLISTED: Route.AUTO,
        Band.QUEUED: Route.REVIEW,
        Band.REJECTED: Route.REFUSE,
    }
    scored = score_line(rejecting, score, curve=AS_IT_SAYS, lot=0.0, percent=True)
    assert (scored.band, scored.route) == (band, routes[band])


def test_nothing_is_rejected_where_the_law_does_not_say_so() -> None:
    scored = score_line(LAW, 3, curve=AS_IT_SAYS, lot=0.0, percent=True)
    assert (scored.band, scored.route) == (Band.QUEUED, Route.REVIEW)


def test_a_calibrated_source_is_routed_by_what_its_number_has_meant() -> None:
    scored = score_line(LAW, 0.99, curve=HALVED, lot=0.0)
    assert (scored.sureness, scored.calibrated) == (0.495, 0.495)
    assert scored.route is Route.REVIEW
    assert "uncalibrated" not in [reason.code for reason in scored.reasons]


def test_a_source_that_nobody_has_checked_is_sampled_at_a_fixed_rate_and_says_so() -> None:
    drawn = score_line(LAW, 0.99, curve=None, lot=0.0999)
    spared = score_line(LAW, 0.99, curve=None, lot=0.1)
    listed = score_line(LAW, 99, curve=None, lot=0.0, percent=True)
    assert (drawn.route, spared.route) == (Route.REVIEW, Route.AUTO)
    assert (listed.route, listed.band) == (Route.REVIEW, Band.QUEUED)
    for scored in (drawn, spared, listed):
        assert scored.calibrated is None
        assert "uncalibrated" in [reason.code for reason in scored.reasons]


def test_a_domain_has_its_own_threshold() -> None:
    sure = score_line(LAW, 0.9, curve=AS_IT_SAYS, lot=0.0)
    legal = score_line(LAW, 0.9, curve=AS_IT_SAYS, lot=0.0, domain="legal")
    assert (sure.route, legal.route) == (Route.AUTO, Route.REVIEW)


@given(st.floats(0, 1), st.floats(0, 1), CURVES, st.floats(0, 1), st.booleans())
def test_a_lower_score_never_asks_for_less(
    one: float, other: float, curve: Curve | None, lot: float, percent: bool
) -> None:
    low, high = sorted([one, other])
    factor = 100 if percent else 1
    under = law(below='"reject"', below_floor='"refuse"')
    lower, higher = (
        score_line(under, each * factor, curve=curve, lot=lot, percent=percent)
        for each in (low, high)
    )
    assert lower.reasons
    assert lower.route.rank >= higher.route.rank
