"""plan: steps put before people once, inside whose bounds the agent may then go on alone (D3, D10).

What a plan does not name is not in it: an argument without a bound may not be given.
"""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

MINUTES_MOST = 10_080


class Bound(BaseModel):
    """What one argument may be; say one of: exactly, one_of, at_least and/or at_most, anything."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    exactly: Any = Field(default=None, description="this value and no other")
    one_of: tuple[Any, ...] | None = Field(default=None, min_length=1, max_length=100)
    at_least: int | float | None = Field(default=None, allow_inf_nan=False)
    at_most: int | float | None = Field(default=None, allow_inf_nan=False)
    anything: bool = Field(default=False, description="true: any value")

    @model_validator(mode="after")
    def _one_kind(self) -> "Bound":
        ways = (self.is_exact, self.one_of is not None, self.is_range, self.anything)
        if sum(ways) != 1:
            raise ValueError("say one of exactly, one_of, at_least/at_most, or anything")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError("at_least is above at_most")
        return self

    @property
    def is_range(self) -> bool:
        """Whether it bounds a number from below or above."""
        return self.at_least is not None or self.at_most is not None

    @property
    def is_exact(self) -> bool:
        """Whether it names one value. Models write null for what they leave out; where nothing
        else is said, null is the value.
        """
        if self.exactly is not None:
            return True
        others = self.one_of is not None or self.is_range or self.anything
        return "exactly" in self.model_fields_set and not others

    @property
    def values(self) -> tuple[Any, ...]:
        """The values it names, none where it is a range or takes anything."""
        return (self.exactly,) if self.is_exact else self.one_of or ()

    def spoken(self) -> dict[str, Any]:
        """The bound as it was said, in JSON, without what does not matter to it."""
        if self.is_range:
            limits = {"at_least": self.at_least, "at_most": self.at_most}
            return {name: limit for name, limit in limits.items() if limit is not None}
        if self.anything:
            return {"anything": True}
        return {"exactly": self.exactly} if self.one_of is None else {"one_of": [*self.one_of]}


class PlanStep(BaseModel):
    """A tool, how often it may be called, and what its arguments may be.

    `fingerprint` is that of the tool which people saw; the house fills it in.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    tool: str = Field(min_length=1, max_length=200)
    arguments: dict[str, Bound] = Field(
        default={}, max_length=100, description="For each argument of the tool what it may be"
    )
    why: str = Field(default="", max_length=500)
    times: int = Field(default=1, ge=1, le=1_000, description="How often at most")
    fingerprint: str = Field(
        default="", max_length=64, description="Leave it out; the house fills it in"
    )


class Plan(BaseModel):
    """A goal and the steps to it; `budget_minor` is what all calls together may cost."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    goal: str = Field(min_length=1, max_length=1_000)
    steps: tuple[PlanStep, ...] = Field(min_length=1)
    budget_minor: int = Field(default=0, ge=0)
    valid_minutes: int = Field(default=60, ge=1, le=MINUTES_MOST)

    def spoken(self) -> dict[str, Any]:
        """The plan as arguments in JSON, each step whole, each bound as it was said."""
        steps = [
            step.model_dump(mode="json", exclude={"arguments"})
            | {"arguments": {name: bound.spoken() for name, bound in step.arguments.items()}}
            for step in self.steps
        ]
        return {**self.model_dump(mode="json", exclude={"steps"}), "steps": steps}


class ApprovedPlan(BaseModel):
    """A plan that people agreed to, as its conversation shows it.

    `used` counts the calls of each step, `spent_minor` what they cost. `closed_at` is None while
    nobody has closed it; past `valid_until` it covers nothing all the same.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    thread_id: str
    call_id: str
    plan: Plan
    used: tuple[int, ...]
    spent_minor: int
    currency: str
    by: str
    at: datetime
    valid_until: datetime
    closed_at: datetime | None
    closed_by: str
