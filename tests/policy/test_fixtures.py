"""test_fixtures: the cases that the requirements name: the four of B4, the dimensions of E7, the
colours of B2, the autonomy of C8, and the thresholds of B31.
"""

import pytest

from domain.action import Action
from domain.risk import Ambiguity, BlastRadius, Cost, Regulation, Reversibility, Risk
from domain.verdict import Mode, Route
from policy.context import Context
from policy.gate import judge
from policy.matrix import Colour, colours
from policy.rules import Law, enact
from tests.fakes.papers import LAW, LAW_TEXT, action

TAG_TICKET = Risk(external=False, reversibility=Reversibility.ONE_CLICK)
SALES_MAIL = Risk(ambiguity=Ambiguity.SEMI_STRUCTURED, domain="sales")
LOAN = Risk(
    regulation=Regulation.HIGH_RISK,
    cost=Cost(argument="amount_minor"),
    ambiguity=Ambiguity.SEMI_STRUCTURED,
    domain="financial",
)
REJECTION = Risk(regulation=Regulation.HIGH_RISK, ambiguity=Ambiguity.FREE_FORM, domain="hiring")


def with_terms(text: str) -> Law:
    """The shipped law with a table more."""
    return enact(f"{LAW_TEXT}\n{text}\n", "test.toml")


def sure(name: str, risk: Risk, **arguments: object) -> Action:
    """An action that the agent is certain of."""
    return action(dict(arguments), name=name, risk=risk, confidence=1.0)


def test_tagging_a_ticket_goes_alone() -> None:
    verdict = judge(sure("tag_ticket", TAG_TICKET, tag="late"), Context(), LAW)
    assert (verdict.route, verdict.mode, verdict.signers) == (
        Route.AUTO,
        Mode.OUT_OF_THE_LOOP,
        None,
    )


def test_a_sales_mail_is_watched_in_the_outbox() -> None:
    verdict = judge(sure("mail_draft", SALES_MAIL, text="Hello"), Context(), LAW)
    assert (verdict.route, verdict.mode) == (Route.AUTO, Mode.ON_THE_LOOP)
    assert verdict.outbox_seconds == LAW.domains["sales"].outbox_seconds
    elsewhere = SALES_MAIL.model_copy(update={"domain": ""})
    assert judge(sure("mail_draft", elsewhere), Context(), LAW).route is Route.REVIEW


def test_a_mail_that_somebody_held_is_reviewed_and_waits_in_no_outbox() -> None:
    law = with_terms("[tools.mail_draft]\noutbox_seconds = 600")
    verdict = judge(sure("mail_draft", SALES_MAIL), Context(held_by="rob"), law)
    assert (verdict.route, verdict.mode, verdict.outbox_seconds) == (
        Route.REVIEW,
        Mode.IN_THE_LOOP,
        0,
    )
    assert verdict.reasons[0].code == "held"


def test_a_loan_is_decided_by_a_person_for_named_reasons() -> None:
    verdict = judge(sure("grant_loan", LOAN, amount_minor=2_000_000), Context(), LAW)
    assert (verdict.route, verdict.mode) == (Route.TWO, Mode.IN_THE_LOOP)
    assert {"regulated", "over_limit", "irreversible"} <= {each.code for each in verdict.reasons}
    assert verdict.signers is not None
    assert verdict.signers.quorum == 2
    assert verdict.signers.checklist == ("The sum is right", "The recipient is right")


def test_rejecting_a_candidate_is_decided_by_a_person() -> None:
    verdict = judge(sure("reject_candidate", REJECTION, candidate=7), Context(), LAW)
    assert (verdict.route, verdict.mode) == (Route.REVIEW, Mode.IN_THE_LOOP)
    assert {"regulated", "matrix"} <= {each.code for each in verdict.reasons}


@pytest.mark.parametrize(
    ("changed", "route"),
    [
        ({}, Route.AUTO),
        ({"reversibility": Reversibility.IRREVERSIBLE}, Route.REVIEW),
        ({"blast_radius": BlastRadius(fixed=50_000)}, Route.LEAD),
        ({"blast_radius": BlastRadius(fixed=6)}, Route.REVIEW),
        ({"regulation": Regulation.HIGH_RISK}, Route.REVIEW),
        ({"regulation": Regulation.GUIDANCE}, Route.AUTO),
        (
            {
                "reversibility": Reversibility.IRREVERSIBLE,
                "blast_radius": BlastRadius(fixed=50_000),
                "regulation": Regulation.HIGH_RISK,
            },
            Route.LEAD,
        ),
    ],
)
def test_each_dimension_of_danger_asks_by_itself_and_none_lets_go(
    changed: dict[str, object], route: Route
) -> None:
    low = Risk(reversibility=Reversibility.EFFORT).model_copy(update=changed)
    assert judge(sure("update_profile", low), Context(), LAW).route is route


