"""regulations: what laws ask of human oversight, as data with their dates (X9)."""

import tomllib
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

RULES = Path(__file__).parent / "regulations.toml"


class Rule(BaseModel):
    """One demand; `means` name the paragraphs of the record that answer it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    asks: str
    applies: str
    starts: date = Field(alias="from")
    means: tuple[str, ...] = Field(min_length=1)


def read_rules() -> tuple[Rule, ...]:
    """Every rule in the order of the file."""
    stated = tomllib.loads(RULES.read_text(encoding="utf-8"))
    return tuple(Rule.model_validate(rule) for rule in stated["rule"])
