"""humans: what the agent may ask of people, declared as tools. Nodes carry them out, nothing here.

Only flat fields are taken, as MCP's form elicitation has them: a person answers a form, not a
document.
"""

from typing import Annotated, Any, Literal

from langchain_core.tools import BaseTool, StructuredTool
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from domain.plan import MINUTES_MOST, PlanStep
from domain.task import TaskKind

ASKS = "asks_human"
HIRES = "hires_operator"
PLANS = "proposes_plan"


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
    """The tools by which the agent asks the person it works for, sends somebody out, and puts a
    whole plan before people.
    """
    return [
        StructuredTool.from_function(
            ask_human,
            metadata={
                "risk": {"read_only": True, "external": False},
                ASKS: True,
                "examples": [],
            },
        ),
        StructuredTool.from_function(
            hire_operator,
            metadata={
                "risk": {
                    "physical": True,
                    "reversibility": "effort",
                    "cost": {"argument": "reward_minor"},
                },
                HIRES: True,
                "idempotent": True,
                "examples": [
                    "Have somebody take a photo of the front door in Mill Lane before 17:00",
                    "Send someone to inspect the sign at 4 Castle Road",
                ],
            },
        ),
        StructuredTool.from_function(
            propose_plan,
            metadata={
                "risk": {
                    "external": False,
                    "reversibility": "effort",
                    "cost": {"argument": "budget_minor"},
                    "grants": True,
                },
                PLANS: True,
                "idempotent": True,
                "examples": [],
            },
        ),
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


def hire_operator(
    description: Annotated[
        str,
        Field(
            min_length=1,
            max_length=2000,
            description="What to do, how to prove it, and what counts as success",
        ),
    ],
    location: Annotated[
        str, Field(min_length=1, max_length=300, description="Where: street, place or address")
    ],
    kind: Annotated[TaskKind, Field(description="What sort of task it is")] = TaskKind.PHOTO,
    deadline: Annotated[
        AwareDatetime | None,
        Field(description="By when it must be done; left out, the usual time for its kind"),
    ] = None,
    reward_minor: Annotated[
        int, Field(ge=0, le=10_000_000, description="What it pays, in cents")
    ] = 0,
) -> Any:
    """Have someone photograph, inspect, check, pick up or deliver something on the spot.

    A task is posted for operators in the field. It takes time: the result comes later as a letter,
    and the conversation goes on meanwhile.
    """
    raise NotImplementedError("a task is posted by a node, never called")


def propose_plan(
    goal: Annotated[
        str, Field(min_length=1, max_length=1000, description="What all of it is for, in a line")
    ],
    steps: Annotated[
        list[PlanStep], Field(min_length=1, description="The calls that will be made, in order")
    ],
    budget_minor: Annotated[
        int, Field(ge=0, le=1_000_000_000, description="What they may cost together, in cents")
    ] = 0,
    valid_minutes: Annotated[
        int, Field(ge=1, le=MINUTES_MOST, description="How long the plan is needed")
    ] = 60,
) -> Any:
    """Put several calls before a person at once, as a plan, and wait for their agreement.

    Once it is agreed, the calls of its steps need no second question as long as every argument
    stays within its bound: exactly, one_of, at_least and/or at_most, or anything. Bound each as
    closely as you can. What the law asks of each call by itself is still asked.
    """
    raise NotImplementedError("a plan is put to a person by a node, never called")
