"""Signing in: one invitation opens one session, on this machine only, and it ends on the server."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from domain.errors import Forbidden
from graph.house import House
from server.accounts import Accounts
from server.demo import Demo
from server.headers import COOKIE
from tests.fakes.clock import StillClock
from tests.server.visits import Visits

PROXIES = [
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "forwarded",
    "x-real-ip",
    "via",
]


def choose(visit: TestClient, person: str, invitation: str = "", wanted: str = "/") -> Any:
    form = {"invitation": invitation, "person": person, "next": wanted}
    return visit.post("/signin", data=form)


def test_an_invitation_opens_one_session(visits: Visits) -> None:
    invitation = visits.premises.demo.invite()
    visit = visits.anonymous()
    for _ in range(2):  # looking uses nothing up
        assert "Who are you today?" in visit.get(f"/signin?invitation={invitation}").text
    answer = choose(visit, "reviewer-1", invitation, "/review?request=req_1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/review?request=req_1")
    assert visit.get("/api/me").json()["id"] == "reviewer-1"
    again = visits.anonymous()
    assert choose(again, "reviewer-1", invitation).status_code == 403
    assert again.get(f"/signin?invitation={invitation}").status_code == 403
    assert again.get("/api/me").status_code == 401


def test_of_many_who_share_an_invitation_one_gets_in(visits: Visits) -> None:
    demo = visits.premises.demo
    invitation = demo.invite()

    def attempt(_: int) -> bool:
        try:
            demo.sign_in(invitation, "lead-1")
        except Forbidden:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(8))) == 1


def test_the_cookie_is_for_this_site_and_no_script(visits: Visits) -> None:
    answer = choose(visits.anonymous(), "reviewer-1", visits.premises.demo.invite())
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "max-age=43200" in cookie


@pytest.mark.parametrize("client", [("192.168.1.7", 1), ("testclient", 1), ("8.8.8.8", 1)])
def test_nobody_from_elsewhere_may_choose(visits: Visits, client: tuple[str, int]) -> None:
    visit = visits.anonymous(client)
    invitation = visits.premises.demo.invite()
    assert "Robin" not in visit.get(f"/signin?invitation={invitation}").text
    assert choose(visit, "reviewer-1", invitation).status_code == 403
    assert visits.premises.demo.invited(invitation)


@pytest.mark.parametrize("header", PROXIES)
def test_nobody_may_choose_through_a_proxy(visits: Visits, header: str) -> None:
    visit = visits.of("requester-1")
    visit.headers[header] = "127.0.0.1"
    assert visit.get("/signin").status_code == 403
    assert choose(visit, "admin-1").status_code == 403
    assert visit.post("/signin/invite").status_code == 403


def test_who_is_signed_in_may_change_and_the_old_session_ends(visits: Visits) -> None:
    visit = visits.of("requester-1")
    before = visit.cookies[COOKIE]
    assert choose(visit, "reviewer-2").status_code == 303
    assert visit.get("/api/me", headers={"cookie": f"{COOKIE}={before}"}).status_code == 401
    visit.cookies.delete(COOKIE, domain="")
    assert visit.get("/api/me").json()["id"] == "reviewer-2"


def test_who_is_signed_in_may_invite_a_second_browser(visits: Visits) -> None:
    assert visits.anonymous().post("/signin/invite").status_code == 303
    page = visits.of("requester-1").post("/signin/invite").text
    link = page.split('value="')[1].split('"')[0]
    assert link.startswith("http://127.0.0.1:8501/signin?invitation=")
    assert choose(visits.anonymous(), "lead-1", link.split("=")[1]).status_code == 303


@pytest.mark.parametrize("person", ["", "nobody", "house", "agent", "requester-1' or '1'='1"])
def test_only_demo_people_can_be_chosen(visits: Visits, person: str) -> None:
    invitation = visits.premises.demo.invite()
    assert choose(visits.anonymous(), person, invitation).status_code == 403
    assert visits.premises.demo.invited(invitation)


def test_a_session_is_no_invitation_and_an_invitation_no_session(visits: Visits) -> None:
    accounts, demo = visits.premises.accounts, visits.premises.demo
    assert accounts.signed_in(demo.invite()) is None
    assert not demo.invited(visits.session("lead-1"))


def test_signing_out_ends_the_session_on_the_server(visits: Visits) -> None:
    visit = visits.of("requester-1")
    token = visit.cookies[COOKIE]
    answer = visit.post("/signout")
    assert (answer.status_code, answer.headers["location"]) == (303, "/signin")
    stolen = visits.anonymous()
    assert stolen.get("/api/me", headers={"cookie": f"{COOKIE}={token}"}).status_code == 401


def test_a_session_ends_after_twelve_hours(still_house: House, clock: StillClock) -> None:
    accounts, demo = Accounts(still_house), Demo(still_house)
    session, invitation = demo.sign_in(demo.invite(), "lead-1"), demo.invite()
    for _ in range(11):
        clock.step(hours=1)
        assert accounts.signed_in(session) is not None
    clock.step(minutes=59)
    assert accounts.signed_in(session) is not None
    clock.step(minutes=1)
    assert accounts.signed_in(session) is None
    assert not demo.invited(invitation)


def test_the_database_never_sees_a_token(visits: Visits, tmp_path: Path) -> None:
    tokens = [visits.premises.demo.invite(), visits.session("lead-1")]
    connection = sqlite3.connect(tmp_path / "home" / "countersign.db")
    kept = "\n".join(connection.iterdump())
    connection.close()
    assert not any(token in kept for token in tokens)


def test_what_the_page_shows_is_escaped(visits: Visits) -> None:
    page = visits.of("lead-1").get("/signin", params={"next": '/"><script>alert(1)</script>'}).text
    assert "<script>" not in page
