"""The door: nobody passes who is not signed in, and nobody signs in from elsewhere."""

import pytest
from starlette.websockets import WebSocketDisconnect

from server.headers import COOKIE, same_site_path
from tests.server.visits import ADDRESS, Visits, closing_code

ORIGIN = {"origin": ADDRESS}
HERE_WS = "ws://127.0.0.1:8501"


def test_an_anonymous_page_leads_to_the_sign_in_and_back(visits: Visits) -> None:
    answer = visits.anonymous().get("/review?request=req_1")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/signin?next=%2Freview%3Frequest%3Dreq_1"


@pytest.mark.parametrize(
    "path",
    ["/api/me", "/api/openapi.json", "/api", "/_stcore/metrics", "/media/x.png", "/static/x.js"],
)
def test_what_is_no_page_says_401(visits: Visits, path: str) -> None:
    answer = visits.anonymous().get(path)
    assert answer.status_code == 401
    assert answer.json()["code"] == "signed_out"


@pytest.mark.parametrize(
    "path", ["//api/me", "/./api/me", "/signin/", "/signin/../api/me", "/%61pi"]
)
def test_no_spelling_of_a_path_gets_around_the_door(visits: Visits, path: str) -> None:
    answer = visits.anonymous().get(path)
    assert answer.status_code in (303, 401)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:9", "localhost", "[::1]:8501", ""])
def test_a_foreign_host_name_is_not_answered(visits: Visits, host: str) -> None:
    assert visits.of("requester-1").get("/api/me", headers={"host": host}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "http://127.0.0.1:8501.evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/api/threads", "/signin", "/signout"])
def test_a_change_that_another_site_asks_for_is_refused(
    visits: Visits, path: str, headers: dict[str, str]
) -> None:
    answer = visits.of("requester-1").post(path, json={"text": "hello"}, headers=headers)
    assert answer.status_code == 403
    assert answer.json()["code"] == "foreign_origin"


def test_a_change_from_our_own_pages_passes(visits: Visits) -> None:
    answer = visits.of("requester-1").post("/api/threads", json={"text": "hello"}, headers=ORIGIN)
    assert answer.status_code == 201


def test_identity_comes_from_the_session_alone(visits: Visits) -> None:
    forged = {"X-Countersign-Person": "admin-1", "x-countersign-role": "admin"}
    answer = visits.of("requester-1").get("/probe", headers=forged)
    assert answer.json() == {"headers": ["requester-1"]}


@pytest.mark.parametrize("path", ["/signin", "/api/me", "/review"])
def test_every_answer_is_guarded(visits: Visits, path: str) -> None:
    headers = visits.anonymous().get(path).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe-eval" not in headers["content-security-policy"].replace("wasm-unsafe-eval", "")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("cookie", ["", "wrong", "'", "a" * 5000, "%00", '"quoted"'])
def test_a_made_up_session_is_none(visits: Visits, cookie: str) -> None:
    visit = visits.anonymous()
    assert visit.get("/api/me", headers={"cookie": f"{COOKIE}={cookie}"}).status_code == 401


def test_an_anonymous_socket_is_closed_with_4401(visits: Visits) -> None:
    with (
        visits.anonymous() as visit,
        pytest.raises(WebSocketDisconnect) as closed,
        visit.websocket_connect(f"{HERE_WS}/api/live", headers=ORIGIN) as page,
    ):
        page.receive_text()
    assert closed.value.code == 4401


@pytest.mark.parametrize("headers", [{}, {"origin": "https://evil.example"}, {"origin": "null"}])
def test_a_socket_from_another_site_is_refused(visits: Visits, headers: dict[str, str]) -> None:
    with (
        visits.of("requester-1") as visit,
        pytest.raises(WebSocketDisconnect) as closed,
        visit.websocket_connect(f"{HERE_WS}/api/live", headers=headers) as page,
    ):
        page.receive_text()
    assert closed.value.code == 1008


def test_an_open_socket_ends_at_the_next_message_after_sign_out(visits: Visits) -> None:
    token = visits.session("requester-1")
    headers = ORIGIN | {"cookie": f"{COOKIE}={token}"}
    with (
        visits.anonymous() as visit,
        visit.websocket_connect(f"{HERE_WS}/echo", headers=headers) as page,
    ):
        page.send_text("one")
        assert page.receive_text() == "one"
        visits.premises.accounts.sign_out(token)
        page.send_text("two")
        assert closing_code(page) == 4401


@pytest.mark.parametrize(
    "wanted",
    ["//evil.example", "/\\evil.example", "https://evil.example", "evil", "/a\nb", "/a\\b", ""],
)
def test_the_way_back_stays_on_this_site(wanted: str) -> None:
    assert same_site_path(wanted) == "/"


def test_the_way_back_keeps_a_path_of_ours() -> None:
    assert same_site_path("/review?request=req_1&x=%2F") == "/review?request=req_1&x=%2F"


def test_a_closed_house_sends_sockets_away_for_a_moment_only(visits: Visits) -> None:
    visit = visits.of("requester-1")
    with visit, visit.websocket_connect(f"{HERE_WS}/echo", headers=ORIGIN) as page:
        visits.premises.shut()
        page.send_text("one")
        assert closing_code(page) == 1013
