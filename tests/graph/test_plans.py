"""A plan is approved once, and covers what lies within it and nothing else (D3, D10)."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from domain.errors import Conflict, CountersignError, Forbidden, Invalid, Missing
from domain.plan import ApprovedPlan
from domain.request import RequestKind
from domain.thread import ThreadStatus
from graph.house import House
from nodes.granting import AGREED
from storage import verdicts
from storage.schema_law import RESERVATIONS
from tests.fakes.clock import StillClock
from tests.fakes.houses import advance, asked, decide, heard, say
from tests.fakes.model import script
from tests.fakes.plans import propose, step, story, unsure
from tests.fakes.world import happened
from tools.catalogue import Catalogue, Tool

TWICE = propose(step("note", times=2, text={"one_of": ["a", "b"]}))
APPROVE: dict[str, Any] = {"type": "approve"}


def approved(house: House) -> ApprovedPlan:
    """The one plan of the thread."""
    (plan,) = house.threads.read("t-1").approved
    return plan


def reasons(house: House, call_id: str) -> list[str]:
    """The codes of a call's newest verdict."""
    with house.rooms.storage.view() as unit:
        row = verdicts.latest(unit, "t-1", call_id)
    assert row is not None
    return [reason.code for reason in verdicts.verdict_of(row).reasons]


def test_a_plan_waits_for_a_person_as_a_plan(still_house: House) -> None:
    say(still_house, story(TWICE, unsure("note", text="a")))
    request = asked(still_house)
    assert request.kind is RequestKind.PLAN
    assert request.summary == "Plan · 1 step · Keep two notes"
    assert [reason.code for reason in request.reasons] == ["grants"]
    assert still_house.threads.read("t-1").approved == ()
    assert happened() == []


def test_what_lies_within_an_approved_plan_asks_nobody_again(still_house: House) -> None:
    say(still_house, story(TWICE, unsure("note", text="a"), unsure("note", text="b")))
    decide(still_house, APPROVE)
    assert happened() == ["note a", "note b"]
    assert still_house.desk.open_requests() == []
    assert reasons(still_house, "call_1_2_1") == ["in_plan"]
    assert heard(still_house)[0].startswith(AGREED)
    plan = approved(still_house)
    assert (plan.used, plan.by) == ((2,), "reviewer-1")
    assert still_house.threads.read("t-1").status is ThreadStatus.IDLE


