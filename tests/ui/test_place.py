"""The place: our own moves hold against an old address, and a wish to go back is granted."""

from typing import Any

import pytest

from ui.parts import place


class Browser:
    """The address and the memory of one page, without Streamlit."""

    def __init__(self) -> None:
        self.query_params: dict[str, str] = {}
        self.session_state: dict[str, Any] = {}
        self.now = 1_000_000


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    browser = Browser()
    monkeypatch.setattr(place, "st", browser)
    monkeypatch.setattr(place, "now_milliseconds", lambda: browser.now)
    return browser


def test_a_deep_link_is_where_we_are(browser: Browser) -> None:
    browser.query_params["request"] = "a"
    assert place.here("request") == "a"


def test_a_move_holds_against_the_address_it_left(browser: Browser) -> None:
    browser.query_params["request"] = "a"
    place.go("request", "b")
    place.go("request", "c")
    for stale in ("a", "b"):
        browser.query_params["request"] = stale
        assert place.here("request") == "c"
        assert browser.query_params["request"] == "c"


def test_a_move_to_nothing_holds_too(browser: Browser) -> None:
    browser.query_params["thread"] = "a"
    place.go("thread", "")
    browser.query_params["thread"] = "a"
    assert place.here("thread") == ""
    assert "thread" not in browser.query_params


def test_the_person_goes_back_when_the_move_has_settled(browser: Browser) -> None:
    browser.query_params["request"] = "a"
    place.go("request", "b")
    browser.now += 2000
    browser.query_params["request"] = "a"
    assert place.here("request") == "a"
    browser.query_params["request"] = "b"
    assert place.here("request") == "b"


def test_an_address_never_left_is_followed_at_once(browser: Browser) -> None:
    place.go("request", "b")
    browser.query_params["request"] = "z"
    assert place.here("request") == "z"
