"""test_gate: which actions ask whom, at the exact borders."""

import pytest

from domain.errors import Invalid
from domain.people import Person, Role
from domain.risk import Ambiguity, Cost, Regulation, Reversibility, Risk
from domain.verdict import Mode, Route, Verdict
from policy.duties import may_sign, signatures_needed
from policy.gate import Context, cost_minor, judge
from tests.fakes.papers import ANN, LAW, LEA, ROB, SAFE, action, law

PRICED = SAFE.model_copy(update={"cost": Cost(argument="amount")})
NOTHING_KNOWN = Context()


def judged(risk: Risk | None = SAFE, amount: object = None, **changed: object) -> Verdict:
    """The default law's verdict on an action with this risk and amount."""
    arguments = {} if amount is None else {"amount": amount}
    # The digest does not matter here, and some amounts have none.
    return judge(
        action(risk=risk, **changed).model_copy(update={"arguments": arguments}),
        NOTHING_KNOWN,
        LAW,
    )


def codes(verdict: Verdict) -> list[str]:
    return [reason.code for reason in verdict.reasons]


def test_a_cheap_reversible_action_goes_alone_and_says_why() -> None:
    verdict = judged()
    assert (verdict.route, verdict.mode) == (Route.AUTO, Mode.OUT_OF_THE_LOOP)
    assert codes(verdict) == ["low_risk"]


def test_what_only_reads_goes_alone_whatever_else_it_says() -> None:
    reader = Risk(read_only=True, physical=True, regulation=Regulation.HIGH_RISK)
    assert judged(reader, confidence=0.0).route is Route.AUTO


@pytest.mark.parametrize(
    ("amount", "route"),
    [
        (0, Route.AUTO),
        (10_000, Route.AUTO),
        (10_001, Route.REVIEW),
        (100_000, Route.REVIEW),
        (100_001, Route.LEAD),
        (1_000_000, Route.LEAD),
        (1_000_001, Route.TWO),
        (10**30, Route.TWO),
    ],
)
def test_each_limit_asks_for_more_from_one_cent_above_it(amount: int, route: Route) -> None:
    assert judged(PRICED, amount).route is route


@pytest.mark.parametrize(
    ("confidence", "route", "code"),
    [
        (None, Route.AUTO, "low_risk"),
        (1.0, Route.AUTO, "low_risk"),
        (0.85, Route.AUTO, "low_risk"),
        (0.8499999, Route.REVIEW, "confidence"),
        (0.60, Route.REVIEW, "confidence"),
        (0.5999999, Route.REVIEW, "below_floor"),
        (0.0, Route.REVIEW, "below_floor"),
    ],
)
def test_the_band_is_closed_at_the_floor_and_open_at_the_top(
    confidence: float | None, route: Route, code: str
) -> None:
    verdict = judged(confidence=confidence)
    assert (verdict.route, codes(verdict)) == (route, [code])


def test_below_the_floor_the_law_may_refuse() -> None:
    strict = law(below_floor='"refuse"')
    assert judge(action(confidence=0.59), NOTHING_KNOWN, strict).route is Route.REFUSE
    assert judge(action(confidence=0.60), NOTHING_KNOWN, strict).route is Route.REVIEW


@pytest.mark.parametrize(
    ("risk", "code"),
    [
        (Risk(), "irreversible"),
        (SAFE.model_copy(update={"regulation": Regulation.HIGH_RISK}), "regulated"),
        (SAFE.model_copy(update={"physical": True}), "physical"),
        (None, "unknown_tool"),
    ],
)
def test_one_guardrail_is_enough_for_a_review(risk: Risk | None, code: str) -> None:
    verdict = judged(risk)
    assert (verdict.route, verdict.mode) == (Route.REVIEW, Mode.IN_THE_LOOP)
    assert code in codes(verdict)


@pytest.mark.parametrize(
    "known", [Context(repeats_done=True), Context(repeats_unknown=True), Context(True, True)]
)
def test_a_repeat_is_reviewed_and_named(known: Context) -> None:
    verdict = judge(action(), known, LAW)
    assert verdict.route is Route.REVIEW
    assert set(codes(verdict)) <= {"repeat", "repeat_unknown"}


REDS = {
    "reversibility": Reversibility.IRREVERSIBLE,
    "ambiguity": Ambiguity.FREE_FORM,
}


def test_one_red_goes_alone() -> None:
    for name, value in REDS.items():
        assert judged(SAFE.model_copy(update={name: value})).route is Route.AUTO


def test_two_reds_are_a_review() -> None:
    verdict = judged(SAFE.model_copy(update=REDS))
    assert (verdict.route, codes(verdict)) == (Route.REVIEW, ["matrix"])


def test_cost_is_a_red_of_the_matrix_from_its_border_on() -> None:
    cheap_law = law(
        review_above_minor="500000", lead_above_minor="500000", two_above_minor="500000"
    )
    risk = PRICED.model_copy(update={"external": True, "ambiguity": Ambiguity.FREE_FORM})
    for amount, route in ((99_999, Route.AUTO), (100_000, Route.REVIEW)):
        assert judge(action({"amount": amount}, risk=risk), Context(), cheap_law).route is route


@pytest.mark.parametrize("amount", [None, True, False, -1, "500", 5.0, [5], {"minor": 5}])
def test_a_cost_that_cannot_be_read_asks_for_two(amount: object) -> None:
    verdict = judged(PRICED, amount)
    assert (verdict.route, codes(verdict)) == (Route.TWO, ["cost_unreadable"])
    assert cost_minor(PRICED, {"amount": amount}) is None


def test_all_reasons_that_ask_are_told_and_the_gravest_decides() -> None:
    risk = PRICED.model_copy(update={"physical": True})
    verdict = judged(risk, 100_001, confidence=0.7)
    assert verdict.route is Route.LEAD
    assert codes(verdict) == ["over_limit", "physical", "confidence"]


def test_a_verdict_keeps_its_thresholds_and_the_version_of_the_law() -> None:
    verdict = judged()
    assert verdict.policy_version == LAW.version
    assert (verdict.thresholds["act"], verdict.thresholds["review_above_minor"]) == (0.85, 10_000)


def test_who_may_sign_what() -> None:
    assert [may_sign(ROB, route) for route in Route] == [True, True, False, True, False]
    assert [may_sign(LEA, route) for route in Route] == [True, True, True, True, False]
    others = Person(id="x", name="X", roles=(Role.ADMIN, Role.OPERATOR))
    assert not any(may_sign(person, route) for person in (ANN, others) for route in Route)


def test_only_the_route_of_two_needs_two() -> None:
    assert [signatures_needed(route) for route in Route] == [1, 1, 1, 2, 1]


def test_an_ask_route_cannot_be_set_to_going_alone() -> None:
    with pytest.raises(Invalid):
        law(unknown_tool='"auto"')
