"""console: a reviewer who approves item after item by keys, in a real browser, and idle pages.

Times are taken inside the page, from the key to the frame on which the next item stands; what lies
between two items is the time that the page itself makes a person look.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from statistics import median, quantiles
from typing import Any

LOOK_MILLISECONDS = 900
WAIT_SECONDS = 10.0
CALM_SECONDS = 8.0
IDLE_SECONDS = 20.0
WATCH = """() => {
  const title = () => {
    for (const place of document.querySelectorAll('[class*="st-key-headline"] *')) {
      const found = place.shadowRoot?.querySelector('h2')
      if (found) return found.textContent
    }
    return ''
  }
  window.taken = []
  let shown = title(), shownAt = performance.now(), pressedAt = 0
  window.addEventListener('keydown', () => { pressedAt = performance.now() }, true)
  const look = () => {
    const now = title()
    if (now && now !== shown) {
      const at = performance.now()
      window.taken.push([at - pressedAt, at - shownAt])
      shown = now
      shownAt = at
    }
    requestAnimationFrame(look)
  }
  look()
}"""


def is_installed() -> bool:
    """Whether there is a browser to measure with."""
    return find_spec("playwright") is not None and shutil.which("chromium") is not None


def measure(folder: Path, tick: Callable[[], None], approvals: int, pages: int) -> dict[str, Any]:
    """Approve by keys, one after another; then let pages lie open and do nothing."""
    with _site(folder) as site, _browser() as browser:
        link = site.start()
        requester, reviewer = (browser.new_context().new_page() for _ in range(2))
        _come_in(requester, site, link, approvals + 1)
        _join(reviewer, requester, site)
        taken = _approved(reviewer, approvals, tick)
        idle = _idle_cpu(reviewer.context, site, pages)
    keys = [pair[0] for pair in taken]
    return {
        "approvals": approvals,
        "key_p50_ms": median(keys),
        "key_p95_ms": quantiles(keys, n=20, method="inclusive")[-1],
        "seconds_shown_to_decided": median(pair[1] for pair in taken) / 1000,
        "pages": pages,
        "idle_cpu_share": idle,
    }


def _approved(reviewer: Any, approvals: int, tick: Callable[[], None]) -> list[list[float]]:
    reviewer.get_by_role("heading", name="Refund order").wait_for()
    reviewer.evaluate(WATCH)
    for number in range(approvals):
        reviewer.wait_for_timeout(LOOK_MILLISECONDS)
        reviewer.keyboard.press("a")
        _wait_for(reviewer, number + 1)
        tick()
    taken: list[list[float]] = reviewer.evaluate("window.taken")
    return taken


def _wait_for(reviewer: Any, count: int) -> None:
    """The page's own rules forbid the scripts with which Playwright would wait for a value."""
    until = time.monotonic() + WAIT_SECONDS
    while reviewer.evaluate("window.taken.length") < count:
        if time.monotonic() > until:
            raise TimeoutError("the next item did not come")
        reviewer.wait_for_timeout(20)


def _idle_cpu(context: Any, site: Any, pages: int) -> float:
    """The server's share of one core while `pages` more pages of the queue are open."""
    for _ in range(pages):
        page = context.new_page()
        page.goto(f"{site.address}/review", wait_until="commit")
        page.get_by_role("heading", name="Refund order").wait_for()
    time.sleep(CALM_SECONDS)
    before, since = _cpu_seconds(site.pid), time.monotonic()
    time.sleep(IDLE_SECONDS)
    return (_cpu_seconds(site.pid) - before) / (time.monotonic() - since)


def _cpu_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _come_in(requester: Any, site: Any, link: str, count: int) -> None:
    """Sign in and ask for as many refunds, each in a conversation of its own."""
    from tests.browser.people import come_in  # noqa: PLC0415
    from tests.fakes.model import script  # noqa: PLC0415

    come_in(requester, link, "requester-1")
    for number in range(count):
        call = {"order_id": 1042, "amount_minor": 100 + number, "reason": "It arrived broken."}
        said = {"text": script([("refund_order", call)]), "message_id": "m-1"}
        address = f"{site.address}/api/threads/thread-{number}/messages"
        requester.request.post(address, data=said, headers={"Origin": site.address})


def _join(reviewer: Any, requester: Any, site: Any) -> None:
    from tests.browser.people import come_in, invite  # noqa: PLC0415

    come_in(reviewer, invite(requester, site.address), "reviewer-1")


@contextmanager
def _site(folder: Path) -> Iterator[Any]:
    from tests.browser.serving import Site  # noqa: PLC0415

    site = Site(folder / "home", "tests.fakes.model:ScriptedModel")
    try:
        yield site
    finally:
        site.kill()


@contextmanager
def _browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    from tests.browser.conftest import ARGUMENTS  # noqa: PLC0415

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )
        try:
            yield browser
        finally:
            browser.close()
