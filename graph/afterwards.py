"""afterwards: what a done step tells besides that it is done: who looked, and who took it back."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.decision import DecisionType, Remedy
from domain.errors import CountersignError
from domain.request import RequestKind, RequestState
from domain.verdict import Route
from graph.undoing import quoted, taken_back_words, way_back
from storage import effects, takebacks
from storage.rows import unpacked
from storage.unit import Row, Unit
from tools.catalogue import Catalogue


@dataclass(frozen=True)
class Afterwards:
    """A step's note, and the tool that can take it back now; "" for none."""

    note: str = ""
    undo: str = ""


def told_afterwards(
    unit: Unit,
    catalogue: Catalogue,
    thread_id: str,
    requests: Sequence[Row],
    journal: Sequence[Row],
) -> dict[str, Afterwards]:
    """What there is to tell of each done call of a thread."""
    orders = {row["call_id"]: row for row in takebacks.of_thread(unit, thread_id)}
    looked = _last_looks(requests)
    return {
        row["call_id"]: Afterwards(
            note=taken_back_words(unit, orders.get(row["call_id"]))
            or _looked_words(looked.get(row["call_id"])),
            undo=_undo(unit, catalogue, row, orders.get(row["call_id"])),
        )
        for row in journal
        if row["state"] == effects.DONE
    }


def _last_looks(requests: Sequence[Row]) -> dict[str, Row]:
    rechecks = [row for row in requests if row["kind"] == RequestKind.RECHECK.value]
    return {row["call_id"]: row for row in sorted(rechecks, key=lambda row: row["edition"])}


def _looked_words(request: Row | None) -> str:
    if request is None:
        return ""
    if request["state"] == RequestState.OPEN.value:
        lead = request["route"] == Route.LEAD.value
        return (
            "An alert was raised; a lead looks at it." if lead else "A reviewer looks at it, too."
        )
    if request["state"] == RequestState.EXPIRED.value:
        return "Nobody looked at it afterwards."
    if request["decision_type"] != DecisionType.REJECT.value:
        return f"{request['decided_by']} looked at it afterwards: it is fine."
    deed = _REMEDIES[Remedy(unpacked(request["content"])["remedy"])]
    return f"{request['decided_by']} {deed}:{quoted(request['message'])}"


def _undo(unit: Unit, catalogue: Catalogue, effect: Row, order: Row | None) -> str:
    tool = catalogue.find(effect["name"])
    if tool is None or tool.undo is None:
        return ""
    if order is not None and takebacks.state_of(unit, order) != takebacks.NOT_DONE:
        return ""
    try:
        return way_back(catalogue, effect)[0].name
    except CountersignError:
        return ""


_REMEDIES = {
    Remedy.UNDO: "found it wrong",
    Remedy.FOLLOW_UP: "asked for a follow-up",
    Remedy.ALERT: "raised an alert",
}
