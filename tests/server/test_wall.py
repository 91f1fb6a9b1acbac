"""The wall: a session that has ended in any way is out at its next message, at every address."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

from graph.house import House
from server.accounts import Accounts
from server.headers import COOKIE
from server.passwords import Passwords
from tests.fakes.clock import StillClock
from tests.server.visits import ADDRESS, PASSWORD, PORT, Visits, closing_code

HERE_WS = f"ws://127.0.0.1:{PORT}"
ORIGIN = {"origin": ADDRESS}

Ending = Callable[[Visits, StillClock, str], object]


def _idle_from_then_on(visits: Visits, clock: StillClock, token: str) -> None:
    clock.step(hours=2)


def _expired_though_never_idle(visits: Visits, clock: StillClock, token: str) -> None:
    for _ in range(12):
        clock.step(hours=1)
        with visits.anonymous() as visit:
            visit.get("/probe", headers=brought(token))


ENDINGS: dict[str, Ending] = {
    "signed out": lambda visits, _, token: visits.premises.accounts.sign_out(token),
    "revoked": lambda visits, _, __: visits.premises.accounts.revoke("lead-1", by="test"),
    "new password": lambda visits, _, __: visits.premises.passwords.change(
        "lead-1", "another long one", by="test"
    ),
    "idle": _idle_from_then_on,
    "expired": _expired_though_never_idle,
}

pytestmark = pytest.mark.usefixtures("quick_hashing")


@pytest.fixture
def visits(still_house: House) -> Visits:
    """Those who come to the `still_house` fixture's doors."""
    return Visits(still_house)


def brought(token: str) -> dict[str, str]:
    return ORIGIN | {"cookie": f"{COOKIE}={token}"}


def addresses(visit: TestClient) -> list[tuple[str, str]]:
    """Every method and address of the API, and pages of each kind."""
    paths = visit.get("/api/openapi.json").json()["paths"]
    found = [(method, f"/api{path}") for path, methods in paths.items() for method in methods]
    pages = ("/", "/review", "/conversations", "/field", "/_stcore/metrics", "/media/x", "/probe")
    return [*found, *(("get", page) for page in pages)]


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_ended_session_is_out_at_its_next_request_everywhere(
    visits: Visits, clock: StillClock, ending: str
) -> None:
    token = visits.member("lead-1")
    visit = visits.holding(token)
    everywhere = addresses(visit)
    assert len(everywhere) > 25
    ENDINGS[ending](visits, clock, token)
    answers = {
        (method, path): visit.request(method, path).status_code for method, path in everywhere
    }
    assert set(answers.values()) == {401, 303}
    assert all(answers[each] == 401 for each in everywhere if each[1].startswith("/api/"))


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_ended_session_is_out_at_its_next_message_on_a_socket(
    visits: Visits, clock: StillClock, ending: str
) -> None:
    token = visits.member("lead-1")
    with (
        visits.anonymous() as visit,
        visit.websocket_connect(f"{HERE_WS}/echo", headers=brought(token)) as page,
    ):
        page.send_text("one")
        assert page.receive_text() == "one"
        ENDINGS[ending](visits, clock, token)
        page.send_text("two")
        answer = page.receive()
        assert (answer["type"], answer.get("code")) == ("websocket.close", 4401)


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_ended_session_opens_no_socket_and_signs_nobody_in(
    visits: Visits, clock: StillClock, ending: str
) -> None:
    token = visits.member("lead-1")
    ENDINGS[ending](visits, clock, token)
    with (
        visits.anonymous() as visit,
        visit.websocket_connect(f"{HERE_WS}/echo", headers=brought(token)) as page,
    ):
        assert closing_code(page) == 4401
    assert visits.holding(token).post("/signin/invite").status_code == 303


def rerun(**said: Any) -> bytes:
    """A message of a page that asks for a run of the script."""
    return BackMsg(rerun_script=ClientState(**said)).SerializeToString()


def triggered(*events: str) -> bytes:
    """A message of a page in which a component tells of events."""
    told = json.dumps([{"event": event, "value": 7} for event in events])
    return rerun(widget_states=WidgetStates(widgets=[WidgetState(id="x", json_trigger_value=told)]))


