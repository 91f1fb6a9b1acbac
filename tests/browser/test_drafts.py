"""An answer grows on the page while the agent writes it, in its place and without flicker."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.people import come_in
from tests.browser.serving import Site
from tests.fakes.model import script

pytestmark = pytest.mark.browser

MODEL = "tests.fakes.models:SlowModel"
NUMBER = 1042
# Each moment at which the page differs: what the answer says, and how faint anything said is.
WATCH = """() => {
  window.seen = []
  const look = () => {
    const said = [...document.querySelectorAll('[data-testid=stChatMessage]')]
    const blocks = said.flatMap((one) => [...one.querySelectorAll('*')])
    const moment = {
      said: said.length > 1 ? said.at(-1).innerText.trim() : '',
      opacity: Math.min(1, ...blocks.map((block) => Number(getComputedStyle(block).opacity))),
    }
    const last = window.seen.at(-1)
    if (JSON.stringify(last) !== JSON.stringify(moment)) window.seen.push(moment)
    window.watching = requestAnimationFrame(look)
  }
  look()
}"""


@pytest.fixture
def slow_site(tmp_path: Path) -> Any:
    site = Site(tmp_path / "home", MODEL)
    yield site
    site.kill()


def test_an_answer_grows_in_its_place_without_flicker(slow_site: Site, new_page: NewPage) -> None:
    page = new_page()
    come_in(page, slow_site.start(), "requester-1")
    asked = script([("read_order", {"order_id": NUMBER})])
    page.get_by_test_id("stChatInputTextArea").fill(asked)
    page.evaluate(WATCH)
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stChatMessage")).to_have_count(2)
    expect(page.get_by_text("Working on it")).to_have_count(0, timeout=20_000)
    page.evaluate("cancelAnimationFrame(window.watching)")

    seen: list[dict[str, Any]] = page.evaluate("window.seen")
    words = [moment["said"] for moment in seen]
    grown = list(dict.fromkeys(words[words.index(next(filter(None, words))) :]))
    assert len(grown) >= 3
    assert all(grown), "the answer was gone for a moment"
    assert sorted(grown, key=len) == grown
    assert all(grown[-1].startswith(said) for said in grown)
    # While the page of before leaves, the first words may still be faint.
    assert min(moment["opacity"] for moment in seen[words.index(grown[1]) :]) == 1
