"""test_records: the newest decisions about one version of one tool, found without a scan."""

import pytest

from desk import decisions
from domain.request import RequestKind
from domain.verdict import Route
from storage import records, requests
from tests.fakes.clock import StillClock
from tests.fakes.office import Office
from tests.fakes.papers import ROB, action

FINGERPRINT = "f" * 64


def decide(office: Office, clock: StillClock, number: int, type_: str, **changed: str) -> None:
    """File a request about the tool `note`, or another, and answer it a second later."""
    proposed = action({"text": str(number)}, call_id=f"call-{number}", **changed)
    request_id = office.file(Route.REVIEW, RequestKind.APPROVAL, proposed)
    clock.step(seconds=1)
    if type_:
        office.sign(request_id, ROB, type_, message="so")


def found(office: Office, limit: int = 10, name: str = "note") -> list[bool]:
    with office.storage.view() as unit:
        return records.agreements(unit, name, FINGERPRINT, limit)


def test_the_newest_come_first_and_no_more_than_asked_for(
    office: Office, clock: StillClock
) -> None:
    for number, type_ in enumerate(("reject", "respond", "approve")):
        decide(office, clock, number, type_)
    assert found(office) == [True, False, False]
    assert found(office, limit=2) == [True, False]


def test_only_what_was_decided_about_this_version_counts(office: Office, clock: StillClock) -> None:
    decide(office, clock, 1, "")
    decide(office, clock, 2, "approve", name="pay")
    decide(office, clock, 3, "approve", fingerprint="e" * 64)
    assert found(office) == []
    assert found(office, name="pay") == [True]


def test_a_decision_taken_back_does_not_count(office: Office, clock: StillClock) -> None:
    decide(office, clock, 1, "approve")
    with office.storage.unit("undo") as unit:
        (row,) = requests.of_thread(unit, "t-1")
        decisions.revoke(unit, clock, row, ROB)
    assert found(office) == []


@pytest.mark.parametrize("kind", ["approval", "recheck"])
def test_looking_before_and_afterwards_both_count(
    office: Office, clock: StillClock, kind: str
) -> None:
    request_id = office.file(Route.REVIEW, RequestKind(kind), action())
    office.sign(request_id, ROB, "reject", message="wrong")
    assert found(office) == [False]


def test_it_is_found_by_its_index(office: Office) -> None:
    text, _ = office.storage.statements.compiled(records._DECIDED, False)
    values = {"name": "note", "fingerprint": FINGERPRINT, "limit": 5}
    with office.storage.view() as unit:
        _, constants = office.storage.statements.compiled(records._DECIDED, False)
        plan = unit._connection.execute(f"EXPLAIN QUERY PLAN {text}", {**constants, **values})
        steps = [str(row[3]) for row in plan.fetchall()]
    assert len(steps) == 1
    assert "ix_requests_record (name=? AND fingerprint=? AND decided_at>?)" in steps[0]
