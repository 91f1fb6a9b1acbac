"""outcome: what a tool message says became of a call.

Words come from tools, from the house and from people; whatever does not clearly refuse is a result.
"""

import json
import re
from enum import StrEnum
from typing import Any

_HEAD = 400


class Outcome(StrEnum):
    """What became of a call; declared as it is told to people."""

    DONE = "Done"
    POSTED = "Under way, not done yet"
    ANSWERED = "Answered by a person, not by the tool"
    REFUSED = "Not done"
    UNKNOWN = "Not known"

    @property
    def told(self) -> bool:
        """Whether the message holds something to go on with."""
        return self in (Outcome.DONE, Outcome.POSTED, Outcome.ANSWERED)


def outcome_of(text: str, *, failed: bool) -> Outcome:
    """What the message `text` says; `failed` is the mark that some tools set themselves."""
    content = parsed(text)
    if isinstance(content, dict) and not failed:
        return Outcome.REFUSED if _says_no(content) else Outcome.DONE
    head = text[:_HEAD]
    if _ANSWERED.search(head):
        return Outcome.ANSWERED
    if _UNKNOWN.search(head):
        return Outcome.UNKNOWN
    if failed or _REFUSED.match(head) or _NOT.search(head):
        return Outcome.REFUSED
    return Outcome.POSTED if _POSTED.search(head) else Outcome.DONE


def may_pass(text: str) -> bool:
    """Whether a failure sounds as if trying again could help; the house says when it is enough."""
    return bool(_FAILED_NOW.match(text) and _PASSING.search(text[:_HEAD]))


def parsed(text: str) -> Any:
    """What a JSON text says, None for anything else."""
    try:
        if text.lstrip()[:1] not in ("{", "["):
            return None
        # Words of the house may follow what the tool said.
        return json.JSONDecoder().raw_decode(text.lstrip())[0]
    except (ValueError, RecursionError):
        return None


def _says_no(content: dict[str, Any]) -> bool:
    states = [content.get(key) for key in ("status", "state", "outcome", "result", "decision")]
    return bool(content.get("error") or content.get("errors")) or any(
        isinstance(state, str) and _REFUSED.fullmatch(state) for state in states
    )


_FAILED_NOW = re.compile(r"\s*it failed, nothing happened\b", re.IGNORECASE)
_PASSING = re.compile(
    r"\b(?:connect(?:ion|ed)?|reach(?:ed|able)?|unreachable|unavailable|overloaded|busy|network"
    r"|tempor\w+|time(?:d)?[ -]?out|try(?:ing)? again|rate limit|(?:service|server) error)\b",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"\b(?:answered|supplied the result) (?:in place|instead) of the tool\b", re.IGNORECASE
)
_UNKNOWN = re.compile(
    r"\b(?:nobody|no one) (?:can|could) (?:say|tell)\b|\boutcome (?:is )?(?:not known|unknown)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:was not|wasn['’]t) (?:made|carried out|executed|run)\b|\bdid not happen\b"
    r"|\bgave up on this call\b|\borders instead\b|\bnobody took it on\b"
    r"|\bdid not mean this\b|\bis not (?:tried|put to people) again\b"
    r"|\bnothing (?:happened|was (?:done|changed|sent))\b",
    re.IGNORECASE,
)
_POSTED = re.compile(
    r"\bnot (?:yet done|done yet|finished yet|yet finished)\b"
    r"|\b(?:outcome|result|answer|letter) (?:comes|follows|will come|will follow)\b"
    r"|\byou will (?:be told|hear)\b",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"\s*(?:\S{1,60}\s)?(?:\W*(?:the|this|your|a|an|it|action|call|tool|request|reviewer|person|lead"
    r"|human|was|has|been|is|had|by|execution|proposed|user|law|policy|approval|effect|outcome)\b)"
    r"{0,6}\W*(?:reject(?:ed|s)|refuse[ds]|denie[ds]|declined|failed|failure|error|forbidden"
    r"|withdrawn|expired|unknown|blocked|cancelled by|canceled by|invalid|unavailable|timed out"
    r"|not (?:yet )?(?:allowed|approved|permitted|done|executed|possible|carried out))\b",
    re.IGNORECASE,
)
