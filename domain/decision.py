"""decision: what a person answers to a request, already free of any client's dialect."""

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class DecisionType(StrEnum):
    """The answers a request can get.

    `answer` carries the content of a form. `order` tells the agent what to do instead, `take_over`
    takes the conversation out of its hands; both answer escalations.
    """

    APPROVE = "approve"
    EDIT = "edit"
    REJECT = "reject"
    RESPOND = "respond"
    ANSWER = "answer"
    DECLINE = "decline"
    ORDER = "order"
    TAKE_OVER = "take_over"


# What agrees to an action, as it is or changed.
APPROVING = (DecisionType.APPROVE, DecisionType.EDIT)


class ReasonCode(StrEnum):
    """Why a person changed or refused something (B12); short on purpose."""

    WRONG_TARGET = "wrong_target"
    WRONG_AMOUNT = "wrong_amount"
    NOT_ALLOWED = "not_allowed"
    NOT_NEEDED = "not_needed"
    WORDING = "wording"
    OTHER = "other"


class Remedy(StrEnum):
    """What follows when somebody who looks at it afterwards finds an effect wrong (E5)."""

    UNDO = "undo"
    FOLLOW_UP = "follow_up"
    ALERT = "alert"


class Decision(BaseModel):
    """One person's answer. `name` and `arguments` belong to an edit, `content` to a form.

    Whoever rejects what they recheck names a `remedy` in `content`. `checked` are the items of the
    request's checklist that the person ticked.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: DecisionType
    name: str | None = None
    arguments: dict[str, Any] | None = None
    message: str = Field(default="", max_length=10_000)
    reason_code: ReasonCode | None = None
    content: dict[str, Any] | None = None
    checked: tuple[str, ...] = Field(default=(), max_length=50)
