"""The outbox in a real browser: it counts down, one click holds it, and what is wrong is undone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.people import LOOK_MILLISECONDS, come_in, invite
from tests.browser.serving import Site

pytestmark = pytest.mark.browser

LETTER = 'Recommend the "blue mug" to customer 204 with the text "Our mugs are back in blue."'
MOVE = 'Change the address of customer 203 to street "Corso Duca 4", postcode "10128", city "Turin"'


def test_a_sales_letter_counts_down_until_somebody_holds_it(site: Site, new_page: NewPage) -> None:
    requester, reviewer = new_page(), new_page()
    come_in(requester, site.start(), "requester-1")
    come_in(reviewer, invite(requester, site.address), "reviewer-1")
    requester.get_by_placeholder("Ask the agent").fill(LETTER)
    requester.keyboard.press("Enter")
    hold = re.compile("Hold it: Recommend item")
    expect(requester.get_by_role("button", name=hold)).to_be_visible()
    expect(requester.get_by_text(re.compile(r"in 0:[0-5]\d"))).to_be_visible()
    reviewer.get_by_role("button", name=hold).click()
    expect(reviewer.get_by_role("heading", name="Recommend item")).to_be_visible()
    expect(reviewer.get_by_text("reviewer-1 took it out of the outbox.")).to_be_visible()
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
