"""test_declarations: what the shop's tools say of themselves, what the law makes of it, and which
words the practice model needs to find them.
"""

from pathlib import Path
from typing import Any

import pytest
from langchain_core.utils.function_calling import convert_to_openai_tool

from domain.action import Action
from domain.risk import Risk
from domain.verdict import Mode, Route, Verdict
from policy.context import Context
from policy.digest import digest_of
from policy.gate import judge
from policy.rules import enact
from tests.graph.practice.shop import open_shop
from tests.tools.shop.open import shop, tools, use
from tools.catalogue import catalogue_of, tool_of

LAW = Path(__file__).parents[3] / "policy" / "default.toml"


def judged(home: Path, name: str, confidence: float = 0.9, **arguments: Any) -> Verdict:
    tool = tool_of(tools(home)[name])
    action = Action(
        call_id="c-1",
        name=name,
        arguments=arguments,
        digest=digest_of(name, arguments),
        fingerprint=tool.fingerprint,
        confidence=confidence,
        risk=tool.risk,
    )
    return judge(action, Context(), enact(LAW.read_text(), "the law"))


def test_every_tool_declares_its_risk_and_hides_its_key(tmp_path: Path) -> None:
    for name, tool in tools(tmp_path).items():
        metadata = tool.metadata or {}
        risk = Risk.model_validate(metadata["risk"])
        assert risk.read_only is (name.startswith(("read", "search")) or name == "partner_status")
        assert metadata["idempotent"] is (name != "sync_stock")
        assert all(isinstance(example, str) for example in metadata["examples"])
        parameters = convert_to_openai_tool(tool)["function"]["parameters"]
        assert "idempotency_key" not in parameters["properties"]
        assert all(each.get("description") for each in parameters["properties"].values())
    for name in ("refund_order", "goodwill_credit"):
        risk = Risk.model_validate((tools(tmp_path)[name].metadata or {})["risk"])
        assert risk.cost.argument == "amount_minor"


def test_what_can_be_taken_back_names_a_tool_that_does_it(tmp_path: Path) -> None:
    told = {tool.name: tool.undo for tool in catalogue_of(list(tools(tmp_path).values()))}
    assert {name: undo.tool for name, undo in told.items() if undo} == {
        "change_address": "change_address",
        "goodwill_credit": "withdraw_credit",
        "withdraw_credit": "goodwill_credit",
    }


@pytest.mark.parametrize(
    ("name", "arguments", "left"),
    [
        (
            "change_address",
            {"customer_id": 203, "street": "Corso 4", "postcode": "1", "city": "Rome"},
            {},
        ),
        ("goodwill_credit", {"customer_id": 203, "amount_minor": 500, "reason": "late"}, {}),
        ("withdraw_credit", {"credit_id": 1}, {"amount_minor": 500, "reason": "again"}),
    ],
)
def test_what_an_undo_says_of_its_arguments_is_there_when_it_is_needed(
    tmp_path: Path, name: str, arguments: dict[str, Any], left: dict[str, Any]
) -> None:
    use(tmp_path, "goodwill_credit", "first", customer_id=203, amount_minor=500, reason="late")
    before = use(tmp_path, "read_customer", None, customer_id=203)
    undo = tool_of(tools(tmp_path)[name]).undo
    assert undo is not None
    found = {"argument": arguments, "result": use(tmp_path, name, "one", **arguments)}
    given = {to: _looked_up(found, source) for to, source in undo.arguments.items()}
    assert use(tmp_path, undo.tool, "two", **given, **left)["status"] in (
        "changed",
        "taken back",
        "credited",
    )
    assert use(tmp_path, "read_customer", None, customer_id=203) == before


def _looked_up(found: Any, source: str) -> Any:
    for part in source.split("."):
        found = found[part]
    return found


def test_a_notice_to_many_says_how_many_it_can_touch(tmp_path: Path) -> None:
    everybody = shop(tmp_path).rows("SELECT customer_id FROM customers")
    reasons = {each.code: each.text for each in judged(tmp_path, "bulk_notice").reasons}
    assert f"{len(everybody)} people" in reasons["blast_radius"]


@pytest.mark.parametrize(
    ("name", "arguments", "route"),
    [
        ("sync_stock", {}, Route.AUTO),
        ("partner_status", {}, Route.AUTO),
        ("change_address", {"customer_id": 203}, Route.AUTO),
        ("goodwill_credit", {"amount_minor": 500}, Route.AUTO),
        ("goodwill_credit", {"amount_minor": 50_000}, Route.REVIEW),
        ("goodwill_credit", {"amount_minor": 500_000}, Route.LEAD),
        ("bulk_notice", {"segment": "everyone"}, Route.REVIEW),
        ("recommend_item", {"customer_id": 203}, Route.AUTO),
        ("erase_customer", {"customer_id": 203}, Route.REVIEW),
    ],
)
def test_the_shipped_law_sends_each_where_it_belongs(
    tmp_path: Path, name: str, arguments: dict[str, Any], route: Route
) -> None:
    assert judged(tmp_path, name, **arguments).route is route


def test_a_sales_letter_is_on_the_loop_and_waits_a_minute(tmp_path: Path) -> None:
    verdict = judged(tmp_path, "recommend_item", customer_id=203)
    assert (verdict.mode, verdict.outbox_seconds) == (Mode.ON_THE_LOOP, 60)


def test_an_erasure_is_reviewed_because_the_law_asks_for_a_person(tmp_path: Path) -> None:
    reasons = {each.code for each in judged(tmp_path, "erase_customer", customer_id=203).reasons}
    assert {"regulated", "irreversible", "matrix"} <= reasons


@pytest.mark.parametrize(
    "name",
    [
        "sync_stock",
        "partner_status",
        "change_address",
        "goodwill_credit",
        "withdraw_credit",
        "bulk_notice",
        "recommend_item",
        "erase_customer",
    ],
)
def test_the_practice_model_finds_each_by_its_own_examples(tmp_path: Path, name: str) -> None:
    for number, example in enumerate((tools(tmp_path)[name].metadata or {})["examples"]):
        stage = open_shop(tmp_path / str(number))
        stage.play(example)
        effects = [call for call in stage.calls() if not call[0].startswith(("read", "search"))]
        assert [call[0] for call in effects] == [name], example


def test_the_practice_model_is_sure_enough_of_the_sync_to_go_alone(tmp_path: Path) -> None:
    (call,) = open_shop(tmp_path).say("Sync the stock with the partner").tool_calls
    assert call["name"] == "sync_stock"
    verdict = judged(tmp_path, "sync_stock", confidence=call["args"]["_confidence"])
    assert verdict.route is Route.AUTO
    assert not verdict.ask


def test_an_order_is_never_taken_for_its_customer(tmp_path: Path) -> None:
    stage = open_shop(tmp_path)
    stage.play("Delete order 1042")
    assert stage.calls() == []
