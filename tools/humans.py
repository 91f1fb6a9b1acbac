"""humans: what the agent may ask of people, declared as a tool. Nodes carry it out, nothing here.

Only flat fields are taken, as MCP's form elicitation has them: a person answers a form, not a
document.
"""

from typing import Annotated, Any, Literal

from langchain_core.tools import BaseTool, StructuredTool
from pydantic import BaseModel, ConfigDict, Field

ASKS = "asks_human"


class AskedField(BaseModel):
    """One field of a question."""

    model_config = ConfigDict(extra="forbid")

    type: Literal["string", "integer", "number", "boolean"] = "string"
    title: str = Field(default="", max_length=200)
    description: str = Field(default="", max_length=500)
    enum: list[str] | None = Field(default=None, min_length=1, max_length=50)
    minimum: float | None = None
    maximum: float | None = None
    maxLength: int | None = Field(default=None, ge=1, le=10_000)  # noqa: N815
    format: Literal["email", "uri", "date", "date-time"] | None = None
    default: str | int | float | bool | None = None


def human_tools() -> list[BaseTool]:
    """The tools by which the agent asks the person it works for."""
    return [
        StructuredTool.from_function(
            ask_human,
            metadata={
                "risk": {"read_only": True, "external": False},
                ASKS: True,
                "examples": [],
            },
        )
    ]


def ask_human(
    question: Annotated[str, Field(min_length=1, max_length=2000)],
    options: Annotated[list[str], Field(max_length=50)] = [],  # noqa: B006
    fields: Annotated[dict[str, AskedField], Field(max_length=12)] = {},  # noqa: B006
) -> Any:
    """Ask the requester one specific question when a fact is missing, and wait for the answer.

    Give `options` for a choice, `fields` for a small form; neither for a line of text.
    """
    raise NotImplementedError("a question is put to a person by a node, never called")
