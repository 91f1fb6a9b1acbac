"""A plan in a real browser: seen whole, narrowed, agreed to once; what it covers goes alone."""

import sqlite3

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.people import come_in, decide, invite
from tests.browser.serving import Site
from tests.browser.test_access import faults
from tests.browser.test_pages import listen, say

pytestmark = pytest.mark.browser

# Each of the two would be asked about: the agent is not sure enough to act alone.
WISH = (
    "Plan first: credit customer 203 with 5 EUR for the long wait "
    "and credit customer 204 with 7 EUR for the long wait"
)


def credited(site: Site) -> list[tuple[int, int]]:
    """Who was credited with how many cents."""
    connection = sqlite3.connect(site.home / "shop.db")
    try:
        rows = connection.execute("SELECT customer_id, amount_minor FROM credits ORDER BY 1")
        return rows.fetchall()
    finally:
        connection.close()


def test_a_narrowed_plan_lets_what_it_covers_go_and_asks_about_the_rest(
    site: Site, new_page: NewPage
) -> None:
    requester, reviewer = new_page(), new_page()
    come_in(requester, site.start(), "requester-1")
    come_in(reviewer, invite(requester, site.address), "reviewer-1")
    complaints = [listen(requester), listen(reviewer)]
    say(requester, WISH)
    expect(reviewer.get_by_role("heading", name="Plan · 2 steps")).to_be_visible()
    for words in ("€5.00", "€7.00", "€12.00", "It lets the agent do what it names"):
        expect(reviewer.get_by_text(words)).to_be_visible()
    assert faults(reviewer) == [], "the plan"
    reviewer.keyboard.press("e")
    reviewer.get_by_text("2. Goodwill credit").click()
    expect(reviewer.get_by_text("Amount: €7.00")).to_have_count(0)
    reviewer.emulate_media(color_scheme="dark")
    assert faults(reviewer) == [], "narrowing it, in the dark"
    assert credited(site) == []
    decide(reviewer, "Approve with my changes")

    expect(requester.get_by_text("1 of 1 used")).to_be_visible()
    assert credited(site) == [(203, 500)]
    expect(reviewer.get_by_role("heading", name="Goodwill credit · 204 · 7.00 EUR")).to_be_visible()
    expect(reviewer.get_by_text("1 waiting")).to_be_visible()
    assert faults(requester) == [], "the approved plan"
    decide(reviewer, "Approve")
    expect(requester.get_by_test_id("stChatMessage")).to_have_count(2)
    assert credited(site) == [(203, 500), (204, 700)]
    assert complaints == [[], []]
