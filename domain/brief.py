"""brief: what a person fixes before a run (D2): goal, constraints, tools, budget, autonomy.

A brief only ever narrows what the law allows.
"""

from pydantic import BaseModel, ConfigDict, Field

from domain.verdict import Route


class Brief(BaseModel):
    """One thread's brief. `tools` None allows every tool; `budget_minor` None sets no limit.

    `autonomy` is the share of actions that may go alone at all (C8). `checkpoints` name, for a
    tool, the least that is asked before it; `playbook` is the file they came from.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    goal: str = Field(default="", max_length=2_000)
    constraints: tuple[str, ...] = Field(default=(), max_length=20)
    tools: tuple[str, ...] | None = Field(default=None, max_length=200)
    budget_minor: int | None = Field(default=None, ge=0)
    currency: str = Field(default="EUR", pattern=r"^[A-Z]{3}$")
    autonomy: float = Field(default=1.0, ge=0.0, le=1.0)
    checkpoints: dict[str, Route] = {}
    playbook: str = Field(default="", max_length=200)
