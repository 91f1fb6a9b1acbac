"""Undo and very long words in a real browser: U while nothing has begun, and much malice."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.serving import ROOT, Site
from tests.browser.test_keys import look, opened, waiting
from tests.browser.test_pages import listen
from tests.fakes.model import script

pytestmark = pytest.mark.browser

MALICE = "<img src=https://evil.example/x onerror=alert(1)> ![x](https://evil.example/y) \u202e "


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """With a model that asks for what it is told to."""
    site = Site(tmp_path / "home", "tests.fakes.model:ScriptedModel")
    yield site
    site.kill()


def test_u_takes_a_decision_back_while_nothing_has_begun(site: Site, new_page: NewPage) -> None:
    _, reviewer = waiting(site, new_page, 2)
    halted = subprocess.run(
        [sys.executable, "-c", "from server.cli import main; main()", "halt", "--as", "lead-1"],
        cwd=ROOT,
        env=os.environ | {"COUNTERSIGN_HOME": str(site.home)},
    )
    assert halted.returncode == 0
    opened(reviewer, 1)
    look(reviewer)
    reviewer.keyboard.press("a")
    opened(reviewer, 2)
    expect(reviewer.get_by_text("1 waiting")).to_be_visible()
    reviewer.keyboard.press("u")
    expect(reviewer.get_by_text("2 waiting")).to_be_visible()


def test_as_much_malice_as_a_message_holds_stays_words(site: Site, new_page: NewPage) -> None:
    requester, reviewer = waiting(site, new_page, 1)
    complaints = listen(reviewer)
    call = {"to": "bo@example.com", "subject": "Hi", "body": MALICE * 1_000, "_rationale": MALICE}
    said = {"text": script([("send_mail", call)]), "message_id": "m-2"}
    assert 80_000 < len(said["text"]) < 100_000
    address = f"{site.address}/api/threads/t-9/messages"
    told = requester.request.post(address, data=said, headers={"Origin": site.address})
    assert told.ok, told.text()
    expect(reviewer.get_by_text("2 waiting")).to_be_visible()
    look(reviewer)
    reviewer.keyboard.press("j")
    expect(reviewer.get_by_role("heading", name="Send mail")).to_be_visible()
    assert reviewer.locator("main img[src*=evil], main a[href*=evil]").count() == 0
    assert complaints == []
