"""verdict: what the law says of one action. Routes are ordered; a later one asks more."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from domain.people import Role


class Route(StrEnum):
    """Where an action goes; declared in the order of how much it asks of people.

    `recheck` acts at once and is looked at afterwards.
    """

    AUTO = "auto"
    RECHECK = "recheck"
    REVIEW = "review"
    LEAD = "lead"
    TWO = "two"
    REFUSE = "refuse"

    @property
    def rank(self) -> int:
        """0 for auto, higher where more is asked."""
        return list(Route).index(self)

    @property
    def acts_alone(self) -> bool:
        """Whether the action begins without a person's signature."""
        return self in (Route.AUTO, Route.RECHECK)


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


class Signers(BaseModel):
    """Who has to sign, how many, by when, and what they tick first (A12, D15, E14).

    `tier` counts from 1; a specialist is tier two (X10). Each signer holds every one of `skills`.
    """

    model_config = ConfigDict(frozen=True)

    role: Role
    tier: int
    quorum: int
    sla_seconds: int
    decide_within_seconds: int
    skills: tuple[str, ...] = ()
    checklist: tuple[str, ...] = ()


class Verdict(BaseModel):
    """The law's answer, with what it was measured against (B15).

    `ask` puts a question to the requester before the route is taken; it never replaces the route.
    `signers` are None where nobody has to sign or look. An action that goes alone waits
    `outbox_seconds` first, in which people may hold it; `recheck_within_seconds` is how long it can
    be looked at afterwards.
    """

    model_config = ConfigDict(frozen=True)

    route: Route
    mode: Mode
    reasons: tuple[Reason, ...]
    thresholds: dict[str, float | int | str]
    policy_version: str
    ask: bool = False
    signers: Signers | None = None
    outbox_seconds: int = 0
    recheck_within_seconds: int = 0
