"""deciding: what the buttons of the review do. Callbacks only; they send what was on the screen.

A refusal is kept with the request it belongs to, so that it is shown there and nowhere else. The
next item opens where the last one stood, so a decision must come a moment after its item has: the
second half of a double click decides nothing.
"""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from domain.decision import ReasonCode, Remedy
from domain.errors import CountersignError
from domain.request import Request, RequestKind, RequestState
from domain.waiting import Progress
from ui.client import Client
from ui.parts import place
from ui.parts.words import now_milliseconds
from ui.screens import ahead, form, opening
from ui.screens.checklist import checked

PLACE = "request"
LAST, REFUSAL, MODE, SHOWN = "last decision", "refusal", "mode", "shown"
SECONDS_CONFIRMED = 45
LOOK_MILLISECONDS = 700
LOOKING, REJECTING, EDITING, PASSING = "looking", "rejecting", "editing", "passing"
SUPPLYING, ORDERING = "supplying", "ordering"
SAY_WHY = "Choose a reason or write one: the agent and its requester will read it."
SAY_WHAT = "Say what is missing: the operator goes by your words."


def go_to(request_id: str) -> None:
    """Open a request, or the oldest one."""
    st.session_state.pop(REFUSAL, None)
    st.session_state.pop(MODE, None)
    place.go(PLACE, request_id)


def show(request: Request) -> None:
    """Note since when this version of a request is on the screen."""
    shown, _ = st.session_state.get(SHOWN, (None, 0))
    if shown != (request.id, request.version):
        st.session_state[SHOWN] = ((request.id, request.version), now_milliseconds())


def mode_of(request: Request) -> str:
    """What the reviewer is doing with this request."""
    request_id, mode = st.session_state.get(MODE, ("", LOOKING))
    return str(mode) if request_id == request.id else LOOKING


def leave(request: Request, request_id: str) -> None:
    """Open another request; what was typed for this one is kept."""
    form.keep(request)
    go_to(request_id)


def set_mode(request: Request, mode: str) -> None:
    """Begin to reject, edit or pass up, or go back to looking; what was typed is kept."""
    form.keep(request)
    st.session_state.pop(REFUSAL, None)
    st.session_state[MODE] = (request.id, mode)


def refusal(request_id: str) -> str:
    """Why the last attempt on this request did not work."""
    about, sentence = st.session_state.get(REFUSAL, ("", ""))
    return str(sentence) if about == request_id else ""


def last_decision() -> tuple[str, str] | None:
    """The request decided a moment ago, and what was done, in our own words."""
    request_id, words, at = st.session_state.get(LAST, ("", "", 0))
    fresh = now_milliseconds() - at < SECONDS_CONFIRMED * 1000
    return (request_id, words) if fresh else None


def approve(client: Client, request: Request, order: Sequence[str]) -> None:
    """Approve what is shown."""
    done = _APPROVED.get(request.kind, "Approved.")
    _decide(client, request, order, {"type": "approve", **checked(request)}, done)


def reject(
    client: Client, request: Request, order: Sequence[str], code: ReasonCode | None = None
) -> None:
    """Reject for a reason, or in the words written in the bar, or both."""
    message = _written(form.note_key(request))
    if code is None and not message:
        refuse(request, SAY_WHAT if request.kind is RequestKind.PROOF else SAY_WHY)
        return
    decision: dict[str, Any] = {"type": "reject", "message": message}
    if code is not None:
        decision["reason_code"] = code.value
    _decide(client, request, order, decision, _REJECTED.get(request.kind, "Rejected."))


def find_wrong(client: Client, request: Request, order: Sequence[str], remedy: Remedy) -> None:
    """Say that what was done is wrong, in the words written in the bar, and what follows."""
    message = _written(form.note_key(request))
    if not message:
        refuse(request, "Say what is wrong: whoever mends it goes by your words.")
        return
    content = {"remedy": remedy.value}
    decision = {"type": "reject", "message": message, "content": content}
    _decide(client, request, order, decision, _REMEDIED[remedy])


def approve_changed(client: Client, request: Request, order: Sequence[str]) -> None:
    """Approve with the changes made in the form."""
    arguments, fault = form.edited(request)
    if fault:
        refuse(request, fault)
        return
    if arguments == request.action.arguments:
        refuse(request, "Nothing is changed yet; change a field, or go back and approve it as is.")
        return
    message = _written(form.note_key(request))
    name = request.action.name
    decision = {
        "type": "edit",
        "name": name,
        "arguments": arguments,
        "message": message,
        **checked(request),
    }
    done = _APPROVED.get(request.kind, "Approved.").replace(".", " with your changes.")
    _decide(client, request, order, decision, done)


