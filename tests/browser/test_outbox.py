"""The outbox in a real browser: it counts down, is held with a why, and what is wrong is undone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.people import LOOK_MILLISECONDS, come_in, invite
from tests.browser.serving import Site
from tests.browser.test_access import faults
from tests.browser.test_pages import say

pytestmark = pytest.mark.browser

LETTER = 'Recommend the "blue mug" to customer 204 with the text "Our mugs are back in blue."'
MOVE = 'Change the address of customer 203 to street "Corso Duca 4", postcode "10128", city "Turin"'


def say_anew(page: Page, text: str) -> None:
    """Begin another conversation with it."""
    page.get_by_text("New conversation").click()
    page.get_by_text("What shall be done?").wait_for()
    say(page, text)


def test_a_sales_letter_counts_down_until_somebody_holds_it_and_says_why(
    site: Site, new_page: NewPage
) -> None:
    requester, reviewer = new_page(), new_page()
    come_in(requester, site.start(), "requester-1")
    come_in(reviewer, invite(requester, site.address), "reviewer-1")
    say(requester, LETTER)
    hold = requester.get_by_role("button", name=re.compile("Hold it: Recommend item"))
    why = reviewer.get_by_label(re.compile("Why hold it: Recommend item"))
    expect(hold).to_be_visible()
    expect(requester.get_by_text(re.compile(r"in 0:[0-5]\d"))).to_be_visible()
    expect(why).to_be_visible()
    assert faults(reviewer) == []

    # A request that opens takes neither the words nor the focus from who types.
    why.fill("The price is")
    say_anew(requester, "Refund order 1042, the mug arrived broken")
    expect(reviewer.get_by_role("heading", name="Refund order")).to_be_visible()
    expect(why).to_have_value("The price is")
    expect(why).to_be_focused()
    # Nor does what is written there settle the item that is open.
    reviewer.get_by_role("button", name="Reject").click()
    reviewer.get_by_label("In your words").fill("Not this one")
    reviewer.mouse.move(0, 0)
    reviewer.emulate_media(color_scheme="dark")
    assert faults(reviewer) == [], "beside an item, in the dark"
    why.press("End")
    reviewer.keyboard.type(" <b>wrong</b>")
    reviewer.keyboard.press("Control+Enter")
    expect(reviewer.get_by_text("2 waiting")).to_be_visible()
    expect(reviewer.get_by_label("In your words")).to_have_value("Not this one")
    reviewer.get_by_role("button", name=re.compile(r"\d:\d\d Recommend item")).click()
    told = "reviewer-1 (“The price is <b>wrong</b>”) took it out of the outbox."
    expect(reviewer.get_by_text(told)).to_be_visible()

    # Who typed into a field that is gone means no key.
    say_anew(requester, LETTER.replace("204", "203"))
    why.press_sequentially("Who ")
    hold.click()
    expect(why).to_have_count(0)
    reviewer.keyboard.press("a")
    expect(reviewer.get_by_text("What you typed into is gone")).to_be_visible()
    expect(reviewer.get_by_text("3 waiting")).to_be_visible()
    expect(requester.get_by_text("Waits for a reviewer to countersign")).to_be_visible()


def test_what_is_found_wrong_afterwards_is_taken_back(site: Site, new_page: NewPage) -> None:
    requester, reviewer = new_page(), new_page()
    come_in(requester, site.start(), "requester-1")
    come_in(reviewer, invite(requester, site.address), "reviewer-1")
    requester.get_by_placeholder("Ask the agent").fill(MOVE)
    requester.keyboard.press("Enter")
    expect(reviewer.get_by_role("heading", name="Was it right?")).to_be_visible()
    reviewer.wait_for_timeout(LOOK_MILLISECONDS)
    reviewer.keyboard.press("x")
    expect(reviewer.get_by_label("What is wrong?")).to_be_focused()
    reviewer.keyboard.type("That is their old address")
    reviewer.keyboard.press("Control+Enter")
    expect(reviewer.get_by_text("It is being taken back.")).to_be_visible()
    expect(requester.get_by_text("reviewer-1 took it back")).to_be_visible()
