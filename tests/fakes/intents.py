"""intents: effects about to begin, resting on a verdict alone or on a decided request."""

from dataclasses import replace
from typing import Any

from langchain_core.tools import StructuredTool

from domain.request import RequestKind
from domain.verdict import Route
from storage import effects
from storage.unit import Row
from tests.fakes.office import Office
from tests.fakes.papers import LAW, action
from tools.catalogue import Tool, tool_of
from tools.intent import Intent, Lease


def note(text: str) -> str:
    """Keep a note."""
    return text


def machine(description: str = "Keep a note.") -> Tool:
    """The tool `note`; other words make another fingerprint."""
    return tool_of(
        StructuredTool.from_function(note, description=description, metadata={"timeout_seconds": 2})
    )


TOOL = machine()
HELLO = action({"text": "hello"}, fingerprint=TOOL.fingerprint)


def alone(office: Office, route: Route = Route.AUTO, **changed: Any) -> Intent:
    """An intent that rests on the verdict alone."""
    intent = Intent(
        Lease("t-1", 1), "call-1", 1, TOOL, {"text": "hello"}, office.judge(HELLO, route), None, LAW
    )
    return replace(intent, **changed)


def agreed(
    office: Office,
    *signers: Any,
    route: Route = Route.REVIEW,
    kind: RequestKind = RequestKind.APPROVAL,
    said: dict[str, Any] | None = None,
    **changed: Any,
) -> Intent:
    """An intent that rests on a request, which `signers` have decided."""
    request = office.file(route, kind, HELLO)
    for signer in signers:
        office.sign(request, signer, **(said or {}))
    return alone(office, route, request_id=request, **changed)


def attempts(office: Office) -> list[Row]:
    """Every effect that has begun."""
    with office.storage.view() as unit:
        return effects.of_thread(unit, "t-1")
