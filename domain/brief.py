"""brief: what a person fixes before a run (D2): goal, constraints, tools, budget, autonomy.

A brief only ever narrows what the law allows. All of it is bounded, for the model reads it.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from domain.verdict import Route

Line = Annotated[str, Field(min_length=1, max_length=300)]
ToolName = Annotated[str, Field(min_length=1, max_length=128)]


class Brief(BaseModel):
    """One thread's brief. `tools` None allows every tool; `budget_minor` None sets no limit.

    `autonomy` is the share of actions that may go alone at all (C8). `checkpoints` name, for a
    tool, the least that is asked before it; `playbook` is the file they came from. `steps` are the
    way that is laid out for the agent, in words.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    goal: str = Field(default="", max_length=2_000)
    constraints: tuple[Line, ...] = Field(default=(), max_length=20)
    steps: tuple[Line, ...] = Field(default=(), max_length=20)
    tools: tuple[ToolName, ...] | None = Field(default=None, max_length=200)
    budget_minor: int | None = Field(default=None, ge=0, le=10**15, strict=True)
    currency: str = Field(default="EUR", pattern=r"^[A-Z]{3}$")
    autonomy: float = Field(default=1.0, ge=0.0, le=1.0, strict=True)
    checkpoints: dict[ToolName, Route] = Field(default={}, max_length=200)
    playbook: str = Field(default="", max_length=200)


class Playbook(BaseModel):
    """A way of doing one kind of work, kept in the house as a file, to be taken as a brief (E12).

    `name` is the file's, without its ending.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    title: str
    brief: Brief


class ToolCard(BaseModel):
    """A tool as somebody sees it who writes a brief; `reads` says that it changes nothing."""

    model_config = ConfigDict(frozen=True)

    name: str
    description: str
    reads: bool
