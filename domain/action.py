"""action: one proposed tool call, with the digest that binds every decision about it."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from domain.risk import Risk


class Action(BaseModel):
    """What the agent wants to do. `digest` covers tool and arguments, `fingerprint` the tool.

    `fields` are the agent's confidences of single arguments.
    """

    model_config = ConfigDict(frozen=True)

    call_id: str
    name: str
    arguments: dict[str, Any]
    digest: str
    fingerprint: str
    rationale: str = ""
    confidence: float | None = Field(default=None, ge=0.0, le=1.0)
    fields: dict[str, float] = {}
    risk: Risk | None = None
