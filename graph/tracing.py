"""tracing: how the actions of one turn came about, read from verdicts, requests and the journal.

When a request lapsed or was taken back stands in the audit alone.
"""

from collections.abc import Iterator, Sequence

from domain.clock import from_milliseconds
from domain.request import RequestState
from domain.thoughts import Thought, Trace
from domain.thread import AGENT, HOUSE
from domain.verdict import Route
from graph.steps import whom
from graph.undoing import quoted
from storage import audit, effects, holds, requests, takebacks, verdicts
from storage.rows import unpacked
from storage.unit import Row, Unit

LAW = "law"
TEXT_CHARACTERS = 2000


def traces_of(unit: Unit, thread_id: str, turn: int) -> list[Trace]:
    """One trace per judged action of a turn, in the order in which they were judged."""
    judged = [row for row in verdicts.of_thread(unit, thread_id) if row["turn"] == turn]
    asked, begun = requests.of_thread(unit, thread_id), effects.of_thread(unit, thread_id)
    names, closed = {row["call_id"]: row["name"] for row in judged}, _closed(unit, thread_id)
    return [
        Trace(
            call_id=call_id,
            name=name,
            thoughts=tuple(
                _thoughts(
                    unit,
                    [row for row in judged if row["call_id"] == call_id],
                    [row for row in asked if row["call_id"] == call_id],
                    [row for row in begun if row["call_id"] == call_id],
                    closed,
                )
            ),
        )
        for call_id, name in names.items()
    ]


def _closed(unit: Unit, thread_id: str) -> dict[str, Thought]:
    """How the requests of a thread ended that nobody decided, by their ids."""
    found = {}
    for row in audit.read(unit, audit.thread_stream(thread_id)):
        told = unpacked(row["payload"] or "{}")
        if row["event"] in _CLOSED and "request" in told:
            state, why = row["event"].removeprefix("request."), told.get("why", "")
            found[told["request"]] = _thought(row["at"], row["actor"], f"{state}: {why}")
    return found


def _thoughts(
    unit: Unit,
    judged: Sequence[Row],
    asked: Sequence[Row],
    begun: Sequence[Row],
    closed: dict[str, Thought],
) -> list[Thought]:
    found = [_proposed(unit, judged[0]), *_held(unit, judged[0]), *map(_judged, judged)]
    for request in asked:
        found += _asked(unit, request)
        if request["id"] in closed:
            found.append(closed[request["id"]])
    for effect in begun:
        found += _carried_out(effect)
    # Sorting keeps what happened in the same millisecond in the order of this list.
    return sorted(found, key=lambda thought: thought.at)


def _proposed(unit: Unit, verdict: Row) -> Thought:
    order = takebacks.carried_by(unit, verdict["thread_id"], verdict["call_id"])
    if order is not None:
        text = f"Ordered that something be taken back.{quoted(order['why'])}"
        return _thought(order["at"], order["by"], text)
    confidence = unpacked(verdict["confidence"])
    sure = "" if confidence is None else f" Its confidence: {confidence:g}."
    said = verdict["rationale"].strip() or "It gave no reason."
    return _thought(verdict["at"], AGENT, f"{said}{sure}")


def _held(unit: Unit, verdict: Row) -> Iterator[Thought]:
    held = holds.find(unit, verdict["thread_id"], verdict["call_id"])
    if held is not None:
        text = f"Took it out of the outbox.{quoted(held['why'])}"
        yield _thought(held["at"], held["by"], text)


def _judged(verdict: Row) -> Thought:
    reasons = " ".join(reason["text"] for reason in unpacked(verdict["reasons"]))
    route = _ROUTES[Route(verdict["route"])]
    first = "It is put to the requester first. " if verdict["ask"] else ""
    version = verdict["policy_version"][:12]
    return _thought(verdict["at"], LAW, f"{first}{route} {reasons} (law {version})")


def _asked(unit: Unit, request: Row) -> Iterator[Thought]:
    yield _thought(request["opened_at"], HOUSE, f"Asked: {_WHOM[whom(request)]}.")
    for round_ in range(1, request["round"] + 1):
        for signed in requests.signatures(unit, request["id"], round_):
            said = f": {signed['message']}" if signed["message"] else ""
            code = f" ({signed['reason_code']})" if signed["reason_code"] else ""
            undone = "" if round_ == request["round"] else ", taken back later"
            text = f"{signed['decision_type']}{code}{undone}{said}"
            yield _thought(signed["at"], signed["reviewer"], text)


def _carried_out(effect: Row) -> Iterator[Thought]:
    number = "" if effect["attempt"] == 1 else f", attempt {effect['attempt']}"
    yield _thought(effect["started_at"], HOUSE, f"The call begins{number}.")
    if effect["ended_at"] is not None:
        seconds = (effect["ended_at"] - effect["started_at"]) / 1000
        text = f"{effect['state']} after {seconds:.1f} s: {effect['result']}"
        yield _thought(effect["ended_at"], HOUSE, text)


def _thought(at: int, by: str, text: str) -> Thought:
    shown = text if len(text) <= TEXT_CHARACTERS else text[:TEXT_CHARACTERS] + "…"
    return Thought(at=from_milliseconds(at), by=by, text=shown)


_CLOSED = tuple(
    f"request.{state.value}"
    for state in (RequestState.EXPIRED, RequestState.WITHDRAWN, RequestState.SUPERSEDED)
)
_WHOM = {
    "requester": "the requester",
    "reviewer": "a reviewer",
    "lead": "a lead",
    "two": "two people",
}
_ROUTES = {
    Route.AUTO: "It may be done at once.",
    Route.RECHECK: "It may be done at once; a reviewer looks at it afterwards.",
    Route.REVIEW: "A reviewer has to countersign.",
    Route.LEAD: "A lead has to countersign.",
    Route.TWO: "Two people have to countersign.",
    Route.REFUSE: "It is refused.",
}
