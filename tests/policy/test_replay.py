"""test_replay: the same law flips nothing; another one is told in what it differs, and what not."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.action import Action
from domain.law import Settled
from domain.risk import Risk
from domain.verdict import Route
from policy.context import Context, Use
from policy.gate import judge
from policy.replay import Recorded, replay
from policy.rules import Law, enact
from tests.fakes.papers import LAW, LAW_TEXT, action, law
from tests.policy.drawn import CONTEXTS, actions, laws

PRICED = Risk.model_validate(
    {"external": False, "reversibility": "effort", "cost": {"argument": "amount_minor"}}
)
READ = Risk.model_validate({"read_only": True})


def recorded(
    given: Action | None = None,
    known: Context | None = None,
    under: Law = LAW,
    settled: Settled = Settled.NOTHING,
    **changed: object,
) -> Recorded:
    """An action as `under` judged it on its day."""
    given, known = given or action(confidence=0.8), known or Context()
    values: dict[str, object] = {
        "verdict_id": "ver_1",
        "thread_id": "t-1",
        "request_id": "",
        "at": datetime(2026, 1, 1, tzinfo=UTC),
        "action": given,
        "context": known,
        "route": judge(given, known, under).route,
        "settled": settled,
        "went_badly": False,
    }
    return Recorded(**(values | changed))  # type: ignore[arg-type]


def of_day(known: Context, under: Law) -> Context:
    """The facts as the house would have written them down: with the limits of that law."""
    limits = {
        "thread": under.limits.thread_minor,
        "requester": under.limits.requester_day_minor,
        "recipient": under.limits.recipient_day_minor,
        "house": under.limits.house_day_minor,
    }
    uses = tuple(
        use.model_copy(update={"limit_minor": limits.get(use.scope, use.limit_minor)})
        for use in known.uses
        if limits.get(use.scope, 1)
    )
    return known.model_copy(update={"uses": uses})


@given(st.lists(st.tuples(actions(), CONTEXTS), max_size=4), laws())
def test_the_very_same_law_flips_nothing(
    proposed: list[tuple[Action, Context]], under: Law
) -> None:
    given = [recorded(each, of_day(known, under), under) for each, known in proposed]
    found = replay(given, under, 0, [under])
    assert (found.flipped, found.saved, found.added) == (0, 0, 0)
    assert found.asked_before == found.asked_after
    assert found.unknown == ()
    assert found.replayed == len(proposed)


def test_a_lower_threshold_lets_go_and_says_what_people_had_stopped() -> None:
    def priced(settled: Settled, amount: int) -> Recorded:
        given = action({"amount_minor": amount}, risk=PRICED, confidence=0.8)
        return recorded(given, settled=settled)

    given = [
        priced(Settled.APPROVED, 1_000),
        priced(Settled.REJECTED, 2_000),
        priced(Settled.EDITED, 3_000),
        priced(Settled.APPROVED, 4_000),
        priced(Settled.NOTHING, 5_000),
    ]
    found = replay(given, law(act="0.7"), 3, [LAW])
    assert (found.saved, found.added, found.left_out) == (5, 0, 3)
    assert (found.asked_before, found.asked_after) == (5, 0)
    assert [(flip.before, flip.after) for flip in found.flips] == [(Route.REVIEW, Route.AUTO)] * 5
    release = found.release
    assert (release.count, release.decided, release.wrong, release.share) == (5, 4, 2, 0.5)
    assert 0.14 < release.low < 0.16
    assert 0.84 < release.high < 0.86
    (stake,) = release.stakes
    assert (stake.at_stake_minor, stake.wrong_minor, stake.expected_minor) == (15_000, 5_000, 7_500)
    assert stake.low_minor < stake.expected_minor < stake.high_minor


def test_dear_actions_that_go_wrong_more_often_weigh_by_their_own_share() -> None:
    def priced(settled: Settled, amount: int) -> Recorded:
        given = action({"amount_minor": amount}, risk=PRICED, confidence=0.8)
        return recorded(given, settled=settled)

    cheap = [priced(Settled.APPROVED, 100)] * 300
    dear = [priced(Settled.REJECTED, 9_000)] * 20 + [priced(Settled.APPROVED, 9_000)] * 20
    (stake,) = replay([*cheap, *dear], law(act="0.7"), 0, [LAW]).release.stakes
    assert (stake.at_stake_minor, stake.wrong_minor) == (390_000, 180_000)
    assert stake.expected_minor == 180_000  # by one share of all it would be 22,941
    assert 120_000 < stake.low_minor < 130_000
    assert 230_000 < stake.high_minor < 240_000


def test_a_band_of_which_little_was_decided_is_weighed_with_the_next_cheaper() -> None:
    def priced(settled: Settled, amount: int) -> Recorded:
        given = action({"amount_minor": amount}, risk=PRICED, confidence=0.8)
        return recorded(given, settled=settled)

    dear = [priced(Settled.REJECTED, 9_000)] * 10
    cheap = [priced(Settled.APPROVED, 500)] * 30
    few = [priced(Settled.REJECTED, 5)] * 10
    (stake,) = replay([*few, *cheap, *dear], law(act="0.7"), 0, [LAW]).release.stakes
    assert stake.expected_minor == round((90_000 + 15_000 + 50) * 20 / 50)


def test_with_nothing_decided_the_loss_is_anything_between_nothing_and_all() -> None:
    given = action({"amount_minor": 900}, risk=PRICED, confidence=0.8)
    release = replay([recorded(given)], law(act="0.7"), 0, [LAW]).release
    assert (release.share, release.low, release.high) == (None, 0.0, 1.0)
    assert (release.stakes[0].low_minor, release.stakes[0].high_minor) == (0, 900)


def test_a_stricter_law_adds_reviews_and_catches_what_went_badly() -> None:
    good = recorded(action(confidence=0.9))
    bad = recorded(action(confidence=0.9), went_badly=True)
    found = replay([good, bad], law(act="0.95"), 0, [LAW])
    assert (found.added, found.saved, found.caught) == (2, 0, 1)
    assert found.signatures_after == 2


def test_a_refusal_is_no_review() -> None:
    given = recorded(action(confidence=0.3))
    found = replay([given], law(below_floor='"refuse"'), 0, [LAW])
    assert (found.refused_before, found.refused_after) == (0, 1)
    assert (found.saved, found.release.count) == (1, 0)


def test_reads_are_replayed_and_stand_in_no_share() -> None:
    found = replay([recorded(action(risk=READ)), recorded()], LAW, 0, [LAW])
    assert (found.replayed, found.acting) == (2, 1)


def test_limits_are_the_candidates_and_what_was_used_is_the_days() -> None:
    given = action({"amount_minor": 100}, risk=PRICED, confidence=0.9)
    used = Context(uses=(Use(scope="thread", used_minor=40_000, limit_minor=50_000),))
    went = recorded(given, used)
    assert went.route is Route.AUTO
    assert replay([went], law(thread_minor="40000"), 0, [LAW]).added == 1
    full = Context(uses=(Use(scope="thread", used_minor=50_000, limit_minor=50_000),))
    assert replay([recorded(given, full)], law(thread_minor="0"), 0, [LAW]).saved == 1


@pytest.mark.parametrize(
    ("day", "candidate", "said"),
    [
        ({"house_day_minor": "0"}, {}, "limit house"),
        ({"hostile": '"auto"'}, {}, "sounded"),
        ({"new_recipient": '"auto"'}, {}, "recipient was new"),
        ({}, {"decisions": "5"}, "earned"),
    ],
)
def test_what_nobody_wrote_down_is_said_and_never_guessed(
    day: dict[str, str], candidate: dict[str, str], said: str
) -> None:
    (sentence,) = replay([], law(**candidate), 0, [law(**day)]).unknown
    assert said in sentence


def test_a_tool_trusted_since_is_said() -> None:
    trusting = re.sub(r"trusted_tools = \[[^]]*\]", 'trusted_tools = ["look"]', LAW_TEXT)
    (sentence,) = replay([], enact(trusting, "x"), 0, [LAW]).unknown
    assert "trusted" in sentence


def test_an_edit_asks_for_no_less_than_the_paper_whose_place_it_took() -> None:
    edited = recorded(action(confidence=0.9), route=Route.LEAD, least=Route.LEAD)
    assert replay([edited], LAW, 0, [LAW]).flipped == 0
    assert replay([recorded(action(confidence=0.9), route=Route.LEAD)], LAW, 0, [LAW]).flipped == 1


def test_a_brief_without_a_budget_left_is_replayed_as_it_was() -> None:
    given = action({"amount_minor": 100}, risk=PRICED, confidence=0.9)
    spent = Context(uses=(Use(scope="brief", used_minor=0, limit_minor=0),))
    went = recorded(given, spent)
    assert went.route is Route.LEAD
    assert replay([went], LAW, 0, [LAW]).flipped == 0


def test_each_can_be_judged_by_the_law_of_its_own_day() -> None:
    old = law(act="0.5", floor="0.4")
    given = [recorded(under=old), recorded(verdict_id="ver_2")]
    assert replay(given, LAW, 0, ()).flipped == 1
    assert replay(given, LAW, 0, (), {"ver_1": old}).flipped == 0