BROKEN = WidgetStates(widgets=[WidgetState(id="x", json_trigger_value="{")])
BY_SOMEBODY = {
    "a run": rerun(),
    "a run of a part": rerun(fragment_id="f"),
    "a click": triggered("pick"),
    "a click and news": triggered("changed", "pick"),
    "stop": BackMsg(stop_script=True).SerializeToString(),
    "a broken trigger": rerun(widget_states=BROKEN),
    "nonsense": b"\xff\xff no message of Streamlit's",
}
BY_THE_PAGE = {
    "a timer": rerun(is_auto_rerun=True),
    "news": triggered("changed"),
    "a heartbeat": BackMsg(app_heartbeat=True).SerializeToString(),
}


@pytest.mark.parametrize("message", BY_SOMEBODY)
def test_who_uses_an_open_page_does_not_go_idle(
    visits: Visits, clock: StillClock, message: str
) -> None:
    assert minutes_open(visits, clock, BY_SOMEBODY[message]) == [30] * 10


@pytest.mark.parametrize("message", BY_THE_PAGE)
def test_a_page_that_is_left_open_goes_idle_whatever_it_asks_by_itself(
    visits: Visits, clock: StillClock, message: str
) -> None:
    assert minutes_open(visits, clock, BY_THE_PAGE[message]) == [30] * 3


def minutes_open(visits: Visits, clock: StillClock, message: bytes) -> list[int]:
    """How long a page stays open that sends one message every half an hour, for five hours."""
    token, stayed = visits.member("lead-1"), []
    with (
        visits.anonymous() as visit,
        visit.websocket_connect(f"{HERE_WS}/echo", headers=brought(token)) as page,
    ):
        for _ in range(10):
            clock.step(minutes=30)
            page.send_bytes(message)
            answer = page.receive()
            if answer["type"] == "websocket.close":
                assert answer["code"] == 4401
                break
            stayed.append(30)
    return stayed


@pytest.mark.parametrize(
    ("path", "noticed"),
    [("/", True), ("/probe", True), ("/api/me", False), ("/_stcore/health-of", False)],
)
def test_only_a_page_that_is_opened_tells_of_somebody(
    visits: Visits, clock: StillClock, path: str, noticed: bool
) -> None:
    token = visits.member("lead-1")
    clock.step(minutes=90)
    visits.holding(token).get(path)
    visits.premises.accounts.signed_in(token, noticed=False)
    clock.step(minutes=90)
    assert (visits.premises.accounts.signed_in(token) is not None) is noticed


def test_that_somebody_was_there_is_written_once_a_minute_at_most(
    still_house: House, clock: StillClock
) -> None:
    Passwords(still_house).change("lead-1", PASSWORD, by="test")
    accounts, token = Accounts(still_house), Passwords(still_house).sign_in("lead-1", PASSWORD)
    began = clock.milliseconds

    def seen() -> int:
        (standing,) = accounts.standing("lead-1")
        assert standing.seen is not None
        return round((standing.seen.timestamp() * 1000 - began) / 1000)

    moments = []
    for _ in range(8):
        clock.step(seconds=20)
        accounts.signed_in(token)
        moments.append(seen())
    assert moments == [0, 0, 60, 60, 60, 120, 120, 120]
    clock.step(minutes=-10)
    accounts.signed_in(token)
    assert seen() == -440


def test_a_busy_database_keeps_nobody_out(still_house: House, clock: StillClock) -> None:
    Passwords(still_house).change("lead-1", PASSWORD, by="test")
    token = Passwords(still_house).sign_in("lead-1", PASSWORD)
    clock.step(minutes=2)
    storage = still_house.rooms.storage
    connection = storage.borrow(False)
    connection.execute("PRAGMA busy_timeout=1")
    storage.give_back(connection, False)
    with storage.unit("somebody else writes", durable=True):
        assert Accounts(still_house).signed_in(token) is not None


def test_a_role_removed_or_given_holds_at_the_next_request(
    visits: Visits, still_house: House
) -> None:
    visit = visits.holding(visits.member("lead-1"))
    assert visit.get("/api/requests").status_code == 200
    still_house.people.change_roles("lead-1", ["operator"], by="test")
    assert visit.get("/api/requests").status_code == 403
    assert visit.get("/api/tasks").status_code == 200
    still_house.people.change_roles("lead-1", ["reviewer"], by="test")
    assert visit.get("/api/requests").status_code == 200
    assert visit.get("/api/tasks").status_code == 403