def answer(
    client: Client, request: Request, order: Sequence[str], happened: bool, retry: bool
) -> None:
    """Say whether an action in doubt happened."""
    message = _written(form.note_key(request))
    content = {"happened": happened, "retry": retry}
    decision = {"type": "answer", "content": content, "message": message}
    _decide(client, request, order, decision, "Answered.")


def write(client: Client, request: Request, order: Sequence[str]) -> None:
    """Supply the result or give the order that was written in the bar."""
    message = _written(form.words_key(request))
    supplies = mode_of(request) == SUPPLYING
    if not message:
        refuse(request, "Write it first: the agent goes on with your words.")
        return
    decision = {"type": "respond" if supplies else "order", "message": message}
    done = "You have supplied the result." if supplies else "Your order is given."
    if request.kind is RequestKind.PLAN:
        done = "The agent has your comment."
    _decide(client, request, order, decision, done)


def take_over(client: Client, request: Request, order: Sequence[str]) -> None:
    """Take the conversation out of the agent's hands, and go there."""
    done = "You have taken the conversation over."
    if _decide(client, request, order, {"type": "take_over"}, done):
        opening.wish(request.thread_id)


def pass_up(client: Client, request: Request, order: Sequence[str]) -> None:
    """Ask a lead instead, with the note from the bar."""
    note = _written(form.note_key(request))

    def send(opened: str) -> Progress:
        return Progress(standing=client.pass_up(request.id, request.version, note))

    _send(request, order, send, "Passed up to a lead.")


def undo(client: Client, request_id: str) -> None:
    """Take the last decision back and open its request again."""
    go_to(request_id)
    try:
        client.undo(request_id)
    except CountersignError as error:
        st.session_state[REFUSAL] = (request_id, error.sentence)
    st.session_state.pop(LAST, None)


def _written(key: str) -> str:
    return str(st.session_state.get(key) or "").strip()


def _decide(
    client: Client, request: Request, order: Sequence[str], decision: dict[str, Any], done: str
) -> bool:
    """Send the decision and go on; whether it was taken."""

    def send(opened: str) -> Progress:
        return client.decide(request.id, decision, request.version, opened)

    return _send(request, order, send, done)


def _send(
    request: Request, order: Sequence[str], send: Callable[[str], Progress], done: str
) -> bool:
    """Send what was decided about what was looked at, and go on; whether it was taken.

    `send` is told which request opens next, so that the answer can bring it along.
    """
    shown, since = st.session_state.get(SHOWN, (None, 0))
    if shown != (request.id, request.version) or now_milliseconds() - since < LOOK_MILLISECONDS:
        refuse(request, "This has only just opened; look at it, then decide.")
        return False
    to = _next(request.id, order)
    try:
        progress = send(to)
    except CountersignError as error:
        refuse(request, error.sentence)
        return False
    standing = progress.standing
    if standing.id != request.id:
        done = "Your changes ask for more than one signature of yours; a new request waits."
    elif standing.state is RequestState.OPEN and standing.route is request.route:
        done = "Signed. It waits for another signature."
    st.session_state[LAST] = (request.id, done, now_milliseconds())
    go_to(to)
    ahead.keep(to, request.id, progress.workplace)
    return True


def _next(request_id: str, order: Sequence[str]) -> str:
    """The one below in the queue, else the first of the rest, else whatever comes."""
    below = order[order.index(request_id) + 1 :] if request_id in order else order
    others = [other for other in (*below, *order) if other != request_id]
    return others[0] if others else ""


def refuse(request: Request, sentence: str) -> None:
    """Keep why something did not work with the request it belongs to."""
    st.session_state[REFUSAL] = (request.id, sentence)


_APPROVED = {
    RequestKind.ESCALATION: "It is tried again.",
    RequestKind.PROOF: "Accepted.",
    RequestKind.PLAN: "The plan is approved.",
    RequestKind.RECHECK: "Noted: it is fine.",
}
_REJECTED = {RequestKind.ESCALATION: "Given up.", RequestKind.PROOF: "Sent back."}
_REMEDIED = {
    Remedy.UNDO: "It is being taken back.",
    Remedy.FOLLOW_UP: "The agent hears of it.",
    Remedy.ALERT: "A lead looks at it, too.",
}