@pytest.mark.parametrize(
    ("call", "why"),
    [
        (unsure("note", text="c"), "another value"),
        (unsure("refuse", reason="a"), "another tool"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_what_lies_outside_is_asked_as_ever(still_house: House, call: Any, why: str) -> None:
    say(still_house, story(TWICE, call))
    decide(still_house, APPROVE)
    assert asked(still_house).kind is RequestKind.APPROVAL, why
    assert happened() == []


def test_a_step_that_is_used_up_covers_no_more(still_house: House) -> None:
    once = propose(step("note", text={"anything": True}))
    say(still_house, story(once, unsure("note", text="a"), unsure("note", text="b")))
    decide(still_house, APPROVE)
    assert happened() == ["note a"]
    assert asked(still_house).action.arguments == {"text": "b"}


def test_of_two_calls_at_once_a_step_for_one_covers_one(still_house: House) -> None:
    once = propose(step("note", text={"anything": True}))
    say(still_house, script([once], [unsure("note", text="a"), unsure("note", text="b")]))
    decide(still_house, APPROVE)
    assert len(happened()) == 1
    assert approved(still_house).used == (1,)
    assert asked(still_house).kind is RequestKind.APPROVAL


def test_a_call_that_failed_is_given_back(still_house: House) -> None:
    plan = propose(step("refuse", reason="it", times=1))
    say(still_house, story(plan, unsure("refuse", reason="it")))
    decide(still_house, APPROVE)
    assert heard(still_house)[1].startswith("It failed")
    assert approved(still_house).used == (0,)


def test_a_guardrail_stands_within_a_plan(still_house: House) -> None:
    plan = propose(step("pay", to="ann", amount_minor={"at_most": 900}), budget_minor=900)
    say(still_house, story(plan, unsure("pay", to="ann", amount_minor=500)))
    decide(still_house, APPROVE)
    request = asked(still_house)
    assert request.action.name == "pay"
    codes = [reason.code for reason in request.reasons]
    assert "irreversible" in codes
    assert "matrix" not in codes
    decide(still_house, APPROVE)
    plan_now = approved(still_house)
    assert (plan_now.used, plan_now.spent_minor) == ((1,), 500)


def test_what_the_budget_does_not_bear_goes_to_a_lead(still_house: House) -> None:
    plan = propose(step("pay", 2, to={"anything": True}, amount_minor={"at_most": 900}))
    say(still_house, story((plan[0], plan[1] | {"budget_minor": 600}), _pay(500), _pay(200)))
    decide(still_house, APPROVE)
    decide(still_house, APPROVE)
    request = asked(still_house)
    assert request.action.arguments["amount_minor"] == 200
    assert request.route.value == "lead"
    assert "limit_envelope" in [reason.code for reason in request.reasons]


def _pay(amount: int) -> Any:
    return "pay", {"to": "ann", "amount_minor": amount}


def test_a_plan_ends_with_its_time(still_house: House, clock: StillClock) -> None:
    brief = (TWICE[0], TWICE[1] | {"valid_minutes": 10})
    say(still_house, story(brief))
    decide(still_house, APPROVE)
    assert (approved(still_house).valid_until - approved(still_house).at).seconds == 600
    clock.step(minutes=11)
    say(still_house, script([unsure("note", text="a")]))
    assert asked(still_house).kind is RequestKind.APPROVAL


def test_the_law_bounds_how_long_a_plan_holds(still_house: House) -> None:
    say(still_house, story((TWICE[0], TWICE[1] | {"valid_minutes": 10_000})))
    assert asked(still_house).action.arguments["valid_minutes"] == 240
    decide(still_house, APPROVE)
    assert (approved(still_house).valid_until - approved(still_house).at).seconds == 14_400


@pytest.mark.parametrize("by", ["requester-1", "reviewer-2", "lead-1"])
def test_its_owner_and_reviewers_close_a_plan(still_house: House, by: str) -> None:
    say(still_house, story(TWICE))
    decide(still_house, APPROVE)
    closed = still_house.plans.close(approved(still_house).id, by=by)
    assert (closed.closed_by, closed.closed_at is not None) == (by, True)
    say(still_house, script([unsure("note", text="a")]))
    assert asked(still_house).kind is RequestKind.APPROVAL
    with pytest.raises(Conflict, match=f"{by} has closed") as late:
        still_house.plans.close(closed.id, by="lead-1")
    assert late.value.code == "plan_closed"


def test_strangers_close_no_plan(still_house: House) -> None:
    say(still_house, story(TWICE))
    decide(still_house, APPROVE)
    for by in ("requester-2", "operator-1"):
        with pytest.raises(Forbidden):
            still_house.plans.close(approved(still_house).id, by=by)
    with pytest.raises(Missing):
        still_house.plans.close("env_none", by="lead-1")
    assert approved(still_house).closed_at is None


def test_a_stop_ends_every_plan(still_house: House) -> None:
    say(still_house, story(TWICE))
    decide(still_house, APPROVE)
    still_house.threads.stop("t-1", by="requester-1")
    assert approved(still_house).closed_by == "requester-1"
    say(still_house, script([unsure("note", text="a")]))
    assert asked(still_house).kind is RequestKind.APPROVAL


def test_a_stop_takes_a_waiting_plan_off_the_desk(still_house: House) -> None:
    say(still_house, story(TWICE, unsure("note", text="a")))
    still_house.threads.stop("t-1", by="requester-1")
    advance(still_house, "t-1")
    assert still_house.desk.open_requests() == []
    assert still_house.threads.read("t-1").approved == ()


def test_a_take_over_ends_every_plan(still_house: House) -> None:
    say(still_house, story(TWICE))
    decide(still_house, APPROVE)
    still_house.takeovers.take("t-1", by="lead-1")
    assert approved(still_house).closed_by == "lead-1"


def test_nobody_approves_the_plan_of_their_own_conversation(still_house: House) -> None:
    still_house.people.add("both-1", roles=["requester", "reviewer"])
    say(still_house, story(TWICE), by="both-1")
    with pytest.raises(Forbidden):
        still_house.desk.decide(asked(still_house).id, APPROVE, by="both-1")


def test_an_edit_drops_a_step_and_what_was_shown_is_what_holds(still_house: House) -> None:
    plan = propose(step("note", text="a"), step("note", text="b"))
    say(still_house, story(plan, unsure("note", text="a"), unsure("note", text="b")))
    shown = asked(still_house).action.arguments
    fewer = shown | {"steps": shown["steps"][1:]}
    decide(still_house, {"type": "edit", "name": "propose_plan", "arguments": fewer})
    assert [each.arguments["text"].exactly for each in approved(still_house).plan.steps] == ["b"]
    assert asked(still_house).action.arguments == {"text": "a"}


def test_an_edit_that_is_no_plan_is_refused_and_changes_nothing(still_house: House) -> None:
    say(still_house, story(TWICE))
    shown = asked(still_house).action.arguments
    for changed in ({"steps": []}, {"steps": [step("nothing")]}, {"budget_minor": -1}):
        edit = {"type": "edit", "name": "propose_plan", "arguments": shown | changed}
        with pytest.raises(Invalid):
            still_house.desk.decide(asked(still_house).id, edit, by="reviewer-1")
    assert asked(still_house).version == 1


def test_an_edit_that_asks_for_more_waits_for_whom_it_asks(still_house: House) -> None:
    say(still_house, story(TWICE))
    shown = asked(still_house).action.arguments | {"budget_minor": 200_000}
    decide(still_house, {"type": "edit", "name": "propose_plan", "arguments": shown})
    request = asked(still_house)
    assert (request.kind, request.route.value) == (RequestKind.PLAN, "lead")
    decide(still_house, APPROVE, by="lead-1")
    assert approved(still_house).plan.budget_minor == 200_000


def test_a_comment_lets_the_agent_propose_another_plan(still_house: House) -> None:
    other = propose(step("note", text="b"))
    say(still_house, script([TWICE], [other], [unsure("note", text="b")]))
    decide(still_house, {"type": "respond", "message": "only b, please"})
    assert "reviewer-1 comments on the plan: only b, please" in heard(still_house)[0]
    assert asked(still_house).kind is RequestKind.PLAN
    decide(still_house, APPROVE)
    assert happened() == ["note b"]


def test_a_comment_has_words(still_house: House) -> None:
    say(still_house, story(TWICE))
    with pytest.raises(CountersignError):
        still_house.desk.decide(asked(still_house).id, {"type": "respond"}, by="reviewer-1")
    assert asked(still_house).version == 1


def test_a_rejected_plan_covers_nothing(still_house: House) -> None:
    say(still_house, story(TWICE, unsure("note", text="a")))
    decide(still_house, {"type": "reject", "message": "no"})
    assert still_house.threads.read("t-1").approved == ()
    assert asked(still_house).kind is RequestKind.APPROVAL


def test_its_requester_withdraws_a_plan(still_house: House) -> None:
    say(still_house, story(TWICE))
    still_house.desk.withdraw(asked(still_house).id, by="requester-1")
    advance(still_house, "t-1")
    assert still_house.threads.read("t-1").approved == ()
    assert still_house.threads.read("t-1").status is ThreadStatus.IDLE


def test_a_lead_is_asked_where_a_reviewer_passes_a_plan_up(still_house: House) -> None:
    say(still_house, story(TWICE))
    passed = still_house.desk.pass_up(asked(still_house).id, by="reviewer-1", note="look")
    assert passed.route.value == "lead"


def test_a_plan_covers_no_other_conversation(still_house: House) -> None:
    say(still_house, story(TWICE))
    decide(still_house, APPROVE)
    say(still_house, script([unsure("note", text="a")]), thread_id="t-2")
    assert asked(still_house).thread_id == "t-2"


def test_a_tool_that_changes_while_its_plan_waits_is_in_no_envelope(
    still_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(still_house, story(TWICE))
    find = Catalogue.find

    def changed(catalogue: Catalogue, name: str) -> Tool | None:
        tool = find(catalogue, name)
        return replace(tool, fingerprint="0" * 64) if tool and name == "note" else tool

    monkeypatch.setattr(Catalogue, "find", changed)
    decide(still_house, APPROVE)
    assert "note has changed since the plan was signed" in heard(still_house)[0]
    assert still_house.threads.read("t-1").approved == ()


def test_a_plan_s_budget_is_spent_by_its_calls_alone(still_house: House) -> None:
    plan = propose(step("pay", to="ann", amount_minor=500), budget_minor=9_000)
    say(still_house, story(plan, _pay(500)))
    decide(still_house, APPROVE)
    decide(still_house, APPROVE)
    with still_house.rooms.storage.view() as unit:
        held = unit.rows(select(RESERVATIONS.c.call_id).distinct())
    assert held == [{"call_id": "call_1_2_1"}]


def test_an_envelope_is_in_the_trail(still_house: House) -> None:
    say(still_house, story(TWICE))
    decide(still_house, APPROVE)
    still_house.plans.close(approved(still_house).id, by="lead-1")
    assert still_house.trail.verify().faults == ()
