"""test_partner: it fails alike until told otherwise, and after a silence its status tells."""

import asyncio
from pathlib import Path

import pytest

from domain.errors import CountersignError, Unavailable
from tests.fakes.papers import LAW
from tests.tools.shop.open import shop, tools, use
from tools.calling import Ending, perform
from tools.catalogue import tool_of
from tools.intent import Intent, Lease
from tools.shop import set_partner
from tools.shop.partner import TIMEOUT_SECONDS, sync_stock


def sync(home: Path) -> Ending:
    """How the journal's own caller reads one sync."""
    intent = Intent(
        Lease("t-1", 1), "c-1", 1, tool_of(tools(home)["sync_stock"]), {}, {}, None, LAW
    )
    return asyncio.run(perform(intent, lambda _: None))


def test_it_fails_alike_until_told_otherwise(tmp_path: Path) -> None:
    endings = [sync(tmp_path) for _ in range(3)]
    assert endings[0].state == "failed"
    assert "certificate expired on 2026-01-01" in endings[0].result
    assert len(set(endings)) == 1
    status = use(tmp_path, "partner_status", None)
    assert (status["syncs"], status["last_sync"]) == (0, None)
    assert "refuses" in status["partner"]


def test_told_to_be_well_it_takes_the_stock(tmp_path: Path) -> None:
    set_partner(tmp_path / "shop.db", "well")
    answer = use(tmp_path, "sync_stock", None)
    assert answer["status"] == "synced"
    assert answer["items"] == 15
    assert use(tmp_path, "sync_stock", None)["sync_id"] == 2
    assert use(tmp_path, "partner_status", None)["syncs"] == 2


def test_told_to_hang_it_takes_the_stock_and_says_nothing(tmp_path: Path) -> None:
    set_partner(tmp_path / "shop.db", "hang")
    with pytest.raises(TimeoutError):
        sync_stock(shop(tmp_path), hang_seconds=0.01)
    status = use(tmp_path, "partner_status", None)
    assert status["last_sync"] == {"sync_id": 1, "items": 15, "at": "2026-01-14T12:00:00Z"}


def test_it_can_be_told_to_fail_again(tmp_path: Path) -> None:
    set_partner(tmp_path / "shop.db", "well")
    set_partner(tmp_path / "shop.db", "fail")
    with pytest.raises(Unavailable):
        use(tmp_path, "sync_stock", None)


def test_a_mood_it_does_not_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CountersignError, match="fail, hang or well"):
        set_partner(tmp_path / "shop.db", "sulk")  # type: ignore[arg-type]


def test_the_house_waits_five_seconds_and_never_calls_again_by_itself(tmp_path: Path) -> None:
    tool = tool_of(tools(tmp_path)["sync_stock"])
    assert (tool.timeout_seconds, tool.idempotent, tool.takes_key) == (5.0, False, False)
    assert TIMEOUT_SECONDS == 5.0
