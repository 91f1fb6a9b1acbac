"""What the shop's tools say of themselves."""

from datetime import UTC, datetime
from pathlib import Path

from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool

from domain.risk import Risk
from domain.settings import Settings
from tools.shop import shop_tools


class StillClock:
    def now(self) -> datetime:
        return datetime(2026, 1, 14, 12, 0, tzinfo=UTC)


def tools(home: Path) -> dict[str, BaseTool]:
    return {tool.name: tool for tool in shop_tools(Settings(home=home), StillClock())}


def test_every_tool_declares_its_risk_and_hides_its_key(tmp_path: Path) -> None:
    for name, tool in tools(tmp_path).items():
        metadata = tool.metadata or {}
        risk = Risk.model_validate(metadata["risk"])
        assert risk.read_only is name.startswith(("read", "search"))
        assert metadata["idempotent"] is True
        assert all(isinstance(example, str) for example in metadata["examples"])
        parameters = convert_to_openai_tool(tool)["function"]["parameters"]
        assert "idempotency_key" not in parameters["properties"]
        assert all(each.get("description") for each in parameters["properties"].values())
    risk = Risk.model_validate((tools(tmp_path)["refund_order"].metadata or {})["risk"])
    assert risk.cost.argument == "amount_minor"
