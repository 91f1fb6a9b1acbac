"""rules: the law as data, read from TOML. A text that cannot be enacted is refused whole."""

import hashlib
import tomllib
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from domain.errors import Invalid
from domain.verdict import Route

AskRoute = Literal[Route.REVIEW, Route.LEAD, Route.TWO, Route.REFUSE]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Guardrails(_Table):
    """Hard guardrails: any one of them asks a person (X1)."""

    review_above_minor: int = Field(ge=0)
    lead_above_minor: int = Field(ge=0)
    two_above_minor: int = Field(ge=0)
    irreversible_external: AskRoute
    regulated: AskRoute
    physical: AskRoute
    unknown_tool: AskRoute
    repeat: AskRoute

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if not self.review_above_minor <= self.lead_above_minor <= self.two_above_minor:
            raise ValueError("review_above_minor <= lead_above_minor <= two_above_minor must hold")
        return self


class Matrix(_Table):
    """Green, yellow and red (B2), and how many reds ask a person (B3)."""

    green_below_minor: int = Field(ge=0)
    red_from_minor: int = Field(ge=1)
    reds_for_review: int = Field(ge=1, le=4)

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if self.green_below_minor > self.red_from_minor:
            raise ValueError("green_below_minor must not exceed red_from_minor")
        return self


class Confidence(_Table):
    """Bands of the agent's own confidence (B14, X2, X4): half-open, [floor, act)."""

    act: float = Field(ge=0, le=1)
    floor: float = Field(ge=0, le=1)
    below_floor: Literal[Route.REVIEW, Route.REFUSE]

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if self.floor > self.act:
            raise ValueError("floor must not exceed act")
        return self


class RequestTimes(_Table):
    """How long a request may wait, and how long its decision may start the effect."""

    decide_within_seconds: int = Field(ge=1)
    valid_for_seconds: int = Field(ge=1)


class Law(_Table):
    """The whole law; `version` is the digest of its text, `text` the text itself."""

    version: str
    text: str
    guardrails: Guardrails
    matrix: Matrix
    confidence: Confidence
    request: RequestTimes


def enact(text: str, source: str) -> Law:
    """The law that `text` states; raises Invalid `policy_broken` naming `source` and the place."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Invalid(
            "policy_broken", f"{source} is not TOML: {error}. Mend that line; the old law stays."
        ) from error
    try:
        return Law.model_validate(
            {**tables, "version": hashlib.sha256(text.encode()).hexdigest()[:16], "text": text}
        )
    except ValidationError as error:
        raise Invalid("policy_broken", _sentence(source, text, error)) from error


def _sentence(source: str, text: str, error: ValidationError) -> str:
    faults = []
    for fault in error.errors():
        path = [str(part) for part in fault["loc"]]
        where = f"line {line}" if (line := _line_of(text, path)) else "the end"
        faults.append(f"{where}, {'.'.join(path) or 'the law'}: {fault['msg']}")
    return f"{source} cannot be enacted: {'; '.join(faults)}. Mend it; the old law stays."


def _line_of(text: str, path: list[str]) -> int | None:
    table, key = "", path[-1] if path else ""
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if stripped.startswith("["):
            table = stripped.strip("[]")
            if path == [table]:
                return number
        elif len(path) > 1 and table == path[0] and stripped.split("=")[0].strip() == key:
            return number
    return None
