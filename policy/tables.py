"""tables: what a law may state, table by table. A table that is missing has its defaults.

Sums are in minor units, shares between 0 and 1; 0 sets no limit where a limit may be absent.
"""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.people import Role
from domain.risk import Risk
from domain.verdict import Route

AskRoute = Literal[Route.REVIEW, Route.LEAD, Route.TWO, Route.REFUSE]
Raise = Literal[Route.AUTO, Route.REVIEW, Route.LEAD, Route.TWO, Route.REFUSE]
BelowFloor = Literal["ask", "review", "refuse"]
Whole = Annotated[int, Field(strict=True)]
Share = Annotated[float, Field(strict=True, ge=0, le=1)]


class Table(BaseModel):
    """One table of the law; a key that it does not know is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Guardrails(Table):
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


class Matrix(Table):
    """Green, yellow and red (B2), and how many reds ask a person (B3)."""

    green_below_minor: Whole = Field(ge=0)
    red_from_minor: Whole = Field(ge=1)
    reds_for_review: Whole = Field(ge=1, le=4)

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if self.green_below_minor > self.red_from_minor:
            raise ValueError("green_below_minor must not exceed red_from_minor")
        return self


class Confidence(Table):
    """Bands of the agent's own confidence (B14, X2, X4): half-open, [floor, act).

    `unstated` is what an action counts as whose agent says nothing; `field` is asked of each
    argument that has a confidence of its own (B20).
    """

    act: Share
    floor: Share
    below_floor: BelowFloor
    field: Share = 0.92
    unstated: Share = 0.65

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if self.floor > self.act:
            raise ValueError("floor must not exceed act")
        return self


class Limits(Table):
    """Sums that no run of small amounts may exceed, and who may lift them (E4).

    A day is a day in UTC. `new_recipient` is asked for a sum above `new_recipient_above_minor`
    to somebody who never got more than that in all, so that a cent sent ahead opens nothing.
    """

    thread_minor: Whole = Field(default=0, ge=0)
    requester_day_minor: Whole = Field(default=0, ge=0)
    recipient_day_minor: Whole = Field(default=0, ge=0)
    house_day_minor: Whole = Field(default=0, ge=0)
    over: AskRoute = Route.LEAD
    new_recipient: Raise = Route.AUTO
    new_recipient_above_minor: Whole = Field(default=0, ge=0)


class Provenance(Table):
    """What is asked where a value comes from outside, or from nowhere.

    `after_outside` is for an action that was proposed after words from outside, which may have led
    to it though none of its values came from them. What the tools in `trusted_tools` answer counts
    as the house's own records, field by field.
    """

    untrusted: AskRoute = Route.REVIEW
    invented: Raise = Route.REVIEW
    after_outside: Raise = Route.REVIEW
    trusted_tools: tuple[str, ...] = ()


class Sentiment(Table):
    """How ill-tempered a requester may sound, from -1 to 1, before a person looks (C5)."""

    hostile_below: Annotated[float, Field(strict=True, ge=-1, le=1)] = -0.5
    hostile: Raise = Route.REVIEW


class Supervision(Table):
    """How a new tool earns that it may go alone (B32, E10).

    Of the newest `decisions` about it the share `agreement` must have been approved unchanged; a
    tool in `proven` needs none, and with 0 none does.
    """

    decisions: Whole = Field(default=0, ge=0, le=1_000)
    agreement: Share = 0.95
    proven: tuple[str, ...] = ()


class Calibration(Table):
    """What becomes of actions whose confidence nobody has checked against the facts (B29).

    The share `uncalibrated_sample` of them is reviewed, whatever they say, unless their source is
    among the `exempt`, whose numbers mean nothing anyway; `batch_sample` is that of the lines of
    such a source in `countersign calibrate route`.
    """

    uncalibrated_sample: Share = 0.0
    exempt: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    batch_sample: Share = 0.1


class Score(Table):
    """Bands of scores from 0 to 100 (B17, X4): half-open, [queue_from, shortlist_from).

    Below `queue_from` a line is queued like the others, unless the law has it rejected; then it is
    still swept every day.
    """

    shortlist_from: Annotated[float, Field(strict=True, ge=0, le=100)] = 80
    queue_from: Annotated[float, Field(strict=True, ge=0, le=100)] = 40
    below: Literal["queue", "reject"] = "queue"

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if self.queue_from > self.shortlist_from:
            raise ValueError("queue_from must not exceed shortlist_from")
        return self


class Breaker(Table):
    """How many failures hand the task to a lead: of the same action, or of one error (C9, X11)."""

    same_action: Whole = Field(default=3, ge=1)
    same_error: Whole = Field(default=5, ge=1)


class Budget(Table):
    """What the model may use; 0 sets no limit. Prices are in minor units a million tokens."""

    tokens_per_thread: Whole = Field(default=0, ge=0)
    tokens_per_day: Whole = Field(default=0, ge=0)
    spend_per_thread_minor: Whole = Field(default=0, ge=0)
    spend_per_day_minor: Whole = Field(default=0, ge=0)
    input_price_minor: Whole = Field(default=0, ge=0)
    output_price_minor: Whole = Field(default=0, ge=0)


class Web(Table):
    """Hosts that tools may call alone; a dot in front takes in the names below as well."""

    allow_hosts: tuple[str, ...] = ()


class RequestTimes(Table):
    """How long a request may wait, and how long its decision may start the effect.

    Past `sla_seconds` a request is late, and said to be; nothing else follows from it.
    """

    decide_within_seconds: Whole = Field(ge=1)
    valid_for_seconds: Whole = Field(ge=1)
    sla_seconds: Whole = Field(default=90, ge=1)


class TaskTimes(Table):
    """How long a task in the field may take when nobody says otherwise (A20)."""

    photo_within_seconds: Whole = Field(default=14_400, ge=60)
    delivery_within_seconds: Whole = Field(default=86_400, ge=60)
    travel_seconds: Whole = Field(default=1_800, ge=0)
    again_within_seconds: Whole = Field(default=3_600, ge=60)


class PlanTimes(Table):
    """How long an approved plan stays open, and how many steps it may have."""

    valid_for_seconds: Whole = Field(default=14_400, ge=60)
    most_steps: Whole = Field(default=20, ge=1)


class Special(Table):
    """What one domain or one tool has instead of the law's general terms (X3, C8).

    `autonomy` is the share of what could go alone that does; `recheck` the share of it that is
    looked at afterwards; `outbox_seconds` how long it waits before it goes, to be held.
    """

    act: Share | None = None
    floor: Share | None = None
    below_floor: BelowFloor | None = None
    field: Share | None = None
    review_above_minor: Whole | None = Field(default=None, ge=0)
    lead_above_minor: Whole | None = Field(default=None, ge=0)
    two_above_minor: Whole | None = Field(default=None, ge=0)
    autonomy: Share | None = None
    recheck: Share | None = None
    recheck_within_seconds: Whole | None = Field(default=None, ge=60)
    outbox_seconds: Whole | None = Field(default=None, ge=0, le=86_400)
    plan_first: bool | None = None
    role: Literal[Role.REVIEWER, Role.LEAD] | None = None
    skills: tuple[str, ...] | None = None
    sla_seconds: Whole | None = Field(default=None, ge=1)
    decide_within_seconds: Whole | None = Field(default=None, ge=1)
    checklist: tuple[str, ...] | None = None


class ToolTerms(Special):
    """Terms for one tool; it may also be put into a domain that its profile does not name."""

    domain: str | None = None


class ServerTerms(Table):
    """What the owner thinks of one MCP server.

    What a `trusted` one says of its tools' risk is believed; any other's word may only raise it.
    """

    trusted: bool = False


class Tables(Table):
    """What a text must state: these tables and no others."""

    guardrails: Guardrails
    matrix: Matrix
    confidence: Confidence
    limits: Limits = Limits()
    provenance: Provenance = Provenance()
    sentiment: Sentiment = Sentiment()
    supervision: Supervision = Supervision()
    calibration: Calibration = Calibration()
    score: Score = Score()
    breaker: Breaker = Breaker()
    budget: Budget = Budget()
    web: Web = Web()
    request: RequestTimes
    task: TaskTimes = TaskTimes()
    plan: PlanTimes = PlanTimes()
    domains: dict[str, Special] = {}
    tools: dict[str, ToolTerms] = {}
    profiles: dict[str, Risk] = {}
    servers: dict[str, ServerTerms] = {}
