"""screens: takes the pictures of the README from the running console, so that they never lie.

It serves a fresh house with the practice model, has three people use it, and photographs what they
see.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tests.browser.conftest import ARGUMENTS
from tests.browser.people import come_in, decide, invite
from tests.browser.phones import choose_photos, tap
from tests.browser.pictures import shop_window
from tests.browser.serving import Site

PICTURES = Path(__file__).parent / "screens"
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
WISHES = (
    "Which orders are shipped?",
    "Cancel order 1047, it was a mistake",
    "Refund order 1042, the mug arrived broken, and tell the customer by mail",
)
SUBJECT = "About your broken mug"
TASK = (
    "Have someone photograph the shop window in Harbour Street before six tomorrow, "
    "the opening hours must be readable"
)
SEEN = "Taken from across the street; the shop was open."
CALM_MILLISECONDS = 900


def main() -> int:
    """Take all the pictures anew; the exit status."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Site(Path(folder))
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )
        phone = dict(playwright.devices["iPhone 13"], viewport={"width": 390, "height": 844})
        phone.pop("default_browser_type")
        try:
            _visit(browser, site, phone)
        finally:
            browser.close()
            site.kill()
    return 0


def _visit(browser: Browser, site: Site, phone: dict[str, Any]) -> None:
    requester = _page(browser.new_context(viewport=DESKTOP, color_scheme="light"))
    come_in(requester, site.start(), "requester-1")
    for wish in WISHES:
        requester.get_by_text("New conversation").click()
        requester.get_by_text("What shall be done?").wait_for()
        requester.get_by_test_id("stChatInputTextArea").fill(wish)
        requester.keyboard.press("Enter")
        requester.get_by_role("heading", name=wish[:20]).wait_for()
    requester.get_by_text("Waits for a reviewer to countersign").nth(1).wait_for()

    reviewer = _page(browser.new_context(viewport=DESKTOP, color_scheme="light"))
    come_in(reviewer, invite(requester, site.address), "reviewer-1")
    _open(reviewer, "Refund order")
    _take(reviewer, "review-light")
    cookies = reviewer.context.cookies()

    in_hand = browser.new_context(**phone, color_scheme="light")
    in_hand.add_cookies(cookies)  # type: ignore[arg-type]
    holding = _page(in_hand)
    holding.goto(reviewer.url)
    holding.get_by_role("button", name="Approve").wait_for()
    _take(holding, "review-phone")

    at_night = browser.new_context(viewport=DESKTOP, color_scheme="dark")
    at_night.add_cookies(cookies)  # type: ignore[arg-type]
    late = _page(at_night)
    late.goto(reviewer.url)
    _open(late, "Send mail")
    late.get_by_role("button", name="Edit").click()
    late.get_by_label("Subject").fill(SUBJECT)
    late.keyboard.press("Tab")
    late.get_by_text("Subject").nth(1).wait_for()
    _take(late, "review-dark")

    _open(reviewer, "Refund order")
    decide(reviewer, "Approve")
    requester.get_by_text("reviewer-1 approved it.").wait_for()
    _take(requester, "conversations-light")
    operator = _page(browser.new_context(**phone, color_scheme="light"))
    _fieldwork(site, requester, reviewer, operator)


def _fieldwork(site: Site, requester: Page, reviewer: Page, operator: Page) -> None:
    come_in(operator, invite(requester, site.address), "operator-1")
    requester.get_by_text("New conversation").click()
    requester.get_by_text("What shall be done?").wait_for()
    requester.get_by_test_id("stChatInputTextArea").fill(TASK)
    requester.keyboard.press("Enter")
    _open(reviewer, "Hire operator")
    decide(reviewer, "Approve")

    tap(operator, "Take it")
    choose_photos(operator, ("IMG_0412.jpg", shop_window()))
    operator.get_by_alt_text("Photo 1 of 1").wait_for()
    operator.get_by_label("Note").fill(SEEN)
    _take(operator, "field-phone")
    tap(operator, "Send proof")

    _open(reviewer, "Is it done?")
    reviewer.get_by_alt_text("Photo 1 of 1").wait_for()
    _take(reviewer, "proof-light")


def _page(context: BrowserContext) -> Page:
    context.set_default_timeout(30_000)
    return context.new_page()


def _open(page: Page, title: str) -> None:
    page.get_by_role("list", name="Requests that wait").get_by_text(title).click()
    page.get_by_role("heading", name=title).wait_for()


def _take(page: Page, name: str) -> None:
    page.mouse.move(0, 0)
    page.wait_for_timeout(CALM_MILLISECONDS)
    page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
