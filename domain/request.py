"""request: a paper on the desk. Its state moves by conditional updates only, never backwards
but for an undo, which opens a new round.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from domain.brief import Brief
from domain.decision import DecisionType, ReasonCode
from domain.origin import Origin
from domain.task import Proof
from domain.verdict import Reason, Route, Signers


class RequestKind(StrEnum):
    """What a person is asked."""

    APPROVAL = "approval"
    ELICITATION = "elicitation"
    ESCALATION = "escalation"
    OUTCOME = "outcome"
    PROOF = "proof"
    PLAN = "plan"
    RECHECK = "recheck"


# What asks for a signature before a call begins.
COUNTERSIGNED = (RequestKind.APPROVAL, RequestKind.PLAN)
# What a reviewer may pass up to a lead.
PASSABLE = (*COUNTERSIGNED, RequestKind.OUTCOME, RequestKind.PROOF)


class RequestState(StrEnum):
    """Where the paper stands."""

    OPEN = "open"
    DECIDED = "decided"
    APPLIED = "applied"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class RequestedAction(BaseModel):
    """The action as it is shown: what is shown is what runs."""

    model_config = ConfigDict(frozen=True)

    name: str
    arguments: dict[str, Any]
    digest: str
    fingerprint: str
    rationale: str
    confidence: float | None


class Outcome(BaseModel):
    """How a request was settled."""

    model_config = ConfigDict(frozen=True)

    type: DecisionType
    by: str
    at: datetime
    arguments: dict[str, Any] | None
    digest: str
    message: str
    reason_code: ReasonCode | None
    content: dict[str, Any] | None


class Deed(BaseModel):
    """What was done, as its page tells it: how it ended, and whether it can be taken back.

    `undo` names the tool that would take it back now, with `arguments`; where there is none,
    `hindrance` says why not. `taken_back` says how far that has come once somebody ordered it.
    """

    model_config = ConfigDict(frozen=True)

    result: str
    ended_at: datetime
    undo: str = ""
    arguments: dict[str, Any] = {}
    hindrance: str = ""
    taken_back: str = ""


class Sureness(BaseModel):
    """What the agent's confidence is worth.

    `calibrated` is what it has meant so far, None where nobody has checked. `fields` are its
    confidences of single arguments, `unsure` those of them that the law finds too low.
    """

    model_config = ConfigDict(frozen=True)

    calibrated: float | None = None
    fields: dict[str, float] = {}
    unsure: tuple[str, ...] = ()


class Said(BaseModel):
    """Something that the requester wrote, in their own words."""

    model_config = ConfigDict(frozen=True)

    text: str
    at: datetime


class Request(BaseModel):
    """One request with everything a person needs; `version` guards each change.

    `form` is the question of an elicitation or outcome as MCP has it: `message`, and a flat
    `requestedSchema`. `failures` are the failures that an escalation is about, oldest first.
    `proof` is what an operator shows; the request's digest is then the proof's. `undo` names the
    tool that takes the action back; empty where none does. `money` names the argument that is a sum
    in minor units, and its currency. `names` are those of the people whose ids stand here. `said`
    is what the requester wrote last before this was asked, `said_since` last since. `signers` says
    who has to sign, `origins` where the values of the arguments came from, and `cited` what the
    messages say that they name. `deed` is what was done on the strength of it, or what is
    rechecked. `brief` is what the requester fixed beforehand. `sureness` says what the action's
    confidence is worth.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    kind: RequestKind
    thread_id: str
    call_id: str
    attempt: int
    state: RequestState
    version: int
    round: int
    route: Route
    action: RequestedAction
    reasons: tuple[Reason, ...]
    requested_by: str
    summary: str
    form: dict[str, Any] | None
    failures: tuple[str, ...]
    proof: Proof | None = None
    undo: str = ""
    money: dict[str, str] = {}
    names: dict[str, str] = {}
    said: Said | None = None
    said_since: Said | None = None
    opened_at: datetime
    decide_by: datetime
    valid_until: datetime | None
    signed_by: tuple[str, ...]
    outcome: Outcome | None
    signers: Signers | None = None
    origins: tuple[Origin, ...] = ()
    cited: dict[str, str] = {}
    sureness: Sureness = Sureness()
    brief: Brief | None = None
    deed: Deed | None = None

    def name_of(self, person_id: str) -> str:
        """What somebody mentioned here is called; their id if the house does not know them."""
        return self.names.get(person_id, person_id)
