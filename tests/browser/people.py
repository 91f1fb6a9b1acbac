"""people: how people come in by their browsers, and how they decide: not faster than they look."""

import re

from playwright.sync_api import Page

LOOK_MILLISECONDS = 900


def come_in(page: Page, link: str, person: str) -> None:
    """Open an invitation and choose who to be."""
    page.goto(link)
    page.locator(f"button[value={person}]").click()
    page.get_by_role("button", name="Sign out").wait_for()


def invite(page: Page, address: str) -> str:
    """A further link, made by somebody signed in; the page comes back to where it was."""
    before = page.url
    page.goto(f"{address}/signin")
    page.get_by_role("button", name="Make a link").click()
    link = page.get_by_label("Link").input_value()
    page.goto(before)
    return link


def decide(page: Page, label: str) -> None:
    """Look at the open item, then click; a button may name the key that does the same."""
    page.wait_for_timeout(LOOK_MILLISECONDS)
    name = re.compile(rf"^{re.escape(label)}( [A-Z]| Ctrl Enter)?$")
    page.get_by_role("button", name=name).click()
