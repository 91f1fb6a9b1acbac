"""Signing in with a password in a real browser, also without scripts, and being signed out."""

import httpx
import pytest
from playwright.sync_api import Page, WebSocket, expect

from server.accounts import Accounts
from server.activity import is_by_somebody
from server.bootstrap import open_house
from server.headers import COOKIE
from server.passwords import Passwords
from tests.browser.conftest import NewPage
from tests.browser.serving import Site
from tests.fakes.houses import settings
from tests.server.visits import PASSWORD

pytestmark = pytest.mark.browser


@pytest.fixture
def members(site: Site) -> Site:
    """A running house in which Ann, a lead, has a password."""
    with open_house(settings(site.home)) as house:
        house.people.add("ann", ["lead"], "Ann Lee")
        Passwords(house).change("ann", PASSWORD, by="test")
    site.start()
    return site


def fill(page: Page, person: str, password: str) -> None:
    page.get_by_label("Your id").fill(person)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_a_password_opens_the_page_that_was_wanted_and_its_end_closes_it(
    members: Site, new_page: NewPage
) -> None:
    page = new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{members.address}/review?request=req_1")
    expect(page.get_by_label("Your id")).to_be_focused()
    fill(page, "ann", "not this one at all")
    expect(page.get_by_role("alert")).to_contain_text("do not open an account")
    expect(page.get_by_label("Password")).to_be_focused()
    expect(page.get_by_label("Your id")).to_have_value("ann")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Sign out").wait_for()
    assert "/review" in page.url
    cookie = next(each for each in page.context.cookies() if each["name"] == COOKIE)
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")

    with open_house(settings(members.home)) as house:
        Accounts(house).revoke("ann", by="test")
    # Somebody who comes in makes every open page look again, whether it may stay.
    httpx.post(f"{members.address}/signin", data={"person": "ann", "password": PASSWORD})
    expect(page.get_by_label("Your id")).to_be_visible()
    assert "/signin?next=" in page.url
    assert complaints == []


def test_what_an_open_page_asks_by_itself_is_told_from_what_a_person_does(
    members: Site, new_page: NewPage
) -> None:
    page = new_page()
    sent: list[bool] = []

    def watch(socket: WebSocket) -> None:
        if "_stcore" in socket.url:
            socket.on("framesent", lambda frame: sent.append(is_by_somebody({"bytes": frame})))

    page.on("websocket", watch)
    page.goto(f"{members.address}/signin?next=/review")
    fill(page, "ann", PASSWORD)
    page.get_by_role("button", name="Sign out").wait_for()
    # The live channel tells a page how things stand once it listens.
    for _ in range(50):
        if False in sent:
            break
        page.wait_for_timeout(200)
    assert sent[0]
    assert False in sent


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_form_works_without_scripts_on_a_phone(
    members: Site, new_page: NewPage, scheme: str
) -> None:
    page = new_page(
        java_script_enabled=False,
        viewport={"width": 360, "height": 640},
        color_scheme=scheme,
    )
    page.goto(f"{members.address}/signin")
    fill(page, "ann", PASSWORD)
    page.goto(f"{members.address}/signin")
    expect(page.get_by_text("You are Ann Lee.")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    field = page.get_by_label("Password").bounding_box()
    assert field is not None
    assert field["height"] >= 44
    assert 0 < field["x"] < field["x"] + field["width"] <= 360
