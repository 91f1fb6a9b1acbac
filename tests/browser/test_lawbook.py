"""The law in a real browser: one admin proposes, another seconds, the house goes by it at once."""

import re
import sqlite3

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.people import come_in, invite
from tests.browser.serving import Site
from tests.browser.test_pages import listen, say

pytestmark = pytest.mark.browser

WISH = "Which orders are shipped?"


def at_the_law(page: Page, section: str) -> None:
    page.get_by_role("link", name="Policy").click()
    page.get_by_role("tab", name=section).click()


def version(page: Page) -> str:
    return page.get_by_text("Version").first.inner_text().removeprefix("Version ")


def test_two_admins_change_the_law_of_a_running_house(site: Site, new_page: NewPage) -> None:
    ada, abel = new_page(), new_page(color_scheme="dark")
    come_in(ada, site.start(), "admin-1")
    come_in(abel, invite(ada, site.address), "admin-2")
    complaints = [listen(ada), listen(abel)]
    at_the_law(ada, "Change it")
    before, editor = version(ada), ada.get_by_label("The text of the law (TOML)")
    expect(editor).to_have_value(re.compile("act = 0.85"))
    text = editor.input_value()
    editor.fill(text.replace("act = 0.85", "act = 2.0", 1))
    ada.get_by_role("button", name="Validate").click()
    expect(ada.get_by_text("This cannot be law yet")).to_be_visible()
    line = text.split("\n").index("act = 0.85") + 1
    expect(ada.get_by_text(f"Line {line}: confidence.act")).to_be_visible()
    editor.fill(text.replace("act = 0.85", "act = 0.95", 1))
    ada.get_by_role("button", name="Backtest").click()
    expect(ada.get_by_text("No action was recorded that could be tried.")).to_be_visible()
    ada.get_by_label("Why the law should change").fill("Be careful")
    ada.get_by_role("button", name="Propose").click()
    expect(ada.get_by_role("tab", name="Bills · 1")).to_be_visible()
    at_the_law(abel, "Bills · 1")
    expect(abel.get_by_role("heading", name="Be careful")).to_be_visible()
    abel.get_by_role("button", name="Second and enact").click()
    expect(abel.get_by_text("No law is proposed.")).to_be_visible()
    expect(ada.get_by_text("seconded by Abel (admin)")).to_be_visible()
    after = version(abel)
    assert after != before
    ada.get_by_role("link", name="Conversations").click()
    say(ada, WISH)
    expect(ada.get_by_role("list", name="Conversations").get_by_text("Done")).to_be_visible()
    kept = sqlite3.connect(site.home / "countersign.db")
    assert {row[0] for row in kept.execute("SELECT policy_version FROM verdicts")} == {after}
    kept.close()
    assert complaints == [[], []]


def test_a_phone_shows_the_law_without_scrolling_sideways(site: Site, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    come_in(page, site.start(), "admin-1")
    for section in ("In force", "Change it", "Bills · 0", "History"):
        page.goto(f"{site.address}/policy")
        page.get_by_role("tab", name=section).click()
        page.wait_for_timeout(500)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
