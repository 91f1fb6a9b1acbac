"""steps: one step of a plan in words: who is asked and since when, who refused it and why."""

import json
from typing import Any

from domain.people import Person
from domain.request import COUNTERSIGNED, Request, RequestKind, RequestState
from domain.thread import Message, Step, StepStatus
from ui.parts.timeline import Mark
from ui.parts.words import asked_of, milliseconds, pretty, settled_words, task_words, tool_words
from ui.screens.answering import is_meaning

DETAIL_CHARACTERS = 6000
WITHDRAWN = "withdrawn"


def finished(step: Step) -> bool:
    """Whether nothing more will come of a step."""
    return step.status in (StepStatus.DONE, StepStatus.FAILED, StepStatus.REFUSED)


def is_out(step: Step) -> bool:
    """Whether a step has sent somebody out who is not back yet."""
    return step.task_id is not None and not finished(step)


def mark_of(step: Step, request: Request | None, result: Message | None, me: Person) -> Mark:
    """The step as the timeline paints it."""
    if step.task_id is not None:
        return _task(step, request, result)
    if step.status is StepStatus.STAGED:
        return Mark(
            status=step.status.value,
            title=tool_words(step.name),
            words=_STATUS[step.status],
            details=_details(step, result),
        )
    return Mark(
        status=WITHDRAWN if _is_withdrawn(request) else step.status.value,
        title=_title(step, request),
        words=_words(step, request, me),
        note="" if _says_it_all(step, request) else _note(step, request),
        details=_details(step, result),
        **_asked(step, request),
    )


def _task(step: Step, request: Request | None, result: Message | None) -> Mark:
    """A step that has sent somebody out: the task says how far it is, the request what was said."""
    proof = request if request is not None and request.kind is RequestKind.PROOF else None
    return Mark(
        status=step.status.value,
        title=task_words(step.arguments),
        words=step.note,
        note=settled_words(proof) if proof and proof.state is not RequestState.OPEN else "",
        details=_details(step, result),
        **_asked(step, request),
    )


def _asked(step: Step, request: Request | None) -> dict[str, Any]:
    """Since when somebody is asked, and what happens when nobody answers."""
    if step.since is None or step.until is None:
        return {}
    taken = step.task_id is not None and step.status is StepStatus.RUNNING
    return {
        "asked": "Taken" if taken else "Offered" if step.asked_of == "operators" else "Asked",
        "since": milliseconds(step.since),
        "lapse": _lapse(step, request),
        "until": milliseconds(step.until),
    }


def _lapse(step: Step, request: Request | None) -> str:
    if step.asked_of == "operators":
        return "if it is not done by {}, it lapses"
    if step.task_id is not None:
        return "if nobody looks at the proof by {}, the task lapses"
    if request is not None and request.kind is RequestKind.ELICITATION and not is_meaning(request):
        return "without an answer by {} the agent goes on without it"
    kind = RequestKind.APPROVAL if request is None else request.kind
    return _LAPSES.get(kind, "if nobody decides by {}, it is not done")


def _is_withdrawn(request: Request | None) -> bool:
    """Its requester took it back: that is nobody's refusal."""
    if request is None or request.kind not in COUNTERSIGNED:
        return False
    return request.state is RequestState.WITHDRAWN


def _says_it_all(step: Step, request: Request | None) -> bool:
    return step.status is StepStatus.WAITING or _is_withdrawn(request)


def _title(step: Step, request: Request | None) -> str:
    if request is None:
        return tool_words(step.name)
    # What these asked is over once they are settled; the step is what it was before.
    passing = request.kind is RequestKind.ESCALATION or is_meaning(request)
    settled = step.status is not StepStatus.WAITING
    return tool_words(step.name) if passing and settled else request.summary


def _words(step: Step, request: Request | None, me: Person) -> str:
    if _is_withdrawn(request):
        return "Withdrawn; nothing was done"
    if step.status is not StepStatus.WAITING or request is None:
        return _STATUS[step.status]
    if request.kind is RequestKind.OUTCOME:
        return "Nobody knows whether it happened; a reviewer is asked"
    if request.kind is RequestKind.ELICITATION:
        whose = "your" if request.requested_by == me.id else f"{request.requested_by}'s"
        return f"Waits for {whose} answer"
    if request.kind is RequestKind.ESCALATION:
        times = len(request.failures)
        return f"Failed {times} time{'' if times == 1 else 's'}; a lead has it"
    if request.signed_by:
        return f"Signed by {', '.join(request.signed_by)}; waits for another signature"
    return f"Waits for {asked_of(request.route)} to countersign"


def _note(step: Step, request: Request | None) -> str:
    settled = settled_words(request) if request and request.state is not RequestState.OPEN else ""
    if step.afterwards:
        return "\n".join(part for part in (settled, step.afterwards) if part)
    if step.status in (StepStatus.FAILED, StepStatus.UNKNOWN):
        return "\n".join(part for part in (settled, step.note) if part)
    return settled or step.note


def _details(step: Step, result: Message | None) -> str:
    parts = [json.dumps(step.arguments, indent=2, ensure_ascii=False)]
    if step.rationale:
        parts.append(f"The agent says: {step.rationale}")
    if result is not None and result.text:
        parts.append(f"The answer:\n{pretty(result.text)}")
    whole = "\n\n".join(parts)
    return whole if len(whole) <= DETAIL_CHARACTERS else whole[:DETAIL_CHARACTERS] + "…"


_LAPSES = {
    RequestKind.ELICITATION: "without an answer by {} it is not done",
    RequestKind.OUTCOME: "if nobody answers by {}, it stays in doubt",
    RequestKind.ESCALATION: "if no lead decides by {}, it is given up",
}
_STATUS = {
    StepStatus.PLANNED: "Not started",
    StepStatus.STAGED: "In the outbox; it goes out by itself unless somebody holds it",
    StepStatus.WAITING: "Waits for a person",
    StepStatus.RUNNING: "Being carried out",
    StepStatus.DONE: "Done",
    StepStatus.FAILED: "Failed; it did not happen",
    StepStatus.REFUSED: "Refused; nothing was done",
    StepStatus.UNKNOWN: "In doubt; nobody knows whether it happened",
}
