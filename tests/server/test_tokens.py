"""API tokens at the door: the person with today's roles, under /api, until they end."""

import pytest
from starlette.websockets import WebSocketDisconnect

from graph.house import House
from server.headers import COOKIE
from tests.fakes.clock import StillClock
from tests.server.visits import ADDRESS, Visits


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


@pytest.fixture
def token(visits: Visits) -> str:
    return visits.premises.accounts.make_token("reviewer-1", 1, by="test")


def test_a_token_is_its_person(visits: Visits, token: str) -> None:
    visit = visits.anonymous()
    assert visit.get("/api/me", headers=bearer(token)).json()["id"] == "reviewer-1"
    assert visit.get("/api/requests", headers={"authorization": f"bEaReR  {token}"}).json() == []


def test_a_token_may_do_what_the_person_may_and_no_more(visits: Visits, token: str) -> None:
    answer = visits.anonymous().post("/api/threads", json={"text": "x"}, headers=bearer(token))
    assert (answer.status_code, answer.json()["code"]) == (403, "role_missing")


def test_a_removed_role_holds_at_the_next_request(visits: Visits, house: House, token: str) -> None:
    visit = visits.anonymous()
    assert visit.get("/api/requests", headers=bearer(token)).status_code == 200
    house.people.change_roles("reviewer-1", ["operator"], by="test")
    assert visit.get("/api/requests", headers=bearer(token)).status_code == 403
    assert visit.get("/api/me", headers=bearer(token)).json()["roles"] == ["operator"]


def test_who_brings_both_is_the_tokens_person(visits: Visits, token: str) -> None:
    visit = visits.of("requester-1")
    assert visit.get("/api/me", headers=bearer(token)).json()["id"] == "reviewer-1"
    assert visit.get("/api/me", headers=bearer("cst_wrong")).status_code == 401


@pytest.mark.parametrize("path", ["/", "/review", "/media/x.png", "/_stcore/metrics", "//api/me"])
def test_a_token_opens_no_page(visits: Visits, token: str, path: str) -> None:
    answer = visits.anonymous().get(path, headers=bearer(token))
    assert answer.status_code in (303, 401)


@pytest.mark.parametrize("path", ["/api/live", "/echo"])
def test_a_token_opens_no_socket(visits: Visits, token: str, path: str) -> None:
    with (
        visits.anonymous() as visit,
        pytest.raises(WebSocketDisconnect) as closed,
        visit.websocket_connect(
            f"ws://127.0.0.1:8501{path}", headers={"origin": ADDRESS} | bearer(token)
        ) as page,
    ):
        page.receive_text()
    assert closed.value.code == 4401


def test_a_token_is_no_session_and_a_session_no_token(visits: Visits, token: str) -> None:
    visit = visits.anonymous()
    assert visit.get("/api/me", headers={"cookie": f"{COOKIE}={token}"}).status_code == 401
    session = visits.session("reviewer-1")
    assert visit.get("/api/me", headers=bearer(session)).status_code == 401
    visit.post("/signout", headers={"cookie": f"{COOKIE}={token}"})
    assert visit.get("/api/me", headers=bearer(token)).status_code == 200


@pytest.mark.parametrize(
    "given", ["Bearer", "Bearer ", "Bearer a b", "Bearer x,y", "Bearer é", f"Bearer {'a' * 600}"]
)
def test_a_malformed_token_is_refused_in_words(visits: Visits, given: str) -> None:
    answer = visits.of("requester-1").get("/api/me", headers={"authorization": given.encode()})
    assert answer.status_code == 401
    assert answer.json()["code"] == "token_unknown"
    assert answer.headers["www-authenticate"] == "Bearer"


def test_two_tokens_are_none(visits: Visits, token: str) -> None:
    pair = [("authorization", f"Bearer {token}")] * 2
    assert visits.anonymous().get("/api/me", headers=pair).status_code == 401


def test_another_scheme_leaves_the_session_alone(visits: Visits) -> None:
    visit = visits.of("requester-1")
    assert visit.get("/api/me", headers={"authorization": "Basic eDp5"}).status_code == 200


def test_another_site_cannot_use_a_token_either(visits: Visits, token: str) -> None:
    headers = bearer(token) | {"origin": "https://evil.example"}
    answer = visits.anonymous().post("/api/threads", json={"text": "x"}, headers=headers)
    assert answer.json()["code"] == "foreign_origin"


def test_a_token_ends_when_it_is_revoked(visits: Visits, token: str) -> None:
    assert visits.premises.accounts.revoke("reviewer-1", by="test") == (1, 0)
    assert visits.anonymous().get("/api/me", headers=bearer(token)).status_code == 401
    assert visits.premises.accounts.revoke("reviewer-1", by="test") == (0, 0)


def test_a_token_ends_with_its_days(still_house: House, clock: StillClock) -> None:
    visits = Visits(still_house)
    token = visits.premises.accounts.make_token("reviewer-1", 2, by="test")
    visit = visits.anonymous()
    clock.step(days=2, seconds=-1)
    assert visit.get("/api/me", headers=bearer(token)).status_code == 200
    clock.step(seconds=1)
    assert visit.get("/api/me", headers=bearer(token)).status_code == 401
