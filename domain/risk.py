"""risk: what a tool says of its own danger. A tool that says nothing is dangerous."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Reversibility(StrEnum):
    """How an effect can be taken back (B2)."""

    ONE_CLICK = "one_click"
    EFFORT = "effort"
    IRREVERSIBLE = "irreversible"


class Regulation(StrEnum):
    """Whether a law speaks of the effect (B2)."""

    NONE = "none"
    GUIDANCE = "guidance"
    HIGH_RISK = "high_risk"


class Ambiguity(StrEnum):
    """How clear the input is that the effect rests on (B2)."""

    STRUCTURED = "structured"
    SEMI_STRUCTURED = "semi_structured"
    FREE_FORM = "free_form"


class Cost(BaseModel):
    """What an effect costs in minor units: a fixed sum, or the value of one argument."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fixed_minor: int = Field(default=0, ge=0)
    argument: str | None = None
    currency: str = Field(default="EUR", pattern=r"^[A-Z]{3}$")

    @model_validator(mode="after")
    def _one_source(self) -> "Cost":
        if self.argument is not None and self.fixed_minor:
            raise ValueError("give either fixed_minor or argument, not both")
        return self


class BlastRadius(BaseModel):
    """How many people or records an effect touches at most (E7): a fixed number, the value of an
    integer argument, or the length of a list argument.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    fixed: int = Field(default=1, ge=1)
    argument: str | None = None

    @model_validator(mode="after")
    def _one_source(self) -> "BlastRadius":
        if self.argument is not None and self.fixed != 1:
            raise ValueError("give either fixed or argument, not both")
        return self


class Risk(BaseModel):
    """A tool's risk profile; every default is the cautious one.

    `address` names the argument that holds a URL: whatever else the profile says, the tool goes
    alone only to hosts that the law lists, because a URL tells its reader something.
    `recipient` names the argument that says who gets it. `consequential` names the arguments on
    which the effect hangs; None takes all of them. `domain` is the field of work, such as
    "financial", for which the law may have terms of its own. `grants` says that it lets the agent
    do further things alone, so it never goes alone itself; what it costs is spent by those things.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    read_only: bool = False
    external: bool = True
    reversibility: Reversibility = Reversibility.IRREVERSIBLE
    regulation: Regulation = Regulation.NONE
    ambiguity: Ambiguity = Ambiguity.STRUCTURED
    physical: bool = False
    cost: Cost = Cost()
    blast_radius: BlastRadius = BlastRadius()
    address: str | None = None
    recipient: str | None = None
    consequential: tuple[str, ...] | None = None
    domain: str = ""
    grants: bool = False
