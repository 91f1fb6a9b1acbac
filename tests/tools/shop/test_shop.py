"""The demo shop: seeded once, every effect one transaction, every key acts once."""

import json
import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from domain.errors import Conflict, CountersignError, Invalid, Missing, Unavailable
from tests.tools.shop.open import tools
from tools.shop.store import Shop


def refund(home: Path, key: str, amount_minor: int = 1850, order_id: int = 1042) -> Any:
    return tools(home)["refund_order"].invoke(
        {
            "order_id": order_id,
            "amount_minor": amount_minor,
            "reason": "It broke.",
            "idempotency_key": key,
        }
    )


def cancel(home: Path, key: str, order_id: int = 1047) -> Any:
    return tools(home)["cancel_order"].invoke(
        {"order_id": order_id, "reason": "A mistake.", "idempotency_key": key}
    )


def test_nothing_is_opened_before_the_first_use(tmp_path: Path) -> None:
    tools(tmp_path / "home")
    assert not (tmp_path / "home").exists()


def test_order_1042_is_a_mug_with_all_its_fields(tmp_path: Path) -> None:
    order = tools(tmp_path)["read_order"].invoke({"order_id": 1042})
    assert "mug" in order["items"][0]["name"]
    assert order == {
        "order_id": 1042,
        "customer_id": 201,
        "customer_name": "Anna Berger",
        "customer_email": "anna.berger@example.com",
        "items": [{"name": "Stoneware mug", "quantity": 1, "price_minor": 1850}],
        "total_minor": 1850,
        "refunded_minor": 0,
        "currency": "EUR",
        "status": "delivered",
        "placed_at": "2026-01-12T08:47:00Z",
    }
    json.dumps(order)


def test_two_shops_are_seeded_alike(tmp_path: Path) -> None:
    one, other = (tools(tmp_path / home)["search_orders"].invoke({}) for home in ("one", "other"))
    assert one == other
    assert one["count"] == 14


def test_searches_narrow_down(tmp_path: Path) -> None:
    shop = tools(tmp_path)
    orders = shop["search_orders"].invoke({"query": "mug"})["orders"]
    assert [each["order_id"] for each in orders] == [1048, 1042]
    assert shop["search_orders"].invoke({"status": "cancelled"})["count"] == 1
    assert shop["search_orders"].invoke({"customer_id": 201})["count"] == 2
    assert (
        shop["search_customers"].invoke({"query": "anna"})["customers"][0]["name"] == "Anna Berger"
    )
    assert shop["search_customers"].invoke({"query": "anna"})["count"] == 1
    assert shop["search_customers"].invoke({"query": "' OR 1=1 --"})["count"] == 0
    assert shop["read_customer"].invoke({"customer_id": 201})["order_ids"] == [1036, 1042]


def test_a_refund_is_paid_once_per_key(tmp_path: Path) -> None:
    first = refund(tmp_path, "one")
    assert refund(tmp_path, "one") == first
    (paid,) = Shop(tmp_path / "shop.db").refunds()
    assert (paid["order_id"], paid["amount_minor"], paid["at"]) == (
        1042,
        1850,
        "2026-01-14T12:00:00Z",
    )


def test_a_key_of_another_effect_is_refused(tmp_path: Path) -> None:
    refund(tmp_path, "one", amount_minor=100)
    with pytest.raises(Conflict, match="already used"):
        refund(tmp_path, "one", amount_minor=200)
    with pytest.raises(Conflict):
        cancel(tmp_path, "one")
    assert len(Shop(tmp_path / "shop.db").refunds()) == 1


def test_no_more_than_the_rest_is_paid_back(tmp_path: Path) -> None:
    refund(tmp_path, "one", amount_minor=1000)
    with pytest.raises(Invalid, match="give 850 or less"):
        refund(tmp_path, "two", amount_minor=851)
    refund(tmp_path, "three", amount_minor=850)
    with pytest.raises(Conflict, match="refunded in full"):
        refund(tmp_path, "four", amount_minor=1)
    assert sum(each["amount_minor"] for each in Shop(tmp_path / "shop.db").refunds()) == 1850


def test_a_cancellation_happens_once_and_only_before_shipping(tmp_path: Path) -> None:
    first = cancel(tmp_path, "one")
    assert cancel(tmp_path, "one") == first
    with pytest.raises(Conflict, match="already cancelled"):
        cancel(tmp_path, "two")
    with pytest.raises(Conflict, match="already shipped"):
        cancel(tmp_path, "three", order_id=1043)
    assert len(Shop(tmp_path / "shop.db").cancellations()) == 1


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("read_order", {"order_id": 1}),
        ("read_customer", {"customer_id": 1}),
        (
            "refund_order",
            {"order_id": 1, "amount_minor": 1, "reason": "x", "idempotency_key": "k"},
        ),
        ("cancel_order", {"order_id": 1, "reason": "x", "idempotency_key": "k"}),
    ],
)
def test_what_is_not_there_is_missing_in_words(
    tmp_path: Path, name: str, arguments: dict[str, Any]
) -> None:
    with pytest.raises(Missing) as refusal:
        tools(tmp_path)[name].invoke(arguments)
    assert "search" in refusal.value.sentence


@pytest.mark.parametrize(
    "changes", [{"order_id": 10**30}, {"order_id": 0}, {"amount_minor": 0}, {"reason": "\ud800"}]
)
def test_impossible_arguments_never_reach_the_shop(tmp_path: Path, changes: dict[str, Any]) -> None:
    given = {"order_id": 1042, "amount_minor": 1, "reason": "x", "idempotency_key": "k"}
    with pytest.raises(ValidationError):
        tools(tmp_path)["refund_order"].invoke({**given, **changes})


def test_an_effect_without_a_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="key"):
        refund(tmp_path, "")


def test_a_shop_that_cannot_be_opened_says_so_in_words(tmp_path: Path) -> None:
    (tmp_path / "shop.db").mkdir()
    with pytest.raises(Unavailable, match="nothing was changed"):
        tools(tmp_path)["read_order"].invoke({"order_id": 1042})


def test_one_key_from_many_threads_acts_once(tmp_path: Path) -> None:
    tool = tools(tmp_path)["refund_order"]
    given = {"order_id": 1042, "amount_minor": 1850, "reason": "x", "idempotency_key": "one"}
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: tool.invoke(dict(given)), range(16)))
    assert all(each == results[0] for each in results)
    assert len(Shop(tmp_path / "shop.db").refunds()) == 1


def _refund_in_a_process(home: str, key: str) -> str:
    try:
        refund(Path(home), key, amount_minor=1000)
    except CountersignError as refusal:
        return refusal.code
    return "paid"


def test_many_processes_may_open_a_new_shop_at_once(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4, mp_context=multiprocessing.get_context("spawn")) as pool:
        told = list(
            pool.map(_refund_in_a_process, [str(tmp_path)] * 8, [f"k{i}" for i in range(8)])
        )
    assert sorted(told) == ["paid", *["refund_above_rest"] * 7]
    assert len(Shop(tmp_path / "shop.db").refunds()) == 1
