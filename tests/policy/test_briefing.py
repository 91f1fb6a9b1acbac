"""test_briefing: a brief only ever narrows, alone and together with a playbook's."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.action import Action
from domain.brief import Brief
from domain.errors import Invalid
from domain.people import Role
from domain.risk import Cost
from domain.verdict import Route
from policy.briefing import CHECKPOINTS, checked, narrowed
from policy.context import Context
from policy.gate import judge
from policy.rules import Law
from tests.fakes.papers import LAW, SAFE, action
from tests.fakes.refusals import refused
from tests.policy.drawn import CONTEXTS, actions, laws

TOOLS = ("note", "pay", "look")
NAMES = st.sampled_from(TOOLS)
BRIEFS = st.builds(
    Brief,
    goal=st.sampled_from(["", "one", "other"]),
    constraints=st.lists(st.sampled_from(["a", "b", "c"]), max_size=3, unique=True).map(tuple),
    tools=st.none() | st.lists(NAMES, max_size=3).map(tuple),
    budget_minor=st.none() | st.integers(0, 500),
    autonomy=st.floats(0, 1),
    checkpoints=st.dictionaries(NAMES, st.sampled_from([Route.AUTO, *CHECKPOINTS])),
)
FITTING = BRIEFS.map(
    lambda brief: brief.model_copy(
        update={
            "checkpoints": {
                name: route
                for name, route in brief.checkpoints.items()
                if brief.tools is None or name in brief.tools
            }
        }
    )
)


@settings(max_examples=400)
@given(actions(), CONTEXTS, BRIEFS, laws())
def test_with_a_brief_never_less_is_asked_than_without(
    proposed: Action, known: Context, brief: Brief, under: Law
) -> None:
    alone = judge(proposed, known.model_copy(update={"brief": None}), under)
    briefed = judge(proposed, known.model_copy(update={"brief": brief}), under)
    assert briefed.route.rank >= alone.route.rank
    assert briefed.ask >= (alone.ask and briefed.route is not Route.REFUSE)
    if alone.signers is not None and briefed.signers is not None:
        assert briefed.signers.quorum >= alone.signers.quorum
        assert briefed.signers.tier >= alone.signers.tier
        assert briefed.signers.role is alone.signers.role or briefed.signers.role is Role.LEAD


@settings(max_examples=400)
@given(actions(), NAMES, CONTEXTS, FITTING, FITTING)
def test_two_briefs_together_never_ask_for_less_than_either(
    proposed: Action, name: str, known: Context, one: Brief, other: Brief
) -> None:
    proposed = proposed.model_copy(update={"name": name})

    def rank(brief: Brief) -> int:
        return judge(proposed, known.model_copy(update={"brief": brief}), LAW).route.rank

    assert rank(narrowed(one, other)) >= max(rank(one), rank(other))


@given(FITTING, FITTING)
def test_of_two_bounds_the_narrower_one_holds(one: Brief, other: Brief) -> None:
    both = checked(narrowed(one, other), TOOLS)
    budgets = [each.budget_minor for each in (one, other) if each.budget_minor is not None]
    assert both.budget_minor == min(budgets, default=None)
    assert both.autonomy == min(one.autonomy, other.autonomy)
    assert set(both.constraints) == {*one.constraints, *other.constraints}
    for each in (one, other):
        assert each.tools is None or set(both.tools or ()) <= set(each.tools)


@given(FITTING)
def test_a_brief_with_itself_is_itself(brief: Brief) -> None:
    kept = checked(brief, TOOLS)
    assert narrowed(kept, kept) == kept


def test_what_a_brief_says_is_enforced() -> None:
    def ruled(brief: Brief, lot: float = 0.5) -> tuple[Route, list[str]]:
        verdict = judge(action(), Context(brief=brief, lot=lot), LAW)
        return verdict.route, [reason.code for reason in verdict.reasons]

    assert ruled(Brief()) == (Route.AUTO, ["low_risk"])
    assert ruled(Brief(tools=("pay",))) == (Route.REFUSE, ["not_in_brief"])
    assert ruled(Brief(checkpoints={"note": Route.LEAD})) == (Route.LEAD, ["checkpoint"])
    assert ruled(Brief(autonomy=0.5)) == (Route.REVIEW, ["autonomy"])
    assert ruled(Brief(autonomy=0.6)) == (Route.AUTO, ["low_risk"])


def test_a_checkpoint_that_asks_less_than_the_law_does_no_harm() -> None:
    brief = Brief(checkpoints={"note": Route.REVIEW})
    known = Context(brief=brief, repeats_done=True, uses=())
    unknown = action(risk=None)
    assert judge(unknown, known, LAW).route.rank >= LAW.guardrails.unknown_tool.rank


@pytest.mark.parametrize(
    ("brief", "said"),
    [
        (Brief(tools=("note", "erase")), "names erase, and"),
        (Brief(checkpoints={"erase": Route.LEAD}), "names erase, and"),
        (Brief(tools=tuple(f"t{n}" for n in range(9))), "names t0, t1, t2 and 6 more"),
        (Brief(tools=("note",), checkpoints={"pay": Route.LEAD}), "before pay and leaves"),
        (Brief(tools=(), checkpoints={"pay": Route.REVIEW}), "before pay and leaves"),
        (Brief(checkpoints={"pay": Route.REFUSE}), "called refuse"),
        (Brief(checkpoints={"pay": Route.RECHECK}), "called recheck"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(brief: Brief, said: str) -> None:
    with pytest.raises(Invalid) as refusal:
        checked(brief, TOOLS)
    assert refusal.value.code == "brief_broken"
    assert said in refusal.value.sentence


def test_empty_lines_repetitions_and_odd_signs_are_cleared_away() -> None:
    brief = Brief(
        goal="  go\x00al ",
        constraints=("a\n- b", " ", "a  - b"),
        tools=("pay", "pay"),
        checkpoints={"note": Route.AUTO},
    )
    kept = checked(brief, TOOLS)
    assert (kept.goal, kept.constraints) == ("goal", ("a - b",))
    assert (kept.tools, kept.checkpoints) == (("pay",), {})


def _apart(brief: Brief) -> Callable[[], Brief]:
    return lambda: narrowed(Brief(budget_minor=5, constraints=("x",)), brief)


@pytest.mark.parametrize(
    "brief",
    [
        Brief(budget_minor=5, currency="USD"),
        Brief(constraints=tuple(f"line {n}" for n in range(20))),
    ],
)
def test_what_does_not_go_together_is_refused(brief: Brief) -> None:
    assert refused(Invalid, _apart(brief)) == "brief_broken"


def test_two_people_by_a_brief_are_two_leads_where_the_law_asks_for_one() -> None:
    brief = Context(brief=Brief(checkpoints={"note": Route.TWO}))
    costly = SAFE.model_copy(update={"cost": Cost(argument="sum")})

    def signers(sum_minor: int) -> tuple[Role, int]:
        verdict = judge(action({"sum": sum_minor}, risk=costly), brief, LAW)
        assert verdict.route is Route.TWO
        assert verdict.signers is not None
        return verdict.signers.role, verdict.signers.quorum

    assert signers(50) == (Role.REVIEWER, 2)
    assert signers(LAW.guardrails.review_above_minor + 1) == (Role.REVIEWER, 2)
    assert signers(LAW.guardrails.lead_above_minor + 1) == (Role.LEAD, 2)
    # Dearer is never signed by less: who wants two people for it wants leads all the more.
    assert signers(LAW.guardrails.two_above_minor + 1) == (Role.LEAD, 2)
