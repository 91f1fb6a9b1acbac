"""test_gate_properties: the law answers everything, the same each time, and never asks for less
when there is more to fear (invariant 13).
"""

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.action import Action
from domain.people import Role
from domain.risk import BlastRadius
from domain.verdict import Route, Signers
from policy.context import Context
from policy.gate import judge
from policy.rules import Law
from tests.fakes.papers import SAFE, action
from tests.policy.drawn import (
    CONFIDENCES,
    CONTEXTS,
    COSTS,
    ODD,
    RISKS,
    TOUCHED,
    actions,
    laws,
)
from tests.policy.graver import pairs, wider_than, worse


@settings(max_examples=4 * settings().max_examples)
@given(pairs())
def test_more_to_fear_never_asks_for_less(
    pair: tuple[tuple[Action, Context], tuple[Action, Context], Law],
) -> None:
    (before, known), (after, more), under = pair
    least, found = judge(before, known, under), judge(after, more, under)
    assert least.route.rank <= found.route.rank
    if found.route is not Route.REFUSE:
        assert found.ask or not least.ask
    if found.route.acts_alone:
        assert least.outbox_seconds <= found.outbox_seconds
    if least.route is found.route and least.signers is not None:
        assert found.signers is not None
        assert no_weaker(least.signers, found.signers)


def no_weaker(before: Signers, after: Signers) -> bool:
    """Whether as many people with as much standing sign as before."""
    return (
        before.quorum <= after.quorum
        and before.tier <= after.tier
        and (before.role is not Role.LEAD or after.role is Role.LEAD)
        and set(before.skills) <= set(after.skills)
    )


@given(actions(), CONTEXTS, laws(), st.data())
def test_what_an_unknown_tool_looks_like_only_raises(
    before: Action, known: Context, under: Law, data: st.DataObject
) -> None:
    unknown = before.model_copy(update={"risk": None})
    taken = known.taken_for
    more = data.draw(RISKS) if taken is None else worse(data.draw, taken)
    least = judge(unknown, known, under)
    found = judge(unknown, known.model_copy(update={"taken_for": more}), under)
    assert least.route.rank <= found.route.rank


@given(actions(), CONTEXTS, laws())
def test_a_brief_only_narrows(before: Action, known: Context, under: Law) -> None:
    without = judge(before, known.model_copy(update={"brief": None}), under)
    found = judge(before, known, under)
    assert without.route.rank <= found.route.rank
    if without.route is found.route and without.signers is not None:
        assert found.signers is not None
        assert no_weaker(without.signers, found.signers)


@given(TOUCHED, st.data(), laws())
def test_touching_more_never_asks_for_less_where_nothing_else_is_to_fear(
    touched: object, data: st.DataObject, under: Law
) -> None:
    wide = SAFE.model_copy(update={"blast_radius": BlastRadius(argument="touched")})
    wider = data.draw(st.one_of(wider_than(touched), ODD))
    before, after = (
        action(risk=wide).model_copy(update={"arguments": {"touched": given}})
        for given in (touched, wider)
    )
    assert judge(before, Context(), under).route.rank <= judge(after, Context(), under).route.rank


@given(actions(), CONTEXTS, laws(), CONFIDENCES)
def test_losing_the_risk_profile_never_turns_asking_into_not_asking(
    before: Action, known: Context, under: Law, sure: float | None
) -> None:
    unknown = before.model_copy(update={"risk": None, "confidence": sure})
    route = judge(unknown, known, under).route
    assert route.rank >= max(under.guardrails.unknown_tool.rank, Route.REVIEW.rank)


@given(actions(COSTS | ODD, TOUCHED | ODD), CONTEXTS, laws())
def test_the_law_answers_everything_with_reasons_and_the_same_each_time(
    proposed: Action, known: Context, under: Law
) -> None:
    before = proposed.model_dump_json()
    verdict = judge(proposed, known, under)
    assert verdict.reasons
    assert judge(proposed, known, under) == verdict
    assert proposed.model_dump_json() == before
