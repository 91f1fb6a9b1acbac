"""Roles: every address of the API against every kind of person."""

import pytest

from graph.house import House
from tests.fakes.houses import say
from tests.fakes.model import script
from tests.server.visits import Visits

PAY = script([("pay", {"to": "Bo", "amount_minor": 500})])
EVERYBODY = ["requester-1", "requester-2", "reviewer-1", "lead-1", "operator-1", "admin-1", ""]
OWNER, FOREIGN, REVIEWER, LEAD, OPERATOR, ADMIN = EVERYBODY[:6]
ASKERS = [OWNER, FOREIGN, ADMIN]
JUDGES = [REVIEWER, LEAD]
SEERS = [REVIEWER, LEAD, ADMIN]

Address = tuple[str, str, object, int, list[str]]

# What each address answers to those who may; everybody else hears 403, and nobody at all 401.
ADDRESSES: list[Address] = [
    ("GET", "/me", None, 200, EVERYBODY[:6]),
    ("GET", "/threads", None, 200, EVERYBODY[:6]),
    ("POST", "/threads", {"text": "hello"}, 201, ASKERS),
    ("GET", "/threads/t-1", None, 200, [OWNER, *SEERS]),
    ("POST", "/threads/t-1/messages", {"text": "hello"}, 201, [OWNER]),
    ("GET", "/threads/t-1/effects", None, 200, [OWNER, *SEERS]),
    ("GET", "/requests", None, 200, SEERS),
    ("GET", "/requests/REQUEST", None, 200, [OWNER, *SEERS]),
    ("POST", "/requests/REQUEST/decision", {"type": "approve"}, 200, JUDGES),
    ("POST", "/requests/REQUEST/withdraw", None, 200, [OWNER]),
]


@pytest.mark.parametrize("person", EVERYBODY)
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: " ".join(address[:2]))
def test_each_address_serves_those_who_may(
    visits: Visits, house: House, person: str, address: Address
) -> None:
    method, path, body, status, allowed = address
    say(house, PAY)
    request = house.desk.open_requests()[0]
    visit = visits.of(person) if person else visits.anonymous()
    answer = visit.request(method, "/api" + path.replace("REQUEST", request.id), json=body)
    expected = status if person in allowed else 403 if person else 401
    assert answer.status_code == expected, answer.text
    if expected >= 400:
        assert set(answer.json()) == {"code", "message"}
        assert house.desk.read(request.id) == request


@pytest.mark.parametrize("person", EVERYBODY)
def test_only_who_signed_may_undo(visits: Visits, house: House, person: str) -> None:
    say(house, PAY)
    request = house.desk.open_requests()[0]
    house.desk.decide(request.id, {"type": "approve"}, by=REVIEWER)
    visit = visits.of(person) if person else visits.anonymous()
    status = visit.post(f"/api/requests/{request.id}/undo").status_code
    assert status == (200 if person == REVIEWER else 403 if person else 401)


def test_requesters_list_their_own_conversations_and_judges_all(
    visits: Visits, house: House
) -> None:
    say(house, "hello")
    say(house, "hello", thread_id="t-2", by=FOREIGN)
    seen = {
        person: sorted(thread["id"] for thread in visits.of(person).get("/api/threads").json())
        for person in EVERYBODY[:6]
    }
    both = ["t-1", "t-2"]
    assert seen == {
        OWNER: ["t-1"],
        FOREIGN: ["t-2"],
        REVIEWER: both,
        LEAD: both,
        OPERATOR: [],
        ADMIN: both,
    }
