"""A plan covers what it names and nothing else, and it lifts no guardrail."""

from typing import Any

import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from domain.action import Action
from domain.plan import Bound, Plan, PlanStep
from domain.risk import Cost
from domain.verdict import Route
from policy.context import Context
from policy.envelopes import affordable, allows, step_covering, within
from policy.gate import judge
from policy.guardrails import guardrails
from policy.rules import Law
from tests.fakes.papers import LAW, SAFE, action
from tests.policy.drawn import CONTEXTS, COSTS, ODD, actions, laws

PRICED = SAFE.model_copy(update={"cost": Cost(argument="amount_minor")})


def step(times: int = 1, **bounds: Bound) -> PlanStep:
    """A step of the tool `note` as the fake papers know it."""
    return PlanStep(tool="note", arguments=bounds, times=times, fingerprint="f" * 64)


def note(**arguments: Any) -> Action:
    return action(arguments)


@pytest.mark.parametrize(
    ("bound", "inside", "outside"),
    [
        (Bound(exactly=1), [1, 1.0], [True, "1", 2, None, [1]]),
        (Bound(exactly=None), [None], [0, "", False, []]),
        (Bound(exactly={"a": 1, "b": 2}), [{"b": 2, "a": 1}], [{"a": 1}, {"a": 1, "b": 2, "c": 3}]),
        (Bound(one_of=("a", 2)), ["a", 2], ["b", "2", True, ""]),
        (Bound(at_most=5), [5, -1, 4.9], [6, 5.1, "5", True, None, float("nan"), [1]]),
        (Bound(at_least=1, at_most=5), [1, 5], [0, 6, float("inf")]),
        (Bound(at_least=1), [1, 10**9], [0, "9", False]),
        (Bound(anything=True), [None, "x", [1], True], []),
    ],
)
def test_a_bound_takes_what_it_says(bound: Bound, inside: list[Any], outside: list[Any]) -> None:
    assert [within(bound, value) for value in inside] == [True] * len(inside)
    assert [within(bound, value) for value in outside] == [False] * len(outside)


@pytest.mark.parametrize(
    "spoken",
    [
        {},
        {"anything": False},
        {"exactly": 1, "one_of": [1]},
        {"at_most": 1, "anything": True},
        {"at_least": 2, "at_most": 1},
        {"one_of": []},
        {"at_most": float("inf")},
        {"at_most": 1, "below": 2},
    ],
)
def test_a_bound_that_says_nothing_or_two_things_is_none(spoken: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Bound.model_validate(spoken)


def test_null_beside_another_bound_is_what_a_model_leaves_out() -> None:
    bound = Bound.model_validate({"exactly": None, "one_of": None, "at_most": 5, "anything": False})
    assert bound.spoken() == {"at_most": 5}


def test_an_argument_without_a_bound_may_not_be_given() -> None:
    assert allows(step(text=Bound(exactly="a")), note(text="a"))
    assert not allows(step(text=Bound(exactly="a")), note(text="a", more=1))
    assert not allows(step(), note(text="a"))


def test_a_bounded_argument_may_be_left_out_only_where_anything_would_do() -> None:
    assert not allows(step(text=Bound(exactly=None)), note())
    assert allows(step(text=Bound(anything=True)), note())


def test_another_tool_or_one_that_changed_is_not_the_one_that_was_signed() -> None:
    free = step(text=Bound(anything=True))
    assert not allows(free, action({"text": "a"}, name="other"))
    assert not allows(free, action({"text": "a"}, fingerprint="e" * 64))
    assert not allows(free.model_copy(update={"fingerprint": ""}), note(text="a"))


def test_the_first_step_with_times_left_covers() -> None:
    free = Bound(anything=True)
    plan = Plan(goal="g", steps=(step(text=free), step(2, text=free)))
    assert step_covering(plan, [0, 0], note(text="a")) == 0
    assert step_covering(plan, [1, 1], note(text="a")) == 1
    assert step_covering(plan, [1, 2], note(text="a")) is None


@pytest.mark.parametrize(
    ("spent", "amount", "currency", "borne"),
    [
        (0, 100, "EUR", True),
        (1, 100, "EUR", False),
        (0, "100", "EUR", False),
        (0, -1, "EUR", False),
        (0, 100, "USD", False),
        (100, 0, "USD", True),
    ],
)
def test_the_budget_bears_what_can_be_read_and_is_left(
    spent: int, amount: Any, currency: str, borne: bool
) -> None:
    plan = Plan(goal="g", steps=(step(),), budget_minor=100)
    priced = action({"amount_minor": amount}, risk=PRICED)
    assert affordable(plan, currency, spent, priced) is borne


@settings(max_examples=300)
@given(actions(COSTS | ODD), CONTEXTS, laws())
def test_a_plan_lifts_no_guardrail(proposed: Action, known: Context, under: Law) -> None:
    covered = known.model_copy(update={"covered_by": "env-1"})
    rails = guardrails(proposed, covered, under, staged=False)
    demanded = max((ground.route.rank for ground in rails), default=0)
    assert judge(proposed, covered, under).route.rank >= demanded
    bare = guardrails(proposed, known.model_copy(update={"covered_by": ""}), under, staged=False)
    assert rails == bare


@given(actions(), CONTEXTS, laws())
def test_what_grants_leave_never_goes_alone(proposed: Action, known: Context, under: Law) -> None:
    assert proposed.risk is not None
    granting = proposed.risk.model_copy(update={"grants": True})
    asked = judge(proposed.model_copy(update={"risk": granting}), known, under)
    assert asked.route.rank >= Route.REVIEW.rank


def test_within_a_plan_neither_the_matrix_nor_confidence_asks() -> None:
    unsure = action(confidence=0.1)
    assert judge(unsure, Context(), LAW).route is Route.REVIEW
    covered = judge(unsure, Context(covered_by="env-1"), LAW)
    assert (covered.route, covered.ask) == (Route.AUTO, False)
    assert [reason.code for reason in covered.reasons] == ["in_plan"]
