"""declaring: how a function of the shop becomes a tool with risk, examples and its way back.

`idempotency_key` is injected by the journal; no model ever sees or fills it.
"""

from typing import Annotated, Any

from langchain_core.tools import BaseTool, InjectedToolArg, StructuredTool
from pydantic import Field

from domain.risk import Reversibility, Risk
from tools.undo import Undo

# The upper bound keeps a number inside SQLite's integers.
OrderId = Annotated[int, Field(description="Number of the order", ge=1, le=999_999_999)]
CustomerId = Annotated[int, Field(description="Number of the customer", ge=1, le=999_999_999)]
Why = Annotated[str, Field(description="Why, in words the customer may read", max_length=1000)]
Key = Annotated[str, InjectedToolArg]


def reading(function: Any, *examples: str) -> BaseTool:
    """A tool that only looks into the shop's own file."""
    risk = Risk(read_only=True, external=False, reversibility=Reversibility.ONE_CLICK)
    return acting(function, risk, *examples)


def acting(
    function: Any, risk: Risk, *examples: str, undo: Undo | None = None, **metadata: Any
) -> BaseTool:
    """A tool that honours its key; `undo` says which tool takes it back."""
    return StructuredTool.from_function(
        function,
        metadata={
            "risk": risk.model_dump(mode="json"),
            "idempotent": True,
            "examples": list(examples),
            "undo": None if undo is None else undo.model_dump(mode="json"),
            **metadata,
        },
    )
