"""What rests on a plan begins within it only, however many reach for the same step at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from langchain_core.tools import StructuredTool
from sqlalchemy import update

from domain.plan import Plan
from graph.house import House
from storage import envelopes, threads, verdicts
from storage.rows import packed, unpacked
from storage.schema_law import ENVELOPES
from tests.fakes.houses import decide, say
from tests.fakes.intents import alone
from tests.fakes.model import script
from tests.fakes.office import Office
from tests.fakes.papers import action
from tests.fakes.plans import propose, step, story, unsure
from tools.catalogue import tool_of
from tools.intent import Attempt, Intent, Lease
from tools.journal import Journal

MINUTE = 60_000


def spend(amount_minor: int) -> str:
    """Spend some money."""
    return str(amount_minor)


RISK = {"external": False, "reversibility": "effort", "cost": {"argument": "amount_minor"}}
TOOL = tool_of(StructuredTool.from_function(spend, metadata={"risk": RISK}))


@pytest.fixture
def counting(office: Office, journal: Journal) -> Office:
    """An office with the envelope `env-1`: twice at most 40, together at most 60, for a minute."""
    bounds = {"amount_minor": {"at_most": 40}}
    steps = [step("spend", 2, **bounds) | {"fingerprint": TOOL.fingerprint}]
    plan = Plan.model_validate({"goal": "g", "steps": steps, "budget_minor": 60})
    now = office.clock.milliseconds
    with office.storage.unit("envelope") as unit:
        columns = {"call_id": "call-0", "by": "rob", "at": now, "valid_until": now + MINUTE}
        envelopes.open_once(unit, plan, id="env-1", thread_id="t-1", currency="EUR", **columns)
    return office


def covered(office: Office, call_id: str, amount: int = 20, envelope: str = "env-1") -> Intent:
    """An intent whose verdict says that the envelope covers it."""
    given = action({"amount_minor": amount}, name="spend", call_id=call_id, risk=TOOL.risk)
    honest = alone(office)
    inputs = packed({"context": {"covered_by": envelope}})
    row = honest.verdict | {
        "inputs": inputs,
        "digest": given.digest,
        "fingerprint": TOOL.fingerprint,
    }
    return replace(honest, call_id=call_id, tool=TOOL, arguments=dict(given.arguments), verdict=row)


def usage(office: Office) -> tuple[list[int], int]:
    with office.storage.view() as unit:
        return envelopes.usage(unit, "env-1", 1)


def test_what_begins_is_counted_and_the_last_time_is_the_last(
    counting: Office, journal: Journal
) -> None:
    assert journal.start(covered(counting, "call-1")) == ""
    assert journal.start(covered(counting, "call-2", 0)) == ""
    assert usage(counting) == ([2], 20)
    assert journal.start(covered(counting, "call-3", 0)) == "plan_over"


def test_the_budget_is_not_passed(counting: Office, journal: Journal) -> None:
    assert journal.start(covered(counting, "call-1", 40)) == ""
    assert journal.start(covered(counting, "call-2", 21)) == "plan_over"
    assert journal.start(covered(counting, "call-2", 20)) == ""


def test_what_is_known_to_have_failed_is_given_back(counting: Office, journal: Journal) -> None:
    for state, counts in (("unknown", [1]), ("failed", [0])):
        assert journal.start(covered(counting, f"call-{state}")) == ""
        journal.settle(Attempt("t-1", f"call-{state}", 1), "started", state, "")
        assert usage(counting)[0] == counts
        journal.settle(Attempt("t-1", f"call-{state}", 1), "unknown", "failed", "")
        assert usage(counting) == ([0], 0)


@pytest.mark.parametrize(
    "changed",
    [
        {"amount": 41},
        {"envelope": "env-none"},
        {"amount": -1},
    ],
    ids=str,
)
def test_outside_the_plan_nothing_begins(
    counting: Office, journal: Journal, changed: dict[str, Any]
) -> None:
    assert journal.start(covered(counting, "call-1", **changed)) == "plan_over"


def test_nothing_begins_once_the_time_is_over(counting: Office, journal: Journal) -> None:
    counting.clock.step(seconds=60)
    assert journal.start(covered(counting, "call-1")) == "plan_over"


def test_another_thread_s_plan_covers_nothing(counting: Office, journal: Journal) -> None:
    with counting.storage.unit("thread") as unit:
        threads.create(unit, "t-2", "ann", "another", 0)
        unit.change(update(ENVELOPES).values(thread_id="t-2"))
    assert journal.start(covered(counting, "call-1")) == "plan_over"


def test_a_tool_that_changed_is_not_the_one_in_the_plan(counting: Office, journal: Journal) -> None:
    honest = covered(counting, "call-1")
    other = replace(TOOL, fingerprint="0" * 64)
    row = honest.verdict | {"fingerprint": other.fingerprint}
    assert journal.start(replace(honest, tool=other, verdict=row)) == "plan_over"


def test_of_many_at_once_no_more_begin_than_the_step_allows(still_house: House) -> None:
    plan = propose(step("note", 3, text={"anything": True}))
    say(still_house, story(plan))
    decide(still_house, {"type": "approve"})
    still_house.halt(True, by="admin-1")
    say(still_house, script([unsure("note", text=str(number)) for number in range(12)]))
    still_house.halt(False, by="admin-1")
    intents = [_intent(still_house, f"call_2_1_{number}") for number in range(1, 13)]
    with ThreadPoolExecutor(12) as pool:
        refusals = list(pool.map(still_house.rooms.journal.start, intents))
    assert sorted(refusals) == [""] * 3 + ["plan_over"] * 9
    (standing,) = still_house.threads.read("t-1").approved
    assert standing.used == (3,)


def _intent(house: House, call_id: str) -> Intent:
    with house.rooms.storage.view() as unit:
        verdict = verdicts.latest(unit, "t-1", call_id)
    assert verdict is not None
    tool = house.rooms.catalogue.find("note")
    assert tool is not None
    with house.rooms.storage.engine.connect() as connection:
        epoch = connection.exec_driver_sql("select lease_epoch from threads").scalar_one()
    return Intent(
        lease=Lease("t-1", int(epoch)),
        call_id=call_id,
        attempt=1,
        tool=tool,
        arguments=unpacked(verdict["arguments"]),
        verdict=verdict,
        request_id=None,
        law=house.rooms.law,
    )
