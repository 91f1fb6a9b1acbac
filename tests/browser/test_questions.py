"""The second walk: a question in the chat, and a lead who gets what keeps failing."""

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as Expired

from tests.browser.conftest import NewPage
from tests.browser.people import come_in, decide, invite
from tests.browser.serving import Site

pytestmark = pytest.mark.browser


def choose(page: Page, option: str) -> None:
    """Open the list and choose; a page that is just being drawn anew closes it, so look again."""
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_visible()
    choice = page.get_by_role("option", name=option)
    for _ in range(5):
        page.get_by_role("combobox").click()
        try:
            choice.click(timeout=3000)
        except Expired:
            page.keyboard.press("Escape")
        else:
            return
    raise AssertionError(f"{option} could not be chosen")


def test_a_question_is_answered_by_its_form(site: Site, new_page: NewPage) -> None:
    page = new_page()
    come_in(page, site.start(), "requester-1")
    page.get_by_test_id("stChatInputTextArea").fill("Refund my last order")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Waits for your answer")).to_be_visible()

    choose(page, "1042")
    page.get_by_role("button", name="Send answer").click()

    expect(page.get_by_text("Waits for a reviewer to countersign")).to_be_visible()
    expect(page.get_by_text("Refund order · 1042").first).to_be_visible()


def test_what_keeps_failing_goes_to_a_lead_whose_word_reaches_the_requester(
    site: Site, new_page: NewPage
) -> None:
    requester, lead = new_page(), new_page()
    come_in(requester, site.start(), "requester-1")
    come_in(lead, invite(requester, site.address), "lead-1")
    requester.get_by_test_id("stChatInputTextArea").fill("Sync the stock with the partner")
    requester.keyboard.press("Enter")
    expect(requester.get_by_text("Failed 3 times; a lead has it")).to_be_visible()

    lead.get_by_role("link", name="Review").click()
    expect(lead.get_by_text("Failure 3")).to_be_visible()
    lead.get_by_role("button", name="Supply the result").click()
    lead.get_by_role("textbox").last.fill("I counted it by hand.")
    lead.keyboard.press("Tab")
    decide(lead, "Supply this result")

    expect(requester.get_by_text("I counted it by hand.").first).to_be_visible()
