"""rules: the law as data, read from TOML. A text that cannot be enacted is refused whole."""

import hashlib
import tomllib
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from domain.errors import Invalid
from domain.verdict import Route

AskRoute = Literal[Route.REVIEW, Route.LEAD, Route.TWO, Route.REFUSE]


Whole = Annotated[int, Field(strict=True)]
Share = Annotated[float, Field(strict=True, ge=0, le=1)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Guardrails(_Table):
    """Hard guardrails: any one of them asks a person (X1)."""

    review_above_minor: Whole = Field(ge=0)
    lead_above_minor: Whole = Field(ge=0)
    two_above_minor: Whole = Field(ge=0)
    review_above_blast_radius: Whole = Field(default=5, ge=0)
    lead_above_blast_radius: Whole = Field(default=50, ge=0)
    irreversible_external: AskRoute
    regulated: AskRoute
    physical: AskRoute
    unknown_tool: AskRoute
    repeat: AskRoute

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if not self.review_above_minor <= self.lead_above_minor <= self.two_above_minor:
            raise ValueError("review_above_minor <= lead_above_minor <= two_above_minor must hold")
        if self.review_above_blast_radius > self.lead_above_blast_radius:
            raise ValueError("review_above_blast_radius must not exceed lead_above_blast_radius")
        return self


class Matrix(_Table):
    """Green, yellow and red (B2), and how many reds ask a person (B3)."""

    green_below_minor: Whole = Field(ge=0)
    red_from_minor: Whole = Field(ge=1)
    reds_for_review: Whole = Field(ge=1, le=4)

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if self.green_below_minor > self.red_from_minor:
            raise ValueError("green_below_minor must not exceed red_from_minor")
        return self


class Confidence(_Table):
    """Bands of the agent's own confidence (B14, X2, X4): half-open, [floor, act)."""

    act: Share
    floor: Share
    below_floor: Literal["ask", "review", "refuse"]

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if self.floor > self.act:
            raise ValueError("floor must not exceed act")
        return self


class Breaker(_Table):
    """How many failures hand the task to a lead: of the same action, or of one error (C9, X11)."""

    same_action: Whole = Field(default=3, ge=1)
    same_error: Whole = Field(default=5, ge=1)


class Budget(_Table):
    """What the model may use; 0 sets no limit. Prices are in minor units a million tokens."""

    tokens_per_thread: Whole = Field(default=0, ge=0)
    tokens_per_day: Whole = Field(default=0, ge=0)
    spend_per_thread_minor: Whole = Field(default=0, ge=0)
    spend_per_day_minor: Whole = Field(default=0, ge=0)
    input_price_minor: Whole = Field(default=0, ge=0)
    output_price_minor: Whole = Field(default=0, ge=0)


class Web(_Table):
    """Hosts that tools may call alone; a dot in front takes in the names below as well."""

    allow_hosts: tuple[str, ...] = ()


class RequestTimes(_Table):
    """How long a request may wait, and how long its decision may start the effect.

    Past `sla_seconds` a request is late, and said to be; nothing else follows from it.
    """

    decide_within_seconds: Whole = Field(ge=1)
    valid_for_seconds: Whole = Field(ge=1)
    sla_seconds: Whole = Field(default=90, ge=1)


class TaskTimes(_Table):
    """How long a task in the field may take when nobody says otherwise (A20)."""

    photo_within_seconds: Whole = Field(default=14_400, ge=60)
    delivery_within_seconds: Whole = Field(default=86_400, ge=60)
    travel_seconds: Whole = Field(default=1_800, ge=0)
    again_within_seconds: Whole = Field(default=3_600, ge=60)


class Tables(_Table):
    """What a text must state: these tables and no others."""

    guardrails: Guardrails
    matrix: Matrix
    confidence: Confidence
    breaker: Breaker = Breaker()
    budget: Budget = Budget()
    web: Web = Web()
    request: RequestTimes
    task: TaskTimes = TaskTimes()


class Law(Tables):
    """The whole law; `version` is the digest of its text, `text` the text itself."""

    version: str
    text: str


def enact(text: str, source: str) -> Law:
    """The law that `text` states; raises Invalid `policy_broken` naming `source` and the place."""
    try:
        stated = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise Invalid(
            "policy_broken", f"{source} is not TOML: {error}. Mend that line; the old law stays."
        ) from error
    try:
        tables = Tables.model_validate(stated)
    except ValidationError as error:
        raise Invalid("policy_broken", _sentence(source, text, error)) from error
    version = hashlib.sha256(text.encode()).hexdigest()[:16]
    return Law(**dict(tables), version=version, text=text)


def _sentence(source: str, text: str, error: ValidationError) -> str:
    faults = []
    for fault in error.errors():
        path = [str(part) for part in fault["loc"]]
        where = f"line {line}" if (line := _line_of(text, path)) else "the end"
        faults.append(f"{where}, {'.'.join(path) or 'the law'}: {fault['msg']}")
    return f"{source} cannot be enacted: {'; '.join(faults)}. Mend it; the old law stays."


def _line_of(text: str, path: list[str]) -> int | None:
    """The line of a key, else of the table that lacks it."""
    table, header = "", None
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.split("#")[0].strip()
        if stripped.startswith("["):
            table = stripped.strip("[] ")
            if path[:1] == [table]:
                header = number
        elif path == [*filter(None, [table]), stripped.split("=")[0].strip()]:
            return number
    return header
