"""Pages for everybody: no violation of WCAG 2.2 AA that a machine can find, in light and dark."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.people import come_in, invite
from tests.browser.phones import PHONE
from tests.browser.serving import Site

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    }
}


def faults(page: Page) -> list[str]:
    """What axe finds, one line for each place."""
    page.wait_for_timeout(600)
    found = Axe().run(page, options=RULES).response["violations"]
    return [_line(violation, node) for violation in found for node in violation["nodes"]]


def _line(violation: dict[str, Any], node: dict[str, Any]) -> str:
    return (
        f"{violation['id']}: {node['target']} {node['html'][:160]} {node['failureSummary'][:200]}"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desk_is_for_everybody(site: Site, new_page: NewPage, scheme: str) -> None:
    requester, reviewer = new_page(color_scheme=scheme), new_page(color_scheme=scheme)
    link = site.start()
    requester.goto(link)
    assert faults(requester) == [], "sign-in"
    come_in(requester, link, "requester-1")
    come_in(reviewer, invite(requester, site.address), "reviewer-1")
    expect(reviewer.get_by_text("Nothing waits for you")).to_be_visible()
    assert faults(reviewer) == [], "empty queue"
    requester.get_by_test_id("stChatInputTextArea").fill(
        "Refund order 1042, the mug arrived broken, and tell the customer by mail"
    )
    requester.keyboard.press("Enter")
    expect(reviewer.get_by_role("heading", name="Refund order")).to_be_visible()
    assert faults(reviewer) == [], "looking"
    reviewer.keyboard.press("?")
    assert faults(reviewer) == [], "keys"
    reviewer.keyboard.press("Escape")
    reviewer.keyboard.press("x")
    expect(reviewer.get_by_label("In your words")).to_be_visible()
    assert faults(reviewer) == [], "rejecting"
    reviewer.get_by_role("button", name="Back").hover()
    assert faults(reviewer) == [], "about to go back"
    reviewer.keyboard.press("Escape")
    expect(reviewer.get_by_role("button", name="Edit")).to_be_visible()
    reviewer.keyboard.press("e")
    reviewer.get_by_label("Reason").fill("It came in two pieces.")
    assert faults(reviewer) == [], "editing"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_conversations_and_field_are_for_everybody(
    site: Site, new_page: NewPage, scheme: str
) -> None:
    requester, operator = new_page(color_scheme=scheme), new_page(**PHONE, color_scheme=scheme)
    come_in(requester, site.start(), "requester-1")
    requester.get_by_test_id("stChatInputTextArea").fill("Refund order 1042, it broke")
    requester.keyboard.press("Enter")
    expect(requester.get_by_text("Waits for a reviewer").first).to_be_visible()
    assert faults(requester) == [], "conversations"
    come_in(operator, invite(requester, site.address), "operator-1")
    expect(operator.get_by_text("Nothing is offered now")).to_be_visible()
    assert faults(operator) == [], "field"
