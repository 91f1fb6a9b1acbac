"""Hanging: the server is killed while the partner says nothing; a person is asked what happened."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from domain.clock import SystemClock
from tests.browser.serving import Site
from tests.fakes.patience import wait_for
from tools.shop import set_partner
from tools.shop.partner import TIMEOUT_SECONDS
from tools.shop.store import Shop

THREAD = "/api/threads/t-1"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path / "home")
    yield site
    site.kill()


@contextmanager
def visit(site: Site, link: str, person: str) -> Iterator[httpx.Client]:
    """Somebody signed in."""
    with httpx.Client(base_url=site.address, trust_env=False) as client:
        client.post("/signin", data={"invitation": link.split("=")[1], "person": person})
        assert client.get("/api/me").json()["id"] == person
        yield client


def test_the_server_is_killed_while_the_partner_hangs_and_a_person_is_asked(site: Site) -> None:
    shop = Shop(site.home / "shop.db", SystemClock())
    site.home.mkdir()
    set_partner(shop.path, "hang")
    with visit(site, site.start(), "requester-1") as requester:
        requester.post(f"{THREAD}/messages", json={"text": "Sync the stock with the partner"})
        wait_for(lambda: shop.rows("SELECT * FROM syncs"))
        site.kill()
        with visit(site, site.start(), "reviewer-1") as reviewer:
            _is_asked_and_answers(requester, reviewer)
    assert len(shop.rows("SELECT * FROM syncs")) == 1


def _is_asked_and_answers(requester: httpx.Client, reviewer: httpx.Client) -> None:
    (request,) = wait_for(lambda: reviewer.get("/api/requests").json())
    (effect,) = requester.get(f"{THREAD}/effects").json()
    assert (request["kind"], effect["state"]) == ("outcome", "unknown")
    opened = datetime.fromisoformat(request["opened_at"])
    started = datetime.fromisoformat(effect["started_at"])
    assert opened - started >= timedelta(seconds=TIMEOUT_SECONDS)

    answer = {"action": "accept", "content": {"happened": True}}
    decided = reviewer.post(f"/api/requests/{request['id']}/decision", json=answer)
    assert decided.status_code == 200, decided.text
    wait_for(lambda: requester.get(THREAD).json()["status"] == "idle")
    (effect,) = requester.get(f"{THREAD}/effects").json()
    assert effect["state"] == "done"
    assert requester.get(THREAD).json()["messages"][-1]["speaker"] == "assistant"
    assert reviewer.get("/api/requests").json() == []
