"""Every address of the API against everybody with an account, who has nothing to do with the case.

An address that is not in the table fails here: say who may before it is served.
"""

from typing import Any

import pytest

from graph.house import House
from tests.fakes.houses import say
from tests.fakes.model import script
from tests.fakes.papers import LAW_TEXT
from tests.fakes.photos import photo
from tests.server.test_pool import posted
from tests.server.visits import Visits

PAY = script([("pay", {"to": "Bo", "amount_minor": 500})])
WHO = ("requester", "reviewer", "lead", "operator", "admin", "nobody", "a demo person")
HELLO = {"json": {"text": "hello"}}
ANOTHER_LAW = {"text": LAW_TEXT + "# again\n", "note": "again"}
PHOTOS = {"files": [("photos", ("a.jpg", photo(), "image/jpeg"))]}

# In this order on one house: what each of WHO is answered, the last two always 401.
TABLE: list[tuple[str, str, dict[str, Any], tuple[int, int, int, int, int]]] = [
    ("get", "/me", {}, (200, 200, 200, 200, 200)),
    ("get", "/threads", {}, (200, 200, 200, 200, 200)),
    ("post", "/threads", HELLO, (201, 403, 403, 403, 201)),
    ("get", "/threads/{thread_id}", {}, (403, 200, 200, 403, 200)),
    ("post", "/threads/{thread_id}/messages", HELLO, (403, 403, 403, 403, 403)),
    ("post", "/threads/{thread_id}/stop", {}, (403, 403, 403, 403, 403)),
    ("post", "/threads/{thread_id}/illustrated-messages", PHOTOS, (403, 403, 403, 403, 403)),
    ("post", "/threads/{thread_id}/title", {"json": {"title": "t"}}, (403, 403, 403, 403, 403)),
    ("get", "/threads/{thread_id}/effects", {}, (403, 200, 200, 403, 200)),
    ("get", "/threads/{thread_id}/turns/{turn}/trace", {}, (403, 200, 200, 403, 200)),
    ("post", "/threads/{thread_id}/takeover", {}, (403, 403, 200, 403, 403)),
    ("post", "/threads/{thread_id}/speak", HELLO, (403, 403, 200, 403, 403)),
    ("post", "/threads/{thread_id}/handback", {}, (403, 403, 200, 403, 403)),
    ("get", "/playbooks", {}, (200, 200, 200, 403, 200)),
    ("get", "/tools", {}, (200, 200, 200, 403, 200)),
    ("get", "/requests", {}, (403, 200, 200, 403, 200)),
    ("get", "/requests/queue", {}, (403, 200, 200, 403, 200)),
    ("get", "/requests/workplace", {}, (403, 200, 200, 403, 200)),
    ("get", "/requests/{request_id}", {}, (403, 200, 200, 403, 200)),
    (
        "post",
        "/requests/{request_id}/decision",
        {"json": {"type": "approve"}},
        (403, 200, 200, 403, 403),
    ),
    (
        "post",
        "/requests/{request_id}/decision-and-workplace",
        {"json": {"type": "approve"}},
        (403, 409, 409, 403, 403),
    ),
    ("post", "/requests/{request_id}/undo", {}, (409, 200, 200, 409, 409)),
    ("post", "/requests/{request_id}/withdraw", {}, (403, 403, 403, 403, 403)),
    ("post", "/requests/{request_id}/pass-up", {"json": {}}, (403, 200, 403, 403, 403)),
    ("post", "/plans/{plan_id}/close", {}, (404, 404, 404, 404, 404)),
    ("get", "/outbox", {}, (403, 200, 200, 403, 200)),
    (
        "post",
        "/threads/{thread_id}/actions/{call_id}/hold",
        {"json": {}},
        (403, 409, 409, 403, 403),
    ),
    (
        "post",
        "/threads/{thread_id}/actions/{call_id}/take-back",
        {"json": {"why": "wrong"}},
        (403, 404, 404, 403, 403),
    ),
    ("get", "/tasks", {}, (403, 403, 403, 200, 403)),
    ("get", "/tasks/mine", {}, (403, 403, 403, 200, 403)),
    ("get", "/tasks/{task_id}", {}, (404, 200, 200, 200, 200)),
    ("post", "/tasks/{task_id}/claim", {}, (403, 403, 403, 200, 403)),
    ("post", "/tasks/{task_id}/give-back", {}, (403, 403, 403, 200, 403)),
    ("post", "/tasks/{task_id}/withdraw", {}, (403, 403, 403, 403, 403)),
    ("post", "/tasks/{task_id}/proofs", PHOTOS, (403, 403, 403, 403, 403)),
    ("get", "/photos/{digest}", {}, (404, 404, 404, 404, 404)),
    ("get", "/policy", {}, (403, 200, 200, 403, 200)),
    ("get", "/policy/history", {}, (403, 200, 200, 403, 200)),
    ("post", "/policy/check", {"json": {"text": LAW_TEXT}}, (403, 200, 200, 403, 200)),
    ("post", "/policy/backtest", {"json": {"text": LAW_TEXT}}, (403, 200, 200, 403, 200)),
    ("post", "/policy/bills", {"json": ANOTHER_LAW}, (403, 403, 403, 403, 201)),
    ("post", "/policy/bills/{bill_id}/withdraw", {}, (403, 403, 403, 403, 403)),
    ("post", "/policy/bills/{bill_id}/second", {}, (403, 403, 403, 403, 200)),
    ("post", "/policy/bills/{bill_id}/refuse", {}, (403, 403, 403, 403, 409)),
]

pytestmark = pytest.mark.usefixtures("quick_hashing")


@pytest.mark.parametrize("who", WHO)
def test_every_address_answers_each_of_them_as_the_table_says(
    visits: Visits, house: House, who: str
) -> None:
    task = posted(house)
    say(house, PAY, "t-2")
    (request,) = house.desk.open_requests()
    demo = visits.of("admin-1")
    house.people.add("zed", [who if who in WHO[:5] else "admin"])
    token = visits.member("zed")
    visit = {"nobody": visits.anonymous(), "a demo person": demo}.get(who, visits.holding(token))
    bill = house.bills.propose(LAW_TEXT + "# more\n", "more", by="admin-1")
    names = {
        "bill_id": bill.id,
        "thread_id": "t-2",
        "request_id": request.id,
        "task_id": task.id,
        "digest": "0" * 64,
        "plan_id": "env_none",
        "turn": "1",
        "call_id": "call_1_1_1",
    }
    answers, expected = {}, {}
    for method, path, sent, statuses in TABLE:
        address = f"{method} {path}"
        answer = visit.request(method, f"/api{path.format(**names)}", **sent)
        answers[address] = answer.status_code
        expected[address] = dict(zip(WHO, (*statuses, 401, 401), strict=True))[who]
    assert answers == expected


def test_the_table_names_every_address(visits: Visits) -> None:
    paths = visits.of("admin-1").get("/api/openapi.json").json()["paths"]
    served = {(method, path) for path, methods in paths.items() for method in methods}
    assert {(method, path) for method, path, _, _ in TABLE} == served
