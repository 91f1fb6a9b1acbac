"""Conversations in a real browser: stopped, answered while away, with pictures and evil words."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.people import come_in, decide, invite
from tests.browser.pictures import no_photo, shop_window
from tests.browser.serving import Site

pytestmark = pytest.mark.browser

REFUND = "Refund order 1042, the mug arrived broken, and tell the customer by mail"
ONE_REFUND = "Refund order 1042, the mug arrived broken"
UPLOAD_MILLISECONDS = 700
LARGE = "word " * 19_990
BIDI = "Mail bob@example.com that \u202eevil\u202c <b>bold</b> ![x](https://evil.example/y)"
# A tab that is open behind another one, as the page sees it.
HIDE = """(hidden) => {
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden })
  document.dispatchEvent(new Event('visibilitychange'))
}"""


def say(page: Page, text: str) -> None:
    page.get_by_test_id("stChatInputTextArea").fill(text)
    page.keyboard.press("Enter")


def say_with(page: Page, text: str, picture: bytes) -> None:
    files = page.locator("[data-testid=stChatInput] input[type=file]")
    files.set_input_files({"name": "mug.png", "mimeType": "image/png", "buffer": picture})
    page.get_by_role("button", name="Remove mug.png").wait_for()
    page.get_by_test_id("stChatInputTextArea").fill(text)
    # Nothing is sent before the file has come up.
    page.wait_for_timeout(UPLOAD_MILLISECONDS)
    page.get_by_role("button", name="Send message").click()


def test_stop_takes_everything_back_and_says_so(site: Site, new_page: NewPage) -> None:
    requester, reviewer = new_page(), new_page()
    come_in(requester, site.start(), "requester-1")
    come_in(reviewer, invite(requester, site.address), "reviewer-1")
    say(requester, REFUND)
    expect(requester.get_by_text("Waits for a reviewer to countersign")).to_have_count(2)
    reviewer.get_by_role("heading", name="Refund order").wait_for()
    requester.get_by_role("button", name="Stop").click()
    expect(requester.get_by_text("Stopped, as you asked.")).to_be_visible()
    expect(requester.get_by_text("Withdrawn; nothing was done")).to_have_count(2)
    expect(requester.get_by_role("button", name="Stop")).to_have_count(0)
    expect(reviewer.get_by_text("This request was withdrawn.")).to_be_visible()


def test_who_is_asked_and_what_happens_when_it_lapses_is_told_with_the_time_left(
    site: Site, new_page: NewPage
) -> None:
    page = new_page()
    come_in(page, site.start(), "requester-1")
    say(page, REFUND)
    told = page.get_by_text("if nobody decides by").first
    expect(told).to_contain_text("Asked since")
    expect(told).to_contain_text("it is not done")
    expect(told).to_contain_text("left")


def test_an_answer_that_comes_while_away_is_told_by_the_tab_and_the_list(
    site: Site, new_page: NewPage
) -> None:
    requester, reviewer = new_page(), new_page()
    come_in(requester, site.start(), "requester-1")
    come_in(reviewer, invite(requester, site.address), "reviewer-1")
    say(requester, ONE_REFUND)
    reviewer.get_by_role("heading", name="Refund order").wait_for()
    expect(requester.get_by_text("Waits for a reviewer to countersign")).to_be_visible()
    requester.get_by_text("New conversation").click()
    requester.get_by_text("What shall be done?").wait_for()
    requester.evaluate(HIDE, True)
    decide(reviewer, "Approve")
    expect(requester.get_by_text("has its answer")).to_be_visible()
    expect(requester).to_have_title("(1) Countersign")
    expect(requester.get_by_role("list", name="Conversations").get_by_text("New")).to_have_count(1)
    requester.evaluate(HIDE, False)
    expect(requester).to_have_title("Countersign")
    requester.get_by_role("list", name="Conversations").get_by_text("Refund order 1042").click()
    expect(requester.get_by_text("reviewer-1 approved it.")).to_be_visible()
    expect(requester.get_by_role("list", name="Conversations").get_by_text("New")).to_have_count(0)


def test_conversations_are_found_while_one_types_and_renamed(site: Site, new_page: NewPage) -> None:
    page = new_page()
    come_in(page, site.start(), "requester-1")
    for wish in ("Which orders are shipped?", "Which orders are delivered?"):
        say(page, wish)
        page.get_by_role("heading", name=wish).wait_for()
        page.get_by_text("New conversation").click()
        page.get_by_text("What shall be done?").wait_for()
    rows = page.get_by_role("list", name="Conversations").get_by_role("button")
    expect(rows).to_have_count(2)
    page.get_by_placeholder("Search").press_sequentially("delivered?")
    expect(rows).to_have_count(1)
    rows.first.click()
    page.get_by_role("button", name="Rename").click()
    page.get_by_label("Title").fill("What has arrived")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="What has arrived")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_count(0)


def test_how_it_came_about_is_told_when_it_is_opened(site: Site, new_page: NewPage) -> None:
    page = new_page()
    come_in(page, site.start(), "requester-1")
    say(page, ONE_REFUND)
    page.get_by_text("Waits for a reviewer to countersign").wait_for()
    page.get_by_text("How this came about").click()
    expect(page.get_by_text("A reviewer has to countersign.")).to_be_visible()
    expect(page.get_by_text("Asked: a reviewer.")).to_be_visible()


def test_a_picture_is_attached_and_shown_to_both(site: Site, new_page: NewPage) -> None:
    requester, lead = new_page(), new_page()
    come_in(requester, site.start(), "requester-1")
    come_in(lead, invite(requester, site.address), "lead-1")
    say_with(requester, "Which orders are shipped?", shop_window())
    expect(requester.get_by_alt_text("Photo 1 of 1")).to_be_visible()
    expect(requester.get_by_text("I cannot see pictures")).to_be_visible()
    lead.goto(requester.url)
    expect(lead.get_by_alt_text("Photo 1 of 1")).to_be_visible()


def test_what_is_no_picture_is_refused_and_the_words_are_kept(
    site: Site, new_page: NewPage
) -> None:
    page = new_page()
    come_in(page, site.start(), "requester-1")
    say_with(page, "Which orders are shipped?", no_photo())
    expect(page.get_by_text("This file is no photo that can be read")).to_be_visible()
    page.get_by_role("button", name="Send without the picture").click()
    expect(page.get_by_role("heading", name="Which orders are shipped?")).to_be_visible()


@pytest.mark.parametrize("words", [BIDI, LARGE], ids=["bidi", "100 kB"])
def test_hostile_words_stay_words(site: Site, new_page: NewPage, words: str) -> None:
    page = new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    come_in(page, site.start(), "requester-1")
    say(page, words)
    expect(page.get_by_test_id("stChatMessage").first).to_contain_text(words[:25])
    expect(page.get_by_test_id("stChatInputTextArea")).to_be_enabled()
    assert page.locator("main b:text('bold'), main img[src*=evil]").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert complaints == []
