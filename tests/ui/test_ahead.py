"""Ahead: a page that a decision brought along is for the run that it began, and for no other."""

from typing import Any

import pytest

from domain.waiting import Workplace
from tests.ui.fakes import FakeClient
from tests.ui.staging import click, labels, part, staged
from tests.ui.values import JONAS, queue_of, request
from ui.screens import ahead, review

DESK = Workplace(queue=queue_of([]), opened=None)


class Browser:
    """The memory of one page, and its clock."""

    def __init__(self) -> None:
        self.session_state: dict[str, Any] = {}
        self.now = 1_000_000


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    browser = Browser()
    monkeypatch.setattr(ahead, "st", browser)
    monkeypatch.setattr(ahead, "now_milliseconds", lambda: browser.now)
    return browser


def test_what_was_brought_along_is_told_once(browser: Browser) -> None:
    ahead.keep("req_2", "req_1", DESK)
    assert ahead.take("req_2", "req_1") is DESK
    assert ahead.take("req_2", "req_1") is None


def test_it_is_not_told_for_another_request_nor_later(browser: Browser) -> None:
    for asked in (("req_3", "req_1"), ("req_2", "req_9")):
        ahead.keep("req_2", "req_1", DESK)
        assert ahead.take(*asked) is None
        assert ahead.take("req_2", "req_1") is None
    ahead.keep("req_2", "req_1", DESK)
    browser.now += ahead.FRESH_MILLISECONDS
    assert ahead.take("req_2", "req_1") is None


def test_a_decision_asks_for_the_next_page_and_nothing_is_read_twice() -> None:
    class Counting(FakeClient):
        reads = 0

        def workplace(self, opened: str = "", last: str = "") -> Workplace:
            self.reads += 1
            return super().workplace(opened, last)

    client = Counting(request(), request("req_2"))
    stage = staged(review.show, client, JONAS)
    before = client.reads
    click(stage, "Approve")
    assert client.reads == before + 1
    assert part(stage, "headline")["title"] == "Refund order req_2"
    assert "Undo" in labels(stage)
