"""words: how the console names things, and how foreign text is kept from being Markdown."""

import json
import re
from datetime import datetime
from typing import Any

from domain.clock import SystemClock, to_milliseconds
from domain.decision import DecisionType, ReasonCode, Remedy
from domain.request import Request, RequestKind, RequestState
from domain.thread import ThreadStatus
from domain.verdict import Route

CONFIDENCE_GOOD, CONFIDENCE_FAIR = 0.85, 0.6
ASKED = {Route.LEAD: "a lead", Route.TWO: "two people"}
REASON_WORDS = {
    ReasonCode.WRONG_TARGET: "Wrong target",
    ReasonCode.WRONG_AMOUNT: "Wrong amount",
    ReasonCode.NOT_ALLOWED: "Not allowed",
    ReasonCode.NOT_NEEDED: "Not needed",
    ReasonCode.WORDING: "Wording",
    ReasonCode.OTHER: "Other",
}
STATUS_WORDS = {
    ThreadStatus.IDLE: "Done",
    ThreadStatus.WORKING: "Working",
    ThreadStatus.WAITING: "Waits for a person",
    ThreadStatus.STALLED: "Stuck",
}


def escaped(text: str) -> str:
    """`text` for a label: one line, and no sign that Markdown would read. Never for long text."""
    return _SIGNS.sub(r"\\\g<0>", " ".join(text.split()))


def tool_words(name: str) -> str:
    """A tool's name in words, such as "Refund order"."""
    return name.replace("_", " ").replace(".", " ").strip().capitalize()


def task_words(arguments: dict[str, Any]) -> str:
    """A task in the field as one line, such as "Photo · Harbour Street 4"."""
    kind, place = str(arguments.get("kind") or "photo"), str(arguments.get("location") or "")
    return " · ".join(part for part in (tool_words(kind), place) if part)


def title_of(request: Request) -> str:
    """What is asked, as one line."""
    return visible(request.summary)


def visible(text: str) -> str:
    """`text` with the signs that turn, hide or stop what is read spelled out as their numbers."""
    return _UNSEEN.sub(lambda sign: f"⟨U+{ord(sign.group()):04X}⟩", text)


def mood_of(confidence: float) -> str:
    """How the agent's own confidence is to be taken: good, fair or poor."""
    if confidence >= CONFIDENCE_GOOD:
        return "good"
    return "fair" if confidence >= CONFIDENCE_FAIR else "poor"


def asked_of(route: Route) -> str:
    """Who has to decide."""
    return ASKED.get(route, "a reviewer")


def money(minor: int, currency: str) -> str:
    """An amount of a currency with cents, such as "€12.50"."""
    return f"{sign_of(currency)}{minor / 100:,.2f}"


def sign_of(currency: str) -> str:
    """What stands before an amount."""
    return _CURRENCIES.get(currency, f"{currency} ")


def milliseconds(moment: datetime) -> int:
    """A moment as the browser's scripts count."""
    return to_milliseconds(moment)


def now_milliseconds() -> int:
    """This server's present moment, against which the browser's clock is set."""
    return to_milliseconds(SystemClock().now())


def settled_words(request: Request) -> str:
    """How a request was settled and by whom, as one sentence; empty while it is open."""
    if request.kind is RequestKind.RECHECK and request.state is RequestState.EXPIRED:
        return "Nobody looked in time; it stands as it was done."
    if request.state in _CLOSED:
        return _CLOSED[request.state]
    outcome = request.outcome
    if outcome is None:
        return ""
    if outcome.type is DecisionType.ANSWER and request.kind is RequestKind.ELICITATION:
        return _answered(outcome.by, outcome.content or {})
    if outcome.type is DecisionType.ANSWER:
        content = outcome.content or {}
        again = " and asked to try again" if content.get("retry") else ""
        happened = "it happened" if content.get("happened") else "it did not happen"
        return f"{outcome.by} said that {happened}{again}.{_because(outcome.message)}"
    why = outcome.message
    if outcome.reason_code is not None:
        why = ": ".join(part for part in (REASON_WORDS[outcome.reason_code], why) if part)
    deeds = _DEEDS | _OTHER_DEEDS.get(request.kind, {})
    remedy = str((outcome.content or {}).get("remedy", ""))
    deed = _REMEDIES.get(remedy, deeds[outcome.type])
    return f"{outcome.by} {deed}.{_because(why)}"


def pretty(text: str) -> str:
    """A tool's answer, indented when it is JSON."""
    try:
        read: Any = json.loads(text)
    except ValueError:
        return text
    return json.dumps(read, indent=2, ensure_ascii=False) if isinstance(read, dict | list) else text


def _answered(by: str, content: dict[str, Any]) -> str:
    if set(content) == {"meant"}:
        return f"{by} said that this is {'' if content['meant'] else 'not '}what they meant."
    said = [f"{name.replace('_', ' ').capitalize()}: {value}" for name, value in content.items()]
    return "\n".join([f"{by} answered.", *said])


def _because(why: str) -> str:
    return f" “{why}”" if why else ""


# A screen reader reads the backslashes out, so signs that Markdown never reads are left alone.
_SIGNS = re.compile(r"[!#$&*+./:<=>@\[-`{-~]|(?<!\w)-|-(?!\w)|(?<=\d)\)")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
_CURRENCIES = {"EUR": "€", "USD": "$", "GBP": "£"}
_CLOSED = {
    RequestState.EXPIRED: "Nobody decided in time; nothing was done.",
    RequestState.WITHDRAWN: "This request was withdrawn.",
    RequestState.SUPERSEDED: "An edit asks for more than its author may give; another request "
    "took this one's place.",
}
_DEEDS = {
    DecisionType.APPROVE: "approved it",
    DecisionType.EDIT: "approved it with changes",
    DecisionType.REJECT: "rejected it",
    DecisionType.RESPOND: "answered in its place",
    DecisionType.DECLINE: "declined to answer",
    DecisionType.ANSWER: "answered",
    DecisionType.ORDER: "gave an order instead",
    DecisionType.TAKE_OVER: "took the conversation over",
}
_OTHER_DEEDS = {
    RequestKind.ESCALATION: {
        DecisionType.APPROVE: "had it tried again",
        DecisionType.EDIT: "had it tried again with changes",
        DecisionType.REJECT: "gave it up",
        DecisionType.RESPOND: "supplied the result",
    },
    RequestKind.RECHECK: {DecisionType.APPROVE: "looked at it: it is fine"},
    RequestKind.PLAN: {
        DecisionType.APPROVE: "approved the plan",
        DecisionType.EDIT: "approved the plan with changes",
        DecisionType.REJECT: "rejected the plan",
        DecisionType.RESPOND: "commented on the plan",
    },
    RequestKind.PROOF: {
        DecisionType.APPROVE: "accepted the proof",
        DecisionType.REJECT: "did not accept the proof",
    },
}
_REMEDIES = {
    Remedy.UNDO.value: "found it wrong and had it taken back",
    Remedy.FOLLOW_UP.value: "found it wrong and asked for a follow-up",
    Remedy.ALERT.value: "found it wrong and alerted a lead",
}
