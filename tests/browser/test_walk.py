"""The whole walk: ask, countersign, die in the middle, go on, change, countersign, answer."""

import email
import sqlite3
from email.message import Message
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.people import come_in, decide, invite
from tests.browser.serving import Site

pytestmark = pytest.mark.browser

WISH = "Refund order 1042, the mug arrived broken, and tell the customer by mail"
SUBJECT = "About your broken mug"


def test_a_refund_and_a_mail_happen_once_though_the_server_dies(
    site: Site, new_page: NewPage
) -> None:
    requester, reviewer = new_page(), new_page()
    come_in(requester, site.start(), "requester-1")
    come_in(reviewer, invite(requester, site.address), "reviewer-1")
    requester.evaluate("window.sameVisit = true")
    reviewer.evaluate("window.sameVisit = true")

    requester.get_by_test_id("stChatInputTextArea").fill(WISH)
    requester.keyboard.press("Enter")
    expect(requester.get_by_text("Waits for a reviewer to countersign")).to_have_count(2)

    expect(reviewer.get_by_role("heading", name="Refund order · 1042")).to_be_visible()
    expect(reviewer.get_by_text("2 waiting")).to_be_visible()
    site.kill_at_next_call()
    decide(reviewer, "Approve")
    assert site.ended() == -9
    assert _refunds(site.home) == []

    site.start()
    expect(requester.get_by_text("reviewer-1 approved it.")).to_have_count(1)
    assert len(_refunds(site.home)) == 1

    reviewer.get_by_role("button", name="Next").or_(
        reviewer.get_by_role("heading", name="Send mail")
    ).first.wait_for()
    if reviewer.get_by_role("button", name="Next").is_visible():
        reviewer.get_by_role("button", name="Next").click()
    expect(reviewer.get_by_role("heading", name="Send mail")).to_be_visible()
    reviewer.get_by_role("button", name="Edit").click()
    reviewer.get_by_label("Subject").fill(SUBJECT)
    decide(reviewer, "Approve with my changes")
    expect(reviewer.get_by_text("Nothing waits for you")).to_be_visible()

    expect(requester.get_by_text("reviewer-1 approved it with changes.")).to_be_visible()
    expect(requester.get_by_test_id("stChatMessage")).to_have_count(2)
    assert requester.evaluate("window.sameVisit") is True
    assert reviewer.evaluate("window.sameVisit") is True
    assert [refund["amount_minor"] for refund in _refunds(site.home)] == [1850]
    assert [mail["subject"] for mail in _mails(site.home)] == [SUBJECT]
    assert site.stop() == 0


def _refunds(home: Path) -> list[dict[str, Any]]:
    connection = sqlite3.connect(home / "shop.db")
    connection.row_factory = sqlite3.Row
    try:
        return [dict(row) for row in connection.execute("SELECT * FROM refunds")]
    finally:
        connection.close()


def _mails(home: Path) -> list[Message]:
    folder = home / "maildir"
    files = [path for name in ("new", "cur") for path in sorted((folder / name).glob("*"))]
    return [email.message_from_bytes(path.read_bytes(), policy=default) for path in files]
