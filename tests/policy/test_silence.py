"""test_silence: under the shipped law an agent gains nothing by not saying how sure it is, and as
long as nobody has checked what it says, some of its actions are reviewed whatever that is.
"""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.action import Action
from domain.risk import Risk
from domain.verdict import Route, Verdict
from policy.context import Context
from policy.gate import judge
from policy.rules import enact
from policy.terms import terms_of
from server.bootstrap import PRACTICE
from tests.fakes.papers import SHIPPED, action
from tests.policy.drawn import CONTEXTS, RISKS

LAW = enact(SHIPPED, "default.toml")
FIELDS_OF_WORK = ["", *sorted(LAW.domains)]
TOOLS = ["note", *sorted(LAW.tools)]
UNCHECKED = Context(source="a-model", lot=0.0)


def harmless(domain: str = "", confidence: float | None = None) -> Action:
    risk = Risk.model_validate({"external": False, "reversibility": "one_click", "domain": domain})
    return action(risk=risk, confidence=confidence)


def codes(verdict: Verdict) -> list[str]:
    return [reason.code for reason in verdict.reasons]


@pytest.mark.parametrize("name", TOOLS)
@pytest.mark.parametrize("domain", FIELDS_OF_WORK)
def test_silence_lies_in_the_review_band_of_every_tool_and_field_of_work(
    name: str, domain: str
) -> None:
    terms = terms_of(LAW, name, Risk(domain=domain))
    assert terms.floor <= LAW.confidence.unstated < terms.act


@given(st.sampled_from(TOOLS), st.sampled_from(FIELDS_OF_WORK), RISKS, CONTEXTS, st.floats(0, 1))
def test_silence_never_asks_for_less_than_an_honest_doubt(
    name: str, domain: str, risk: Risk, known: Context, share: float
) -> None:
    """Whoever says a number of the review band is asked no more than one who says none."""
    known = known.model_copy(update={"calibrated": None, "guessed": True})
    placed = risk.model_copy(update={"domain": domain})
    terms = terms_of(LAW, name, placed)
    doubt = terms.floor + share * (terms.act - terms.floor)
    silent = action(name=name, risk=placed)
    honest = silent.model_copy(update={"confidence": doubt})
    asked, owed = judge(silent, known, LAW), judge(honest, known, LAW)
    assert asked.route.rank >= owed.route.rank
    assert asked.ask or not owed.ask


@pytest.mark.parametrize("domain", FIELDS_OF_WORK)
def test_silence_is_reviewed_with_the_reason_and_the_number_it_counts_as(domain: str) -> None:
    verdict = judge(harmless(domain), Context(lot=0.999), LAW)
    assert verdict.route is Route.REVIEW
    assert not verdict.ask
    assert "confidence" in codes(verdict)
    assert verdict.thresholds["sureness"] == LAW.confidence.unstated


def test_what_a_person_ordered_lacks_no_confidence() -> None:
    verdict = judge(harmless(), UNCHECKED.model_copy(update={"guessed": False}), LAW)
    assert (verdict.route, codes(verdict)) == (Route.AUTO, ["low_risk"])
    assert verdict.thresholds["sureness"] == 1.0


def test_a_tenth_of_what_nobody_has_checked_is_reviewed() -> None:
    asked = [judge(harmless(confidence=0.99), _drawn(lot), LAW) for lot in range(100)]
    assert [verdict.route for verdict in asked] == [Route.REVIEW] * 10 + [Route.AUTO] * 90
    assert codes(asked[0]) == ["uncalibrated"]
    assert "10%" in asked[0].reasons[0].text


@pytest.mark.parametrize(
    "known",
    [
        UNCHECKED.model_copy(update={"calibrated": 0.99}),
        UNCHECKED.model_copy(update={"source": "practice"}),
    ],
    ids=["checked", "exempt"],
)
def test_who_is_checked_or_exempt_is_not_drawn(known: Context) -> None:
    assert judge(harmless(confidence=0.99), known, LAW).route is Route.AUTO


@pytest.mark.parametrize("spelt", [str.upper, "{}-2".format, " {}".format])
def test_an_exemption_is_for_the_very_name(spelt: Callable[[str], str]) -> None:
    known = UNCHECKED.model_copy(update={"source": spelt("practice")})
    assert codes(judge(harmless(confidence=0.99), known, LAW)) == ["uncalibrated"]


def test_the_demos_own_source_is_the_one_that_is_exempt() -> None:
    assert LAW.calibration.exempt == (PRACTICE,)


def test_a_law_that_names_no_exemption_has_none() -> None:
    bare = enact(SHIPPED.replace('exempt = ["practice"]\n', ""), "bare")
    assert bare.calibration.exempt == ()
    known = UNCHECKED.model_copy(update={"source": ""})
    assert codes(judge(harmless(confidence=0.99), known, bare)) == ["uncalibrated"]


def _drawn(hundredth: int) -> Context:
    return UNCHECKED.model_copy(update={"lot": hundredth / 100})
