"""Live: pages hear that something changed, soon and not too often, and leave when signed out."""

import time

from starlette.testclient import TestClient, WebSocketTestSession

from graph.house import House
from server.headers import COOKIE
from tests.fakes.patience import wait_for
from tests.server.visits import ADDRESS, Visits, closing_code

LIVE = "ws://127.0.0.1:8501/api/live"


def listen(visit: TestClient, token: str) -> WebSocketTestSession:
    headers = {"origin": ADDRESS, "cookie": f"{COOKIE}={token}"}
    return visit.websocket_connect(LIVE, headers=headers)


def test_a_page_hears_of_a_change(visits: Visits, house: House) -> None:
    with visits.anonymous() as visit, listen(visit, visits.session("requester-1")) as page:
        first = int(page.receive_text())
        house.threads.send("t-1", "hello", by="requester-1")
        assert int(page.receive_text()) > first


def test_many_changes_are_told_as_few(visits: Visits, house: House) -> None:
    with visits.anonymous() as visit, listen(visit, visits.session("requester-1")) as page:
        first = int(page.receive_text())
        started = time.monotonic()
        for _ in range(200):
            visits.premises.live.ring()
        told = 0
        while int(page.receive_text()) < first + 200:
            told += 1
        assert told <= (time.monotonic() - started) * 4 + 1


def test_signing_out_closes_the_page_at_once(visits: Visits) -> None:
    token = visits.session("requester-1")
    with visits.anonymous() as visit, listen(visit, token) as page:
        page.receive_text()
        visit.post("/signout", headers={"cookie": f"{COOKIE}={token}"})
        assert closing_code(page) == 4401


def test_pages_that_left_are_forgotten(visits: Visits) -> None:
    with visits.anonymous() as visit:
        for _ in range(3):
            with listen(visit, visits.session("requester-1")) as page:
                page.receive_text()
        visits.premises.live.ring()
        wait_for(lambda: visits.premises.live.listeners == 0)
