"""Signing in with a password through the page, and the end of the demo with the first one."""

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from domain.errors import Forbidden
from graph.house import House
from server.attempts import ATTEMPTS_MAX
from server.headers import COOKIE
from tests.fakes.clock import StillClock
from tests.fakes.houses import PEOPLE, open_test_house
from tests.server.visits import ADDRESS, PASSWORD, PORT, Visits

PUBLIC = "https://desk.example.com"
HERE_WS = f"ws://127.0.0.1:{PORT}"
FORM = '<input id="password" name="password" type="password"'
ASKED_WHO = "Who are you"

pytestmark = pytest.mark.usefixtures("quick_hashing")


@pytest.fixture
def members(visits: Visits) -> Visits:
    """A house in which `lead-1` has a password."""
    visits.premises.passwords.change("lead-1", PASSWORD, by="test")
    return visits


def enter(visit: TestClient, person: str = "lead-1", password: str = PASSWORD, **more: str) -> Any:
    return visit.post("/signin", data={"person": person, "password": password, **more})


def test_the_form_leads_to_where_one_wanted_to_go(members: Visits) -> None:
    visit = members.anonymous()
    page = visit.get("/signin?next=/review?request=req_1")
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
    assert FORM in page.text
    assert 'value="/review?request=req_1"' in page.text
    answer = enter(visit, next="/review?request=req_1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/review?request=req_1")
    assert visit.get("/api/me").json()["id"] == "lead-1"


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_the_form_leads_to_no_other_site(members: Visits, wanted: str) -> None:
    visit = members.anonymous()
    assert "evil" not in visit.get("/signin", params={"next": wanted}).text
    assert enter(visit, next=wanted).headers["location"] == "/"


@pytest.mark.parametrize(
    ("person", "password"),
    [
        ("lead-1", "a wrong one"),
        ("nobody", PASSWORD),
        ("reviewer-1", ""),
        ("lead-1", "x" * 9000),
    ],
)
def test_whatever_is_wrong_the_page_says_the_same(
    members: Visits, person: str, password: str
) -> None:
    visit = members.anonymous()
    answer = enter(visit, person, password, next="/review")
    usual = enter(members.anonymous(), "usual", "wrong", next="/review")
    assert (answer.status_code, usual.status_code) == (403, 403)
    assert answer.text.replace(f'value="{person}"', "") == usual.text.replace('value="usual"', "")
    assert "do not open an account" in answer.text
    assert COOKIE not in visit.cookies
    assert password == "" or password not in answer.text


def test_a_form_longer_than_any_is_read_as_an_empty_one(members: Visits) -> None:
    assert enter(members.anonymous(), password="x" * 20_000).status_code == 403


def test_what_was_typed_is_escaped(members: Visits) -> None:
    page = enter(members.anonymous(), '"><script>alert(1)</script>').text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_signing_in_gives_a_new_session_and_ends_the_old_one(members: Visits) -> None:
    visit = members.anonymous()
    enter(visit)
    before = visit.cookies[COOKIE]
    enter(visit)
    assert visit.cookies[COOKIE] != before
    assert members.holding(before).get("/api/me").status_code == 401
    fixed = members.holding("chosen-by-somebody-else")
    assert COOKIE in enter(fixed).headers["set-cookie"]
    assert members.holding("chosen-by-somebody-else").get("/api/me").status_code == 401


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"origin": "null"}])
def test_another_site_can_sign_nobody_in(members: Visits, headers: dict[str, str]) -> None:
    visit = members.anonymous()
    visit.headers.update(headers)
    assert enter(visit).json()["code"] == "foreign_origin"


def test_an_address_that_guesses_is_sent_away_with_the_right_password_too(members: Visits) -> None:
    for number in range(ATTEMPTS_MAX):
        assert enter(members.anonymous(), f"somebody-{number}", "wrong").status_code == 403
    answer = enter(members.anonymous())
    assert answer.status_code == 429
    assert "try again in" in answer.text
    assert enter(members.anonymous(("127.0.0.9", 1))).status_code == 303


def test_a_house_that_closes_says_so(members: Visits) -> None:
    members.premises.shut()
    for answer in (enter(members.anonymous()), members.anonymous().get("/signin")):
        assert answer.status_code == 503
        assert "try again soon" in answer.text


@pytest.mark.parametrize("person", [*PEOPLE, ""])
def test_the_page_with_accounts_is_one_form_for_everybody(visits: Visits, person: str) -> None:
    token = visits.member(person) if person else visits.member("lead-1")
    visit = visits.holding(token) if person else visits.anonymous()
    page = visit.get("/signin")
    assert page.status_code == 200
    assert ASKED_WHO not in page.text
    assert (FORM in page.text) is (not person)
    assert (f"You are {person}" in page.text) is bool(person)
    assert visit.post("/signin/invite").status_code == (403 if person else 303)


@pytest.mark.parametrize("person", [*PEOPLE, ""])
def test_the_page_of_the_demo_is_one_choice_for_everybody(visits: Visits, person: str) -> None:
    visit = visits.of(person) if person else visits.anonymous()
    page = visit.get("/signin")
    assert page.status_code == (200 if person else 401)
    assert FORM not in page.text
    assert (ASKED_WHO in page.text) is bool(person)
    assert visit.post("/signin/invite").status_code == (200 if person else 303)


