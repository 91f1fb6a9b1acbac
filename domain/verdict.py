"""verdict: what the law says of one action. Routes are ordered; a later one asks more."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Route(StrEnum):
    """Where an action goes; declared in the order of how much it asks of people."""

    AUTO = "auto"
    REVIEW = "review"
    LEAD = "lead"
    TWO = "two"
    REFUSE = "refuse"

    @property
    def rank(self) -> int:
        """0 for auto, higher where more is asked."""
        return list(Route).index(self)


class Mode(StrEnum):
    """Who has the last word (B1), stored with each decision."""

    IN_THE_LOOP = "in"
    ON_THE_LOOP = "on"
    OUT_OF_THE_LOOP = "out"


class Reason(BaseModel):
    """One ground of a verdict: a stable code and a sentence for the reviewer."""

    model_config = ConfigDict(frozen=True)

    code: str
    text: str


class Verdict(BaseModel):
    """The law's answer, with what it was measured against (B15).

    `ask` puts a question to the requester before the route is taken; it never replaces the route.
    """

    model_config = ConfigDict(frozen=True)

    route: Route
    mode: Mode
    reasons: tuple[Reason, ...]
    thresholds: dict[str, float | int | str]
    policy_version: str
    ask: bool = False
