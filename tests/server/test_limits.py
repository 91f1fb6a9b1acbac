"""Limits: whatever comes in, the answer is a code and a sentence, never a trace."""

from collections.abc import Iterator

import pytest

from graph.house import House
from tests.server.visits import Visits

JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/threads/t-9", 404, "thread_unknown"),
        ("GET", "/threads/t-9/effects", 404, "thread_unknown"),
        ("GET", "/requests/req_9", 404, "request_unknown"),
        ("POST", "/requests/req_9/undo", 404, "request_unknown"),
        ("POST", "/requests/req_9/withdraw", 404, "request_unknown"),
        ("GET", "/nothing", 404, "path_unknown"),
        ("PUT", "/threads", 405, "method_unknown"),
        ("GET", "/threads/%00", 404, "thread_unknown"),
        ("GET", "/threads/..%2f..%2fme", 404, "path_unknown"),
    ],
)
def test_what_is_not_there_is_said_so(
    visits: Visits, method: str, path: str, status: int, code: str
) -> None:
    answer = visits.of("admin-1").request(method, f"/api{path}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_message_too_long_is_refused_with_the_length_that_fits(visits: Visits) -> None:
    answer = visits.of("requester-1").post("/api/threads", json={"text": "x" * 1_000_000})
    assert (answer.status_code, answer.json()["code"]) == (422, "text_too_long")
    assert "100,000" in answer.json()["message"]


def test_a_long_message_that_fits_is_heard(visits: Visits, house: House) -> None:
    text = "wörds " * 16_000
    answer = visits.of("requester-1").post("/api/threads", json={"text": text})
    assert answer.status_code == 201
    assert house.threads.read(answer.json()["thread_id"]).messages[0].text == text


def test_a_body_too_long_is_refused_with_or_without_its_length(visits: Visits) -> None:
    def streamed() -> Iterator[bytes]:
        for _ in range(30):
            yield b"x" * 100_000

    visit = visits.of("requester-1")
    for body in (b"x" * 3_000_000, streamed()):
        answer = visit.post("/api/threads", content=body, headers=JSON)
        assert (answer.status_code, answer.json()["code"]) == (413, "body_too_long")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"text": 7}',
        b'{"text": "x", "by": "admin-1"}',
        b'{"text": ""}',
        b'{"text": " \\n"}',
        b'{"text": "\\ud800"}',
        b'{"text": "x", "message_id": "../x"}',
    ],
)
def test_a_malformed_message_is_refused(visits: Visits, house: House, body: bytes) -> None:
    answer = visits.of("requester-1").post("/api/threads", content=body, headers=JSON)
    assert answer.status_code == 422, answer.text
    assert set(answer.json()) == {"code", "message"}
    assert house.threads.list() == []


def test_a_message_repeated_with_its_id_is_heard_once(visits: Visits, house: House) -> None:
    visit = visits.of("requester-1")
    for _ in range(3):
        visit.post("/api/threads/t-1/messages", json={"text": "hello", "message_id": "msg-1"})
    assert len(house.threads.read("t-1").messages) == 1


def test_what_breaks_is_said_plainly(
    visits: Visits, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(by: str) -> None:
        raise RuntimeError("the secret is 42")

    monkeypatch.setattr(house.threads, "list", broken)
    answer = visits.of("requester-1").get("/api/threads")
    assert (answer.status_code, answer.json()["code"]) == (500, "unexpected")
    assert "42" not in answer.text


def test_a_closed_house_says_so(visits: Visits) -> None:
    visit = visits.of("requester-1")
    visits.premises.shut()
    assert visit.get("/api/me").status_code == 503


def test_the_interface_is_described(visits: Visits) -> None:
    described = visits.of("operator-1").get("/api/openapi.json").json()
    assert "/requests/{request_id}/decision" in described["paths"]
    assert "Request" in described["components"]["schemas"]
