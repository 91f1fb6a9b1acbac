"""finding: one thing that doctor has looked at, and what it means."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Level(StrEnum):
    """How bad it is: nothing, worth knowing, or to be mended."""

    OK = "ok"
    NOTE = "note"
    WRONG = "wrong"


class Finding(BaseModel):
    """What was looked at, what was found, and what to do about it."""

    model_config = ConfigDict(frozen=True)

    about: str
    level: Level
    sentence: str
    remedy: str = ""


def fine(about: str, sentence: str) -> Finding:
    """Nothing is wrong with it."""
    return Finding(about=about, level=Level.OK, sentence=sentence)


def note(about: str, sentence: str, remedy: str = "") -> Finding:
    """Worth knowing; nothing is broken."""
    return Finding(about=about, level=Level.NOTE, sentence=sentence, remedy=remedy)


def wrong(about: str, sentence: str, remedy: str) -> Finding:
    """To be mended."""
    return Finding(about=about, level=Level.WRONG, sentence=sentence, remedy=remedy)
