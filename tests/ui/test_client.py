"""The client: the session of the browser and nothing else, and the server's own sentences."""

import httpx
import pytest

from domain.errors import Conflict, CountersignError, Forbidden, Invalid, Missing, Unavailable
from ui.client import Client, open_pool

SEEN: list[httpx.Request] = []


def client(status: int, body: object) -> Client:
    def handle(request: httpx.Request) -> httpx.Response:
        SEEN.append(request)
        return httpx.Response(status, json=body, headers={"set-cookie": "countersign_session=x"})

    pool = open_pool("http://server/api")
    pool._transport = httpx.MockTransport(handle)
    return Client(pool, "token")


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, Forbidden),
        (403, Forbidden),
        (404, Missing),
        (409, Conflict),
        (413, Invalid),
        (422, Invalid),
        (500, Unavailable),
        (503, Unavailable),
    ],
)
def test_a_refusal_comes_with_the_servers_sentence(
    status: int, kind: type[CountersignError]
) -> None:
    with pytest.raises(kind) as refused:
        client(status, {"code": "c", "message": "Because."}).me()
    assert (refused.value.code, refused.value.sentence) == ("c", "Because.")


@pytest.mark.parametrize("body", [None, [], "x", {}])
def test_an_answer_that_is_none_is_still_a_sentence(body: object) -> None:
    with pytest.raises(Unavailable, match=r"\w+ \w+"):
        client(500, body).me()


def test_a_silent_server_is_said_so() -> None:
    with pytest.raises(Unavailable) as refused:
        Client(open_pool("http://127.0.0.1:9/api"), "token").me()
    assert refused.value.code == "server_silent"


def test_each_call_carries_its_own_session_and_the_pool_keeps_none() -> None:
    SEEN.clear()
    first = client(200, [])
    first.requests()
    second = Client(first._pool, "other")
    second.requests()
    assert [seen.headers["cookie"] for seen in SEEN] == [
        "countersign_session=token",
        "countersign_session=other",
    ]


def test_an_id_from_the_address_bar_stays_one_part_of_the_path() -> None:
    SEEN.clear()
    with pytest.raises(Missing):
        client(404, {}).request("../../me?x=1#y")
    assert SEEN[0].url.raw_path == b"/api/requests/..%2F..%2Fme%3Fx%3D1%23y"


def test_a_takeover_has_three_addresses() -> None:
    SEEN.clear()
    lead = client(200, {})
    lead.take_over("t/1")
    lead.speak("t/1", "Hello", "msg_1")
    lead.hand_back("t/1")
    assert [(seen.method, seen.url.raw_path) for seen in SEEN] == [
        ("POST", b"/api/threads/t%2F1/takeover"),
        ("POST", b"/api/threads/t%2F1/speak"),
        ("POST", b"/api/threads/t%2F1/handback"),
    ]
    assert SEEN[1].content == b'{"text":"Hello","message_id":"msg_1"}'
