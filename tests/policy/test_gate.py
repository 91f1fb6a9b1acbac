"""test_gate: which actions ask whom, at the exact borders."""

import pytest

from domain.errors import Invalid
from domain.people import Person, Role
from domain.risk import Ambiguity, BlastRadius, Cost, Regulation, Reversibility, Risk
from domain.verdict import Mode, Route, Verdict
from policy.context import Context
from policy.duties import may_sign, signatures_needed
from policy.gate import judge
from policy.measures import blast_radius, cost_minor
from policy.rules import enact
from tests.fakes.papers import ANN, LAW, LAW_TEXT, LEA, ROB, SAFE, action, law

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
    "known",
    [
        Context(repeats_done=True),
        Context(repeats_unknown=True),
        Context(repeats_done=True, repeats_unknown=True),
    ],
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


WIDE = SAFE.model_copy(update={"blast_radius": BlastRadius(argument="amount")})


@pytest.mark.parametrize(
    ("touched", "route"),
    [
        (0, Route.AUTO),
        (5, Route.AUTO),
        (6, Route.REVIEW),
        (50, Route.REVIEW),
        (51, Route.LEAD),
        (10**30, Route.LEAD),
        ([], Route.AUTO),
        (["a"] * 5, Route.AUTO),
        (["a"] * 6, Route.REVIEW),
        (["a"] * 51, Route.LEAD),
    ],
)
def test_each_one_touched_beyond_a_limit_asks_for_more(touched: object, route: Route) -> None:
    assert judged(WIDE, touched).route is route


def test_how_many_are_touched_is_told_in_a_sentence_with_the_limit() -> None:
    verdict = judged(SAFE.model_copy(update={"blast_radius": BlastRadius(fixed=50_000)}))
    assert [reason.model_dump() for reason in verdict.reasons] == [
        {
            "code": "blast_radius",
            "text": "It can touch 50,000 people or records at once, more than 50.",
        }
    ]
    limits = ("review_above_blast_radius", "lead_above_blast_radius")
    assert [verdict.thresholds[limit] for limit in limits] == [5, 50]


@pytest.mark.parametrize("touched", [None, True, False, -1, "50", 5.0, {"all": True}])
def test_a_blast_radius_that_cannot_be_read_asks_for_two(touched: object) -> None:
    verdict = judged(WIDE, touched)
    assert (verdict.route, codes(verdict)) == (Route.TWO, ["blast_radius_unreadable"])
    assert blast_radius(WIDE, {"amount": touched}) is None


def test_what_only_reads_may_read_as_much_as_it_likes() -> None:
    assert judged(WIDE.model_copy(update={"read_only": True}), 50_000).route is Route.AUTO


def test_a_blast_radius_has_one_source() -> None:
    with pytest.raises(ValueError, match="either fixed or argument"):
        BlastRadius(fixed=2, argument="to")


@pytest.mark.parametrize(
    ("reversibility", "words"),
    [
        (Reversibility.ONE_CLICK, "undone in one click"),
        (Reversibility.EFFORT, "undone with some effort"),
        (Reversibility.IRREVERSIBLE, "stays in the house"),
    ],
)
def test_what_goes_alone_says_truly_how_it_can_be_undone(
    reversibility: Reversibility, words: str
) -> None:
    (reason,) = judged(SAFE.model_copy(update={"reversibility": reversibility})).reasons
    assert words in reason.text


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
    assert [may_sign(ROB, route) for route in Route] == [True, True, True, False, True, False]
    assert [may_sign(LEA, route) for route in Route] == [True, True, True, True, True, False]
    others = Person(id="x", name="X", roles=(Role.ADMIN, Role.OPERATOR))
    assert not any(may_sign(person, route) for person in (ANN, others) for route in Route)


def test_only_the_route_of_two_needs_two() -> None:
    assert [signatures_needed(route) for route in Route] == [1, 1, 1, 1, 2, 1]


def test_an_ask_route_cannot_be_set_to_going_alone() -> None:
    with pytest.raises(Invalid):
        law(unknown_tool='"auto"')


@pytest.mark.parametrize(
    ("taken_for", "route"),
    [
        (None, Route.REVIEW),
        (Risk(read_only=True), Route.REVIEW),
        (Risk(cost=Cost(fixed_minor=1_850)), Route.REVIEW),
        (Risk(cost=Cost(fixed_minor=200_000)), Route.LEAD),
        (Risk(cost=Cost(fixed_minor=2_000_000)), Route.TWO),
        (Risk(blast_radius=BlastRadius(fixed=1_000)), Route.LEAD),
    ],
)
def test_a_tool_without_a_profile_asks_for_what_its_words_tell_and_never_for_less(
    taken_for: Risk | None, route: Route
) -> None:
    verdict = judge(action(risk=None), Context(taken_for=taken_for), LAW)
    assert verdict.route is route
    assert codes(verdict)[0] == "unknown_tool"


@pytest.mark.parametrize(
    ("reversibility", "terms", "route", "outbox_seconds"),
    [
        ("effort", "", Route.RECHECK, 0),
        ("irreversible", "", Route.REVIEW, 0),
        ("irreversible", "outbox_seconds = 60", Route.RECHECK, 60),
    ],
)
def test_what_could_not_be_taken_back_afterwards_is_looked_at_before_or_held(
    reversibility: str, terms: str, route: Route, outbox_seconds: int
) -> None:
    under = enact(f"{LAW_TEXT}\n[tools.note]\nrecheck = 1.0\n{terms}\n", "test.toml")
    inside = SAFE.model_copy(update={"reversibility": Reversibility(reversibility)})
    verdict = judge(action(risk=inside), Context(lot=0.0), under)
    assert (verdict.route, verdict.outbox_seconds) == (route, outbox_seconds)
    assert codes(verdict) == ["recheck"]


@pytest.mark.parametrize("reads", [True, False])
def test_what_grants_further_actions_waits_in_no_outbox(reads: bool) -> None:
    under = enact(f"{LAW_TEXT}\n[tools.note]\noutbox_seconds = 60\n", "test.toml")
    verdict = judge(action(risk=Risk(grants=True, read_only=reads)), NOTHING_KNOWN, under)
    assert verdict.route is Route.REVIEW
    assert {"grants", "irreversible"} <= set(codes(verdict))
