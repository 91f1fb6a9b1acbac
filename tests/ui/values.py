"""values: requests and conversations as the API would tell them; a test names what matters."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.people import Person, Role
from domain.request import Request
from domain.thread import Message, Step, Thread, ThreadSummary
from domain.waiting import Line, Queue

NOW = datetime.now(UTC)
ROBIN = Person(id="requester-1", name="Robin", roles=(Role.REQUESTER,))
JONAS = Person(id="reviewer-1", name="Jonas", roles=(Role.REVIEWER,))
LENA = Person(id="lead-1", name="Lena", roles=(Role.LEAD,))
ADA = Person(id="admin-1", name="Ada", roles=(Role.ADMIN,))
HOSTILE = (
    "<script>alert(1)</script> ![x](https://evil.example/a.png) [go](https://evil.example) "
    "https://evil.example **bold** :material/check: :red[red] $x^2$ `code`"
)


def request(request_id: str = "req_1", **changed: Any) -> Request:
    """An open approval of a refund."""
    action = {
        "name": "refund_order",
        "arguments": {"order_id": 1042, "amount_minor": 1850, "reason": "It broke."},
        "digest": "d" * 64,
        "fingerprint": "f" * 64,
        "rationale": "The mug broke.",
        "confidence": 0.8,
    } | changed.pop("action", {})
    values = {
        "id": request_id,
        "kind": "approval",
        "thread_id": "t-1",
        "call_id": "call-1",
        "attempt": 1,
        "state": "open",
        "version": 3,
        "round": 1,
        "route": "review",
        "action": action,
        "reasons": [{"code": "irreversible", "text": "It cannot be taken back."}],
        "requested_by": "requester-1",
        "summary": f"Refund order {request_id}",
        "opened_at": NOW,
        "decide_by": NOW + timedelta(hours=4),
        "valid_until": None,
        "form": None,
        "failures": [],
        "signed_by": [],
        "outcome": None,
    }
    return Request.model_validate(values | changed)


def question(fields: dict[str, Any], **changed: Any) -> Request:
    """A question to the requester, with these fields, all of them needed."""
    schema = {"type": "object", "properties": fields, "required": list(fields)}
    form = {"mode": "form", "message": "Which one is meant?", "requestedSchema": schema}
    return request(**({"kind": "elicitation", "form": form} | changed))


def escalation(**changed: Any) -> Request:
    """A refund that has failed three times and is with the leads."""
    failures = ["The bank is away.", "The bank is away.", "The bank is gone."]
    given = {"kind": "escalation", "route": "lead", "failures": failures, "attempt": 3}
    return request(**(given | changed))


def outcome(**changed: Any) -> dict[str, Any]:
    """How somebody else settled a request."""
    values = {
        "type": "reject",
        "by": "reviewer-2",
        "at": NOW,
        "arguments": None,
        "digest": "d" * 64,
        "message": "Twice the price.",
        "reason_code": "wrong_amount",
        "content": None,
    }
    return values | changed


def message(text: str, speaker: str = "user", **changed: Any) -> Message:
    """Something said in the first turn."""
    by = "agent" if speaker == "assistant" else speaker
    values = {"id": f"m-{text[:8]}", "speaker": speaker, "by": by, "text": text}
    return Message.model_validate(values | {"at": NOW, "turn": 1} | changed)


def step(status: str = "waiting", **changed: Any) -> Step:
    """One step of the first turn."""
    values = {
        "call_id": "call-1",
        "turn": 1,
        "name": "refund_order",
        "arguments": {"order_id": 1042},
        "rationale": "The mug broke.",
        "status": status,
        "note": "",
        "request_id": "req_1",
    }
    if status == "waiting":
        asked = {"asked_of": "reviewer", "since": NOW, "until": NOW + timedelta(hours=4)}
        values |= asked
    return Step.model_validate(values | changed)


def thread(**changed: Any) -> Thread:
    """A conversation that waits for a person."""
    values = {
        "id": "t-1",
        "title": "Refund order 1042",
        "owner": "requester-1",
        "status": "waiting",
        "created_at": NOW,
        "updated_at": NOW,
        "fork_of": None,
        "messages": (message("Refund order 1042"),),
        "plan": (step(),),
        "trouble": "",
    }
    return Thread.model_validate(values | changed)


def summary_of(given: Thread) -> ThreadSummary:
    """The conversation as the list has it."""
    names = set(ThreadSummary.model_fields)
    return ThreadSummary.model_validate(given.model_dump(include=names))


def queue_of(requests: Sequence[Request], **changed: Any) -> Queue:
    """The queue as the API would tell it of these requests."""
    figures = {
        "at": NOW,
        "waiting": len(requests),
        "is_more": False,
        "late": 0,
        "sla_seconds": 90,
        "oldest_age_seconds": 12,
        "median_age_seconds": 7,
    }
    lines = [
        {name: getattr(each, name) for name in _SAME}
        | {
            "name": each.name_of(each.requested_by),
            "confidence": each.action.confidence,
            "late_at": each.opened_at + timedelta(seconds=90),
        }
        for each in requests
    ]
    return Queue.model_validate({"figures": figures | changed, "lines": lines})


_SAME = set(Line.model_fields) - {"name", "confidence", "late_at"}
