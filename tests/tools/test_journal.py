"""test_journal: each guard stops an effect by itself (invariants 1 and 3).

Every test starts from an intent that all guards let through and breaks exactly one thing.
"""

from typing import Any

import pytest

from domain.errors import Conflict
from domain.request import RequestKind, RequestState
from domain.verdict import Route
from storage import requests, switches
from tests.fakes.intents import agreed, alone, attempts, machine
from tests.fakes.office import Office
from tests.fakes.papers import LEA, RIA, ROB
from tools.intent import Lease
from tools.journal import Journal


def test_an_auto_verdict_starts_an_effect(office: Office, journal: Journal) -> None:
    assert journal.start(alone(office)) == ""
    (row,) = attempts(office)
    assert (row["state"], row["request_id"], row["attempt"]) == ("started", None, 1)
    assert row["call_deadline"] - row["started_at"] == 2000


def test_a_decided_request_starts_an_effect_and_is_used_up(
    office: Office, journal: Journal
) -> None:
    intent = agreed(office, ROB)
    assert journal.start(intent) == ""
    assert intent.request_id is not None
    assert office.row(intent.request_id)["state"] == "applied"


def test_the_lease_guard_stops_a_stale_epoch(office: Office, journal: Journal) -> None:
    with pytest.raises(Conflict) as refused:
        journal.start(alone(office, lease=Lease("t-1", 0)))
    assert refused.value.code == "lease_lost"
    assert attempts(office) == []


def test_the_kill_switch_stops_everything(office: Office, journal: Journal) -> None:
    intent = agreed(office, ROB)
    with office.storage.unit("halt") as unit:
        switches.throw(unit, switches.HALT, True)
    assert journal.start(intent) == "halted"
    assert journal.start(alone(office)) == "halted"


@pytest.mark.parametrize("route", [Route.REVIEW, Route.LEAD, Route.TWO, Route.REFUSE])
def test_no_verdict_but_auto_is_enough_alone(
    office: Office, journal: Journal, route: Route
) -> None:
    assert journal.start(alone(office, route)) == "not_authorised"


def test_a_request_that_does_not_exist_authorises_nothing(office: Office, journal: Journal) -> None:
    assert journal.start(alone(office, request_id="req_forged")) == "not_authorised"


def test_a_request_about_another_call_authorises_nothing(office: Office, journal: Journal) -> None:
    assert journal.start(agreed(office, ROB, call_id="call-2")) == "foreign_request"


def test_a_request_that_is_still_open_authorises_nothing(office: Office, journal: Journal) -> None:
    assert journal.start(agreed(office)) == "not_decided"


@pytest.mark.parametrize(
    "state", [RequestState.EXPIRED, RequestState.WITHDRAWN, RequestState.SUPERSEDED]
)
def test_a_request_that_was_closed_authorises_nothing(
    office: Office, journal: Journal, state: RequestState
) -> None:
    intent = agreed(office)
    assert intent.request_id is not None
    with office.storage.unit("close") as unit:
        requests.move(unit, office.row(intent.request_id), state)
    assert journal.start(intent) == "not_decided"


@pytest.mark.parametrize("said", [{"type_": "reject"}, {"type_": "respond", "message": "hi"}])
def test_a_decision_against_it_authorises_nothing(
    office: Office, journal: Journal, said: dict[str, Any]
) -> None:
    assert journal.start(agreed(office, ROB, said=said)) == "not_authorised"


@pytest.mark.parametrize("content", [{"happened": True}, {"happened": False}])
def test_an_answer_that_asks_for_no_new_try_authorises_none(
    office: Office, journal: Journal, content: dict[str, bool]
) -> None:
    said = {"type_": "answer", "content": content}
    intent = agreed(office, ROB, kind=RequestKind.OUTCOME, said=said)
    assert journal.start(intent) == "not_authorised"


def test_a_decision_starts_nothing_before_it_is_in_force_or_after_it_lapsed(
    office: Office, journal: Journal
) -> None:
    intent = agreed(office, ROB)
    office.clock.step(seconds=-1)
    assert journal.start(intent) == "not_yet"
    office.clock.step(seconds=901)
    assert journal.start(intent) == "lapsed"
    office.clock.step(seconds=-0.001)
    assert journal.start(intent) == ""


def test_other_arguments_than_were_shown_do_not_run(office: Office, journal: Journal) -> None:
    other = {"text": "something else"}
    assert journal.start(agreed(office, ROB, arguments=other)) == "other_arguments"
    assert journal.start(alone(office, arguments=other)) == "other_arguments"


def test_a_tool_that_changed_since_it_was_shown_does_not_run(
    office: Office, journal: Journal
) -> None:
    changed = machine("Keep a note and tell everybody.")
    assert journal.start(agreed(office, ROB, tool=changed)) == "tool_changed"
    assert journal.start(alone(office, tool=changed)) == "tool_changed"


def test_fewer_signatures_than_the_route_asks_for_do_not_suffice(
    office: Office, journal: Journal
) -> None:
    intent = agreed(office, ROB, route=Route.TWO)
    assert intent.request_id is not None
    row = office.row(intent.request_id)
    settled = {name: row[name] for name in ("digest", "arguments")}
    with office.storage.unit("forge") as unit:
        requests.move(
            unit,
            row,
            RequestState.DECIDED,
            decision_type="approve",
            decided_by="rob",
            decided_at=row["opened_at"],
            effective_at=row["opened_at"],
            valid_until=row["decide_by"],
            decided_arguments=settled["arguments"],
            decided_digest=settled["digest"],
        )
    assert journal.start(intent) == "quorum_missing"


def test_two_signatures_suffice_where_two_are_asked(office: Office, journal: Journal) -> None:
    assert journal.start(agreed(office, ROB, RIA, route=Route.TWO)) == ""


def test_a_lead_alone_suffices_where_a_lead_is_asked(office: Office, journal: Journal) -> None:
    assert journal.start(agreed(office, LEA, route=Route.LEAD)) == ""