@pytest.mark.parametrize(("confidence", "route"), [(0.3, Route.REVIEW), (1.0, Route.AUTO)])
def test_low_confidence_asks_though_everything_else_is_low(confidence: float, route: Route) -> None:
    low = Risk(reversibility=Reversibility.EFFORT)
    unsure = action({}, risk=low, confidence=confidence)
    assert judge(unsure, Context(), LAW).route is route


@pytest.mark.parametrize(
    ("cost", "external", "colour"),
    [
        (99, True, Colour.GREEN),
        (100, True, Colour.YELLOW),
        (99_999, True, Colour.YELLOW),
        (100_000, True, Colour.RED),
        (10_000_000, False, Colour.GREEN),
    ],
)
def test_cost_is_green_yellow_and_red_at_its_borders(
    cost: int, external: bool, colour: Colour
) -> None:
    risk = Risk(external=external, cost=Cost(argument="amount_minor"))
    seen = colours(sure("pay", risk, amount_minor=cost), risk, LAW)
    assert seen["cost"] is colour


def test_what_waits_in_the_outbox_is_yellow_and_no_longer_red() -> None:
    draft = sure("mail_draft", SALES_MAIL)
    assert colours(draft, SALES_MAIL, LAW)["reversibility"] is Colour.RED
    assert colours(draft, SALES_MAIL, LAW, staged=True)["reversibility"] is Colour.YELLOW


@pytest.mark.parametrize(
    ("domain", "lot", "route"),
    [
        ("data_entry", 0.5, Route.AUTO),
        ("data_entry", 0.01, Route.RECHECK),
        ("support", 0.69, Route.AUTO),
        ("support", 0.05, Route.RECHECK),
        ("support", 0.7, Route.REVIEW),
        ("legal", 0.19, Route.AUTO),
        ("legal", 0.2, Route.REVIEW),
        ("system_configuration", 0.0, Route.REVIEW),
    ],
)
def test_each_kind_of_work_has_its_own_autonomy(domain: str, lot: float, route: Route) -> None:
    risk = TAG_TICKET.model_copy(update={"domain": domain})
    assert judge(sure("change", risk), Context(lot=lot), LAW).route is route


@pytest.mark.parametrize("domain", ["financial", "medical", "legal"])
def test_grave_fields_ask_for_more_confidence(domain: str) -> None:
    risk = TAG_TICKET.model_copy(update={"domain": domain})
    less = action({}, risk=risk, confidence=0.96)
    enough = less.model_copy(update={"confidence": 0.97})
    known = Context(lot=0.0)
    assert judge(less, known, LAW).route is Route.REVIEW
    assert judge(enough, known, LAW).route is Route.AUTO
    assert judge(less, known, LAW).thresholds["act"] == 0.97


def test_the_terms_of_a_tool_stand_above_those_of_its_field_of_work() -> None:
    law = with_terms('[tools.change]\ndomain = "support"\nact = 0.5\nfloor = 0.1')
    unsure = action({}, name="change", risk=TAG_TICKET, confidence=0.5)
    terms = law.terms(unsure)
    assert (terms.domain, terms.act, terms.floor, terms.autonomy) == ("support", 0.5, 0.1, 0.7)
    assert LAW.terms(unsure).domain == ""


def test_terms_that_contradict_each_other_rise() -> None:
    law = with_terms("[tools.change]\nact = 0.2\nreview_above_minor = 5000000")
    terms = law.terms(action({}, name="change"))
    assert terms.floor == terms.act == 0.2
    assert terms.review_above_minor == terms.lead_above_minor == terms.two_above_minor == 5_000_000


@pytest.mark.parametrize(
    ("terms", "tier"), [("", 1), ('skills = ["nurse"]', 2), ('role = "lead"', 3)]
)
def test_a_specialist_is_tier_two_and_a_lead_tier_three(terms: str, tier: int) -> None:
    law = with_terms(f"[tools.change]\n{terms}")
    signers = judge(sure("change", REJECTION), Context(), law).signers
    assert signers is not None
    assert signers.tier == tier