def test_with_the_first_password_nobody_is_chosen_any_more(visits: Visits) -> None:
    demo = visits.premises.demo
    invitation = demo.invite()
    demo_visit = visits.of("admin-1")
    session = demo_visit.cookies[COOKIE]
    visits.premises.passwords.change("lead-1", PASSWORD, by="test")
    assert not demo.offered()
    assert not demo.invited(invitation)
    for refused in (lambda: demo.sign_in(invitation, "admin-1"), demo.invite):
        with pytest.raises(Forbidden) as over:
            refused()
        assert over.value.code == "demo_over"
    with pytest.raises(Forbidden):
        demo.sign_in(session, "admin-1")
    choice = {"person": "admin-1", "invitation": invitation}
    for visit in (visits.anonymous(), demo_visit):
        assert visit.post("/signin", data=choice).status_code == 403
        assert ASKED_WHO not in visit.get(f"/signin?invitation={invitation}").text
    assert demo_visit.get("/api/me").status_code == 401


def test_with_the_first_password_open_pages_of_the_demo_end_at_their_next_message(
    visits: Visits,
) -> None:
    headers = {"origin": ADDRESS, "cookie": f"{COOKIE}={visits.session('admin-1')}"}
    with (
        visits.anonymous() as visit,
        visit.websocket_connect(f"{HERE_WS}/echo", headers=headers) as page,
    ):
        page.send_text("one")
        assert page.receive_text() == "one"
        visits.premises.passwords.change("lead-1", PASSWORD, by="test")
        page.send_text("two")
        answer = page.receive()
        assert (answer["type"], answer.get("code")) == ("websocket.close", 4401)


def test_a_restart_keeps_sessions(tmp_path: Path, world: Path) -> None:
    with open_test_house(tmp_path / "home") as house:
        token = Visits(house).member("lead-1")
    with open_test_house(tmp_path / "home") as house:
        assert Visits(house).holding(token).get("/api/me").json()["id"] == "lead-1"


@pytest.fixture
def public(tmp_path: Path, world: Path, clock: StillClock) -> Any:
    """A house with a public origin, and nobody with a password yet."""
    with open_test_house(tmp_path / "home", clock=clock, origin=PUBLIC) as house:
        yield Visits(house)


def by_proxy(visits: Visits, client: str = "127.0.0.1", caller: str = "192.0.2.7") -> TestClient:
    """Somebody who comes by the public name, through a proxy."""
    visit = visits.anonymous((client, 1))
    visit.headers.update({"host": "desk.example.com", "origin": PUBLIC, "x-forwarded-for": caller})
    return visit


def test_by_its_public_name_a_house_is_entered_with_a_secure_cookie(public: Visits) -> None:
    public.premises.passwords.change("lead-1", PASSWORD, by="test")
    answer = enter(by_proxy(public))
    cookie = answer.headers["set-cookie"].lower()
    assert answer.status_code == 303
    assert all(word in cookie for word in ("secure", "httponly", "samesite=lax"))
    assert "max-age=31536000" in answer.headers["strict-transport-security"]
    gone = by_proxy(public).post("/signout").headers["set-cookie"].lower()
    assert "secure" in gone


@pytest.mark.parametrize(
    "origin", ["http://desk.example.com", ADDRESS, "https://desk.example.com.evil.example"]
)
def test_a_page_belongs_to_the_name_it_came_by(public: Visits, origin: str) -> None:
    visit = by_proxy(public)
    visit.headers["origin"] = origin
    assert enter(visit).json()["code"] == "foreign_origin"


def test_a_page_of_the_public_name_opens_no_socket_by_another(public: Visits) -> None:
    token = public.member("lead-1")
    headers = {"origin": PUBLIC, "cookie": f"{COOKIE}={token}"}
    with (
        public.anonymous() as visit,
        pytest.raises(WebSocketDisconnect) as closed,
        visit.websocket_connect(f"{HERE_WS}/echo", headers=headers) as page,
    ):
        page.receive_text()
    assert closed.value.code == 1008


def test_a_house_with_a_public_name_has_no_demo(public: Visits, house: House) -> None:
    assert not public.premises.demo.offered()
    for visit in (public.anonymous(), by_proxy(public)):
        page = visit.get("/signin")
        assert page.status_code == 403
        assert "countersign accounts add" in page.text
        assert visit.post("/signin", data={"person": "admin-1"}).status_code == 403
    with pytest.raises(Forbidden):
        public.premises.demo.invite()


@pytest.mark.parametrize(
    ("client", "callers", "status"),
    [
        ("127.0.0.1", "192.0.2.{}", 303),
        ("172.17.0.2", "192.0.2.{}", 303),
        ("8.8.8.8", "192.0.2.{}", 429),
        ("127.0.0.1", "192.0.2.{}, 198.51.100.1", 429),
    ],
    ids=["proxy here", "proxy nearby", "a stranger", "who says so themselves"],
)
def test_the_bound_is_of_whom_the_proxy_names_last(
    public: Visits, client: str, callers: str, status: int
) -> None:
    public.premises.passwords.change("lead-1", PASSWORD, by="test")
    for number in range(ATTEMPTS_MAX):
        enter(by_proxy(public, client, callers.format(number)), f"somebody-{number}", "wrong")
    assert enter(by_proxy(public, client, callers.format(99))).status_code == status


def test_without_a_public_name_no_proxy_is_believed(members: Visits) -> None:
    for number in range(ATTEMPTS_MAX):
        visit = members.anonymous()
        visit.headers["x-forwarded-for"] = f"192.0.2.{number}"
        enter(visit, f"somebody-{number}", "wrong")
    assert enter(members.anonymous()).status_code == 429
