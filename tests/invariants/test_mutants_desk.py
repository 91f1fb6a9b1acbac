"""The desk's rules, the lease and the pruning are taken out one by one; each time something breaks.

Every test is played twice: with the rule nothing happens, without it the attack succeeds.
"""

from collections.abc import Callable
from typing import Any

import pytest

from desk import answers, eligibility
from domain.errors import CountersignError
from graph.house import House
from storage import checkpoints, leases, requests
from storage.checkpoints import EPOCH_KEY
from storage.schema import CHECKPOINTS
from storage.unit import Unit
from tests.fakes.clock import StillClock
from tests.fakes.houses import advance, say
from tests.fakes.model import script
from tests.fakes.world import happened

PAY = script([("pay", {"to": "ann", "amount_minor": 500})])
APPROVE = {"type": "approve"}


def nothing(*arguments: Any, **named: Any) -> None:
    """What stands where a rule stood."""


def own_request(house: House, clock: StillClock) -> bool:
    house.people.add("both", roles=["requester", "reviewer"])
    house.threads.send("t-own", PAY, by="both")
    advance(house, "t-own")
    return _decides(house, "both", "t-own")


def too_late(house: House, clock: StillClock) -> bool:
    say(house, PAY)
    clock.step(hours=5)
    return _decides(house, "reviewer-1", "t-1")


def second_decision(house: House, clock: StillClock) -> bool:
    say(house, PAY)
    (request,) = house.desk.open_requests()
    house.desk.decide(request.id, {"type": "reject"}, by="reviewer-1")
    try:
        house.desk.decide(request.id, APPROVE, by="reviewer-2")
    except CountersignError:
        return False
    return True


def edit_to_another_tool(house: House, clock: StillClock) -> bool:
    say(house, PAY)
    (request,) = house.desk.open_requests()
    arguments = request.action.arguments
    edit = {"type": "edit", "edited_action": {"name": "post", "args": arguments}}
    try:
        house.desk.decide(request.id, edit, by="reviewer-1")
    except CountersignError:
        return False
    return True


def write_with_a_spent_lease(house: House, clock: StillClock) -> bool:
    say(house, PAY)
    config: dict[str, Any] = {"configurable": {"thread_id": "t-1", EPOCH_KEY: 0}}
    before = _checkpoints(house)
    try:
        house.graph.update_state(config, {"step": 99}, as_node="plan")  # type: ignore[arg-type]
    except CountersignError:
        return False
    return _checkpoints(house) != before


def keep_every_checkpoint(house: House, clock: StillClock) -> bool:
    for _ in range(4):
        say(house, script([("look", {"what": "x"})]))
    return len(_checkpoints(house)) > 1


Attack = Callable[[House, StillClock], bool]
RULES: dict[str, tuple[Any, str, Attack]] = {
    "nobody signs their own": (eligibility, "require_standing", own_request),
    "nobody decides after the deadline": (eligibility, "require_open", too_late),
    "nobody decides twice": (eligibility, "require_open", second_decision),
    "an edit keeps the tool": (answers, "require_fitting", edit_to_another_tool),
    "only the newest lease writes": (leases, "require", write_with_a_spent_lease),
    "a new turn prunes the one before": (checkpoints, "prune", keep_every_checkpoint),
}


@pytest.mark.parametrize("rule", RULES)
def test_with_the_rule_the_attack_fails(still_house: House, clock: StillClock, rule: str) -> None:
    _, _, attack = RULES[rule]
    assert not attack(still_house, clock)


@pytest.mark.parametrize("rule", RULES)
def test_without_the_rule_the_attack_succeeds(
    still_house: House, clock: StillClock, rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, name, attack = RULES[rule]
    monkeypatch.setattr(module, name, nothing)
    assert attack(still_house, clock)


def test_without_the_conditional_update_a_decision_would_be_made_twice(
    still_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(still_house, PAY)
    (request,) = still_house.desk.open_requests()
    with still_house.rooms.storage.view() as unit:
        stale = requests.find(unit, request.id)
    assert stale is not None
    still_house.desk.decide(request.id, {"type": "reject"}, by="reviewer-1")

    def forgetful(unit: Unit, request_id: str) -> Any:
        return stale

    monkeypatch.setattr(requests, "find", forgetful)
    with pytest.raises(CountersignError):
        still_house.desk.decide(request.id, APPROVE, by="reviewer-2")
    assert happened() == []


def _decides(house: House, person: str, thread_id: str) -> bool:
    (request,) = house.desk.open_requests()
    assert request.thread_id == thread_id
    try:
        house.desk.decide(request.id, APPROVE, by=person)
    except CountersignError:
        return False
    return True


def _checkpoints(house: House) -> list[str]:
    with house.rooms.storage.engine.connect() as connection:
        return [row.checkpoint_id for row in connection.execute(CHECKPOINTS.select())]
