"""sureness: what the agent's confidence is worth, said beside the number itself (B11, B20, B29)."""

from domain.request import Request
from ui.parts.headline import Badge
from ui.parts.words import mood_of

CONFIDENCE_WORDS = {"good": "high", "fair": "medium", "poor": "low"}
UNCHECKED = "nobody has checked what this number means yet"


def badges_of(request: Request) -> list[Badge]:
    """The stated number with what it has meant so far, or with a word that nobody knows."""
    stated, calibrated = request.action.confidence, request.sureness.calibrated
    if stated is None:
        return []
    if calibrated is None:
        mood = mood_of(stated)
        return [(f"{stated:.2f} · {CONFIDENCE_WORDS[mood]} confidence", mood), (UNCHECKED, "")]
    mood = mood_of(calibrated)
    return [
        (f"{calibrated:.2f} · {CONFIDENCE_WORDS[mood]} confidence", mood),
        (f"it says {stated:.2f}; such numbers were right {calibrated:.0%} of the time", ""),
    ]


def doubts_of(request: Request) -> dict[str, str]:
    """For each argument that the agent is less sure of than the law asks: how sure it is."""
    sureness = request.sureness
    return {name: f"only {sureness.fields[name]:.2f} sure" for name in sureness.unsure}
