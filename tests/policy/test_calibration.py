"""test_calibration: a score comes to mean what it has meant, and never less for a greater one."""

import subprocess
import sys
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.errors import Invalid
from policy.calibration import Curve, Label, calibrated, fit, quality

SCORES = st.floats(0, 1)
LABELS = st.lists(st.builds(Label, SCORES, st.booleans()), min_size=30, max_size=90).filter(
    lambda labels: len({label.correct for label in labels}) == 2
)


def boasting(count: int, seed: int = 1) -> list[Label]:
    """Labels of a source that is right half as often as it says."""
    drawn = Random(seed)
    scores = [drawn.random() for _ in range(count)]
    return [Label(score, drawn.random() < score / 2) for score in scores]


def test_a_source_that_boasts_is_seen_through() -> None:
    curve = fit("model", boasting(3_000))
    assert (curve.labels, curve.held_out) == (3_000, 1_000)
    assert curve.before.ece > 0.2
    assert curve.after.ece < 0.05
    assert curve.after.brier < curve.before.brier
    assert 0.35 < calibrated(curve, 0.9) < 0.55
    fresh = [Label(calibrated(curve, score), right) for score, right in boasting(3_000, seed=2)]
    assert quality(fresh).ece < 0.05


def test_one_that_knows_less_the_surer_it_is_is_level() -> None:
    labels = [Label(score, right) for score, right in [(0.9, False), (0.1, True)] * 30]
    curve = fit("model", labels)
    assert calibrated(curve, 0.1) == calibrated(curve, 0.9) == pytest.approx(0.5)


def test_few_right_answers_are_no_certainty() -> None:
    labels = [Label(0.2, False)] * 27 + [Label(0.99, True)] * 6
    assert calibrated(fit("model", labels), 0.99) < 0.9


def test_a_score_below_all_that_were_met_is_believed_no_more_than_it_says() -> None:
    curve = fit("model", [Label(0.9, place % 20 > 0) for place in range(100)])
    assert calibrated(curve, 0.9) == calibrated(curve, 1.0) > 0.9
    assert calibrated(curve, 0.1) == 0.1
    assert calibrated(curve, 0.89) == 0.89


@pytest.mark.parametrize(
    ("x", "y"), [((), ()), ((0.1,), ()), ((0.1, 0.1), (0.2, 0.3)), ((0.1, 0.2), (0.3, 0.2))]
)
def test_what_is_no_curve_is_refused(x: tuple[float, ...], y: tuple[float, ...]) -> None:
    curve = fit("model", boasting(60)).model_dump()
    with pytest.raises(ValidationError):
        Curve.model_validate({**curve, "x": x, "y": y})


def test_the_order_of_the_labels_is_nothing() -> None:
    labels = boasting(60)
    assert fit("model", labels) == fit("model", labels[::-1]) == fit("model", sorted(labels))


@pytest.mark.parametrize(
    ("labels", "code"),
    [
        ([], "labels_too_few"),
        ([Label(0.5, True), Label(0.5, False)] * 14, "labels_too_few"),
        ([Label(0.5, True)] * 100, "labels_alike"),
        ([Label(0.5, False)] * 100, "labels_alike"),
    ],
    ids=["none", "28", "all right", "all wrong"],
)
def test_too_little_to_learn_from_is_refused_in_words(labels: list[Label], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        fit("model", labels)
    assert refused.value.code == code
    assert refused.value.sentence.endswith("its numbers mean.")


@settings(max_examples=60)
@given(LABELS, st.lists(SCORES, min_size=2))
def test_a_greater_score_never_counts_for_less(labels: list[Label], scores: list[float]) -> None:
    curve = fit("model", labels)
    assert all(first < second for first, second in pairwise(curve.x))
    read = [calibrated(curve, score) for score in sorted(scores)]
    assert all(0 < lower <= upper < 1 for lower, upper in pairwise(read))
    assert Curve.model_validate_json(curve.model_dump_json()) == curve


def test_quality_is_nought_for_the_truth_and_one_for_its_opposite() -> None:
    right = quality([Label(1.0, True), Label(0.0, False)])
    wrong = quality([Label(1.0, False), Label(0.0, True)])
    assert (right.ece, right.brier, wrong.ece, wrong.brier) == (0, 0, 1, 1)


def test_scikit_learn_is_not_loaded_before_a_fit() -> None:
    read = "import sys, server.bootstrap, policy.calibration; print('sklearn' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", read], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
