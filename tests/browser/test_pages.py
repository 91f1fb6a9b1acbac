"""Pages in a real browser: what they load, what they keep, and when they send a person away."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.people import LOOK_MILLISECONDS, come_in, decide, invite
from tests.browser.serving import Site

pytestmark = pytest.mark.browser

HOSTILE = (
    "Mail bob@example.com that <img src=https://evil.example/x onerror=alert(1)> "
    "![x](https://evil.example/y) https://evil.example/z"
)


def listen(page: Page) -> list[str]:
    """What the page complains of from now on."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(f"dialog {dialog.message}"))
    return complaints


def say(page: Page, text: str) -> None:
    page.get_by_test_id("stChatInputTextArea").fill(text)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_load_without_a_complaint(site: Site, new_page: NewPage, scheme: str) -> None:
    page = new_page()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    complaints = listen(page)
    come_in(page, site.start(), "admin-1")
    expect(page.get_by_text("What shall be done?")).to_be_visible()
    page.get_by_role("link", name="Review").click()
    expect(page.get_by_text("Nothing waits for you")).to_be_visible()
    page.get_by_role("link", name="Conversations").click()
    expect(page.get_by_text("What shall be done?")).to_be_visible()
    assert complaints == []


def test_hostile_words_stay_words_on_both_screens(site: Site, new_page: NewPage) -> None:
    requester, reviewer = new_page(), new_page()
    come_in(requester, site.start(), "requester-1")
    come_in(reviewer, invite(requester, site.address), "reviewer-1")
    complaints = [listen(requester), listen(reviewer)]
    say(requester, HOSTILE)
    expect(requester.get_by_text("Waits for a reviewer to countersign")).to_be_visible()
    expect(reviewer.get_by_role("heading", name="Send mail")).to_be_visible()
    for page in (requester, reviewer):
        expect(page.get_by_text("onerror=alert(1)").first).to_be_visible()
        assert page.locator("main img[src*=evil], main a[href*=evil]").count() == 0
    assert complaints == [[], []]


def test_what_is_half_typed_survives_a_change(site: Site, new_page: NewPage) -> None:
    requester, reviewer = new_page(), new_page()
    come_in(requester, site.start(), "requester-1")
    come_in(reviewer, invite(requester, site.address), "reviewer-1")
    say(requester, "Refund order 1042, the mug arrived broken, and tell the customer by mail")
    reviewer.get_by_role("heading", name="Refund order").wait_for()
    box = requester.get_by_test_id("stChatInputTextArea")
    box.fill("half a sent")
    decide(reviewer, "Approve")
    expect(requester.get_by_text("reviewer-1 approved it.")).to_be_visible()
    expect(box).to_have_value("half a sent")
    expect(box).to_be_focused()


def test_the_open_item_stays_when_somebody_else_decides_it(site: Site, new_page: NewPage) -> None:
    requester, first, second = new_page(), new_page(), new_page()
    come_in(requester, site.start(), "requester-1")
    come_in(first, invite(requester, site.address), "reviewer-1")
    come_in(second, invite(requester, site.address), "reviewer-2")
    say(requester, "Refund order 1042, the mug arrived broken, and tell the customer by mail")
    for page in (first, second):
        page.get_by_role("heading", name="Refund order").wait_for()
    decide(first, "Approve")
    expect(second.get_by_text("Jonas (reviewer) approved it.")).to_be_visible()
    expect(second.get_by_role("heading", name="Refund order")).to_be_visible()
    second.get_by_role("button", name="Next").click()
    expect(second.get_by_role("heading", name="Send mail")).to_be_visible()


def test_a_deep_link_survives_the_sign_in(site: Site, new_page: NewPage) -> None:
    link = site.start()
    page = new_page()
    page.goto(f"{link}&next=%2Freview%3Frequest%3Dreq_none")
    page.locator("button[value=reviewer-1]").click()
    expect(page.get_by_text("There is no such request")).to_be_visible()


def test_signing_out_sends_every_tab_to_the_sign_in(site: Site, new_page: NewPage) -> None:
    page = new_page()
    come_in(page, site.start(), "reviewer-1")
    tab = page.context.new_page()
    tab.goto(f"{site.address}/review")
    tab.get_by_text("Nothing waits for you").wait_for()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/signin*")
    tab.wait_for_url("**/signin?next=*")


def test_an_operator_comes_into_the_field_and_nowhere_else(site: Site, new_page: NewPage) -> None:
    page = new_page()
    come_in(page, site.start(), "operator-1")
    expect(page.get_by_text("Nothing is offered now")).to_be_visible()
    assert page.url.endswith("/field")
    page.goto(f"{site.address}/review")
    expect(page.get_by_text("This page is not yours")).to_be_visible()


def test_a_phone_shows_everything_without_scrolling_sideways(site: Site, new_page: NewPage) -> None:
    page = new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    come_in(page, site.start(), "admin-1")
    say(page, "Refund order 1042, the mug arrived broken, and tell the customer by mail")
    page.get_by_text("Waits for a reviewer to countersign").first.wait_for()
    for path in ("conversations", "review"):
        page.goto(f"{site.address}/{path}")
        page.get_by_role("button", name="Sign out").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_double_click_approves_one_request(site: Site, new_page: NewPage) -> None:
    requester, reviewer = new_page(), new_page()
    come_in(requester, site.start(), "requester-1")
    come_in(reviewer, invite(requester, site.address), "reviewer-1")
    say(requester, "Refund order 1042, the mug arrived broken, and tell the customer by mail")
    reviewer.get_by_role("heading", name="Refund order").wait_for()
    reviewer.wait_for_timeout(LOOK_MILLISECONDS)
    place = reviewer.get_by_role("button", name="Approve").bounding_box()
    assert place is not None
    for _ in range(3):
        reviewer.mouse.click(place["x"] + 20, place["y"] + 10)
        reviewer.wait_for_timeout(180)
    expect(reviewer.get_by_role("heading", name="Send mail")).to_be_visible()
    expect(requester.get_by_text("reviewer-1 approved it.")).to_have_count(1)
    expect(reviewer.get_by_text("1 waiting")).to_be_visible()
