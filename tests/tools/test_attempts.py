"""test_attempts: an attempt begins once and ends once, whatever crashes between (invariant 2)."""

from dataclasses import replace

import pytest

from domain.errors import Conflict
from storage import audit, leases
from tests.fakes.intents import agreed, alone, attempts
from tests.fakes.office import Office
from tests.fakes.papers import ROB
from tools.intent import Lease
from tools.journal import Journal


def test_an_attempt_begins_once(office: Office, journal: Journal) -> None:
    intent = alone(office)
    assert journal.start(intent) == ""
    assert journal.start(intent) == "attempt_open"
    assert len(attempts(office)) == 1


@pytest.mark.parametrize("state", ["started", "done", "unknown"])
def test_a_new_attempt_needs_the_last_one_failed(
    office: Office, journal: Journal, state: str
) -> None:
    intent = alone(office)
    journal.start(intent)
    if state != "started":
        journal.settle(intent.attempt_key, "started", state, "")
    assert journal.start(replace(intent, attempt=2)) == "attempt_open"


def test_a_failed_attempt_is_followed_by_the_next_number_only(
    office: Office, journal: Journal
) -> None:
    intent = alone(office)
    assert journal.start(replace(intent, attempt=2)) == "not_authorised"
    journal.start(intent)
    journal.settle(intent.attempt_key, "started", "failed", "no")
    assert journal.start(replace(intent, attempt=3)) == "attempt_open"
    assert journal.start(replace(intent, attempt=2)) == ""


def test_without_guards_the_rows_themselves_start_a_decision_once(office: Office) -> None:
    unguarded = Journal(office.storage, office.clock, guards=())
    intent = agreed(office, ROB)
    assert unguarded.start(intent) == ""
    for again in (intent, replace(intent, attempt=2), replace(intent, call_id="call-2")):
        with pytest.raises(Conflict) as refused:
            unguarded.start(again)
        assert refused.value.code == "already_started"
    assert len(attempts(office)) == 1


def test_an_attempt_is_settled_once_from_where_it_stood(office: Office, journal: Journal) -> None:
    intent = alone(office)
    journal.start(intent)
    key = intent.attempt_key
    assert not journal.settle(key, "unknown", "done", "early")
    assert journal.settle(key, "started", "unknown", "silence")
    assert not journal.settle(key, "started", "done", "again")
    assert journal.settle(key, "unknown", "done", "late")
    assert not journal.settle(key, "unknown", "failed", "later")
    assert attempts(office)[0]["result"] == "late"
    with office.storage.view() as unit:
        events = [row["event"] for row in audit.read(unit, "thread:t-1")]
    assert events == ["effect.started", "effect.unknown", "effect.done"]


def test_a_late_ending_is_kept_although_the_lease_is_gone(office: Office, journal: Journal) -> None:
    intent = alone(office)
    journal.start(intent)
    office.clock.step(days=1)
    with office.storage.unit("lease") as unit:
        leases.take(unit, "t-1", "b/2", office.clock.milliseconds, office.clock.milliseconds + 1)
    assert journal.settle(intent.attempt_key, "started", "done", "late")


def test_taking_over_needs_the_lease_and_an_unfinished_call(
    office: Office, journal: Journal
) -> None:
    intent = alone(office)
    journal.start(intent)
    office.clock.step(seconds=5)
    with pytest.raises(Conflict):
        journal.take_over(replace(intent, lease=Lease("t-1", 0)))
    assert journal.take_over(intent) == ""
    assert attempts(office)[0]["call_deadline"] == office.clock.milliseconds + 2000
    journal.settle(intent.attempt_key, "started", "done", "")
    assert journal.take_over(intent) == "ended"


def test_the_key_is_the_same_after_a_crash_and_another_for_anything_else(office: Office) -> None:
    intent = alone(office)
    assert replace(intent, lease=Lease("t-1", 7), request_id="req").key == intent.key
    others = [
        replace(intent, attempt=2),
        replace(intent, call_id="call-2"),
        replace(intent, lease=Lease("t-2", 1)),
        replace(intent, arguments={"text": "other"}),
    ]
    assert len({intent.key, *(other.key for other in others)}) == 5
