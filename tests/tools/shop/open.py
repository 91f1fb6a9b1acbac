"""open: the shop's tools on a file of the test's own, at a time that stands still."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from langchain_core.tools import BaseTool

from domain.settings import Settings
from tools.shop import shop_tools
from tools.shop.store import Shop


class StillClock:
    def now(self) -> datetime:
        return datetime(2026, 1, 14, 12, 0, tzinfo=UTC)


def shop(home: Path) -> Shop:
    return Shop(home / "shop.db", StillClock())


def tools(home: Path) -> dict[str, BaseTool]:
    return {tool.name: tool for tool in shop_tools(Settings(home=home), StillClock())}


def use(home: Path, name: str, key: str | None = "one", **arguments: Any) -> Any:
    """Call one tool; `key=None` is for those that take none."""
    return tools(home)[name].invoke({**arguments, **({"idempotency_key": key} if key else {})})
