"""Keys in a real browser: one press, at most one decision, and only on what was looked at."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.people import LOOK_MILLISECONDS, come_in, invite
from tests.browser.serving import Site
from tests.fakes.model import script

pytestmark = pytest.mark.browser

HELD = """() => {
  for (let n = 0; n < 20; n++) {
    const told = { key: 'a', repeat: n > 0, bubbles: true, cancelable: true, composed: true }
    document.body.dispatchEvent(new KeyboardEvent('keydown', told))
  }
}"""
COMPOSED = """() => document.body.dispatchEvent(new KeyboardEvent('keydown',
  { key: 'a', isComposing: true, bubbles: true, composed: true }))"""

HASTY = """() => {
  const place = () => document.querySelector('[class*="st-key-approve-req_"]')
  const item = () => place()?.className.match(/st-key-\\S+/)[0]
  const before = item()
  const look = (_, watching) => {
    if (!place() || item() === before) return
    watching.disconnect()
    place().querySelector('button').click()
  }
  const everything = { childList: true, subtree: true, attributes: true }
  new MutationObserver(look).observe(document.body, everything)
}"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """With a model that asks for what it is told to."""
    site = Site(tmp_path / "home", "tests.fakes.model:ScriptedModel")
    yield site
    site.kill()


def waiting(site: Site, new_page: NewPage, count: int) -> tuple[Page, Page]:
    """A requester who has asked for so many refunds, and a reviewer who sees them."""
    requester, reviewer = new_page(), new_page()
    come_in(requester, site.start(), "requester-1")
    for number in range(1, count + 1):
        call = {"order_id": 1042, "amount_minor": number * 100, "reason": "It broke."}
        said = {"text": script([("refund_order", call)]), "message_id": "m-1"}
        address = f"{site.address}/api/threads/t-{number}/messages"
        told = requester.request.post(address, data=said, headers={"Origin": site.address})
        assert told.ok, told.text()
        requester.wait_for_timeout(60)
    come_in(reviewer, invite(requester, site.address), "reviewer-1")
    expect(reviewer.get_by_text(f"{count} waiting")).to_be_visible()
    return requester, reviewer


def opened(page: Page, number: int) -> None:
    """The refund of so many euros is the open one."""
    expect(page.get_by_role("heading", name=f"{number}.00 EUR")).to_be_visible()


def look(page: Page) -> None:
    page.wait_for_timeout(LOOK_MILLISECONDS)


def test_a_held_key_approves_one_request(site: Site, new_page: NewPage) -> None:
    _, reviewer = waiting(site, new_page, 3)
    opened(reviewer, 1)
    look(reviewer)
    reviewer.evaluate(HELD)
    opened(reviewer, 2)
    look(reviewer)
    opened(reviewer, 2)
    expect(reviewer.get_by_text("2 waiting")).to_be_visible()


def test_a_click_on_what_has_only_just_appeared_is_not_even_sent(
    site: Site, new_page: NewPage
) -> None:
    _, reviewer = waiting(site, new_page, 3)
    opened(reviewer, 1)
    look(reviewer)
    reviewer.evaluate(HASTY)
    reviewer.keyboard.press("a")
    expect(reviewer.get_by_text("look at it first")).to_be_visible()
    opened(reviewer, 2)
    look(reviewer)
    expect(reviewer.get_by_text("look at it, then decide")).to_have_count(0)
    expect(reviewer.get_by_text("2 waiting")).to_be_visible()
    reviewer.get_by_role("button", name="Approve").click()
    opened(reviewer, 3)


def test_a_burst_decides_nothing_that_was_not_looked_at(site: Site, new_page: NewPage) -> None:
    _, reviewer = waiting(site, new_page, 4)
    opened(reviewer, 1)
    look(reviewer)
    told = reviewer.get_by_text("It has only just opened")
    while not told.is_visible():
        reviewer.keyboard.press("a")
    opened(reviewer, 2)
    expect(reviewer.get_by_text("3 waiting")).to_be_visible()


def test_a_reason_is_a_digit_that_may_follow_at_once(site: Site, new_page: NewPage) -> None:
    requester, reviewer = waiting(site, new_page, 2)
    opened(reviewer, 1)
    look(reviewer)
    reviewer.keyboard.press("x")
    reviewer.keyboard.press("2")
    opened(reviewer, 2)
    requester.goto(f"{site.address}/conversations?thread=t-1")
    expect(requester.get_by_text("Wrong amount").first).to_be_visible()


def test_keys_move_both_ways_and_a_quick_run_is_not_lost(site: Site, new_page: NewPage) -> None:
    _, reviewer = waiting(site, new_page, 4)
    opened(reviewer, 1)
    for _ in range(3):
        reviewer.keyboard.press("j")
    opened(reviewer, 4)
    reviewer.keyboard.press("k")
    opened(reviewer, 3)
    expect(reviewer.get_by_text("4 waiting")).to_be_visible()


def test_keys_do_nothing_in_a_field_a_dialog_or_with_others(site: Site, new_page: NewPage) -> None:
    _, reviewer = waiting(site, new_page, 2)
    opened(reviewer, 1)
    look(reviewer)
    for press in ("Control+a", "Alt+a", "Meta+a", "b", "1", "Escape"):
        reviewer.keyboard.press(press)
    reviewer.evaluate(COMPOSED)
    reviewer.keyboard.press("?")
    expect(reviewer.get_by_role("dialog", name="Keys")).to_be_visible()
    reviewer.keyboard.press("a")
    reviewer.keyboard.press("Escape")
    expect(reviewer.get_by_role("dialog", name="Keys")).to_be_hidden()
    reviewer.keyboard.press("x")
    note = reviewer.get_by_label("In your words")
    note.click()
    note.press_sequentially("axejks 2")
    look(reviewer)
    expect(note).to_have_value("axejks 2")
    opened(reviewer, 1)
    expect(reviewer.get_by_text("2 waiting")).to_be_visible()


def test_an_edit_is_typed_compared_kept_and_saved_by_keys(site: Site, new_page: NewPage) -> None:
    requester, reviewer = waiting(site, new_page, 2)
    opened(reviewer, 1)
    look(reviewer)
    reviewer.keyboard.press("e")
    expect(reviewer.get_by_label("Order id")).to_be_focused()
    reason = reviewer.get_by_label("Reason")
    reason.fill("It arrived broken.")
    expect(reviewer.locator("ins")).to_have_text("arrived broken")
    expect(reviewer.locator("del")).to_have_text("broke")
    reason.press("Escape")
    expect(reviewer.get_by_text("Approve runs what was asked")).to_be_visible()
    reviewer.keyboard.press("e")
    expect(reason).to_have_value("It arrived broken.")
    reason.fill("It came broken.")
    reason.press("Control+Enter")
    opened(reviewer, 2)
    requester.goto(f"{site.address}/conversations?thread=t-1")
    expect(requester.get_by_text("approved it with changes").first).to_be_visible()


def test_a_request_is_passed_up_by_keys_and_opens_for_the_lead(
    site: Site, new_page: NewPage
) -> None:
    requester, reviewer = waiting(site, new_page, 2)
    lead = new_page()
    come_in(lead, invite(requester, site.address), "lead-1")
    opened(reviewer, 1)
    look(reviewer)
    reviewer.keyboard.press("s")
    expect(reviewer.get_by_label("Note for the lead")).to_be_visible()
    reviewer.keyboard.press("s")
    opened(reviewer, 2)
    expect(lead.get_by_text("needs a lead").first).to_be_visible()
    expect(lead.get_by_text("Jonas (reviewer) passed it up.")).to_be_visible()
    expect(lead.get_by_role("button", name="Pass up")).to_have_count(0)
