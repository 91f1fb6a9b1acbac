"""conftest: one Chromium for all tests; without it they are skipped loudly, and fail in CI."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.serving import Site

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TIMEOUT_MILLISECONDS = 30_000
expect.set_options(timeout=TIMEOUT_MILLISECONDS)

NewPage = Callable[..., Page]


# Not for the session: while Playwright is open, its event loop counts as running in this thread,
# and no other test could run one.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        words = "NOT TESTED IN A BROWSER: no chromium on this machine; install it (apt, brew)."
        if os.environ.get("CI") == "true":
            pytest.fail(words)
        pytest.skip(words)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[NewPage]:
    """Makes pages, each in a context of its own as it is wanted; none may speak to other hosts."""
    contexts = []
    strangers: list[str] = []

    def make(**changed: Any) -> Page:
        wanted: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}} | changed
        context = chromium.new_context(**wanted)
        context.set_default_timeout(TIMEOUT_MILLISECONDS)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: strangers.append(request.url))
        return page

    yield make
    for context in contexts:
        context.close()
    local = ("http://127.0.0.1:", "blob:", "data:")
    assert [url for url in strangers if not url.startswith(local)] == []


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path / "home")
    site.home.mkdir()
    yield site
    site.kill()
