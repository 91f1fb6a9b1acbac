"""showing: a request as a person reads it: with names, money, and what the requester said.

The requester's words are the letters they wrote to the thread, never the agent's account of them.
"""

from collections.abc import Iterable
from typing import Any

from desk import inbox
from domain.clock import from_milliseconds
from domain.origin import Origin
from domain.request import Deed, Request, RequestKind, RequestState, Said, Sureness
from domain.verdict import Reason
from graph.citing import cited
from graph.undoing import deed_of, done_words, quoted
from nodes.context import Rooms
from storage import briefs, effects, mail, people, takebacks, verdicts
from storage.rows import unpacked
from storage.unit import Row, Unit


def shown(unit: Unit, rooms: Rooms, row: Row) -> Request:
    """The whole request, read in one transaction."""
    request, tool = inbox.shown(unit, row), rooms.catalogue.find(row["name"])
    order = takebacks.carried_by(unit, row["thread_id"], row["call_id"])
    cost = tool.risk.cost if tool and tool.risk else None
    said, since = _said(unit, row)
    verdict = verdicts.find(unit, row["verdict_id"])
    # A mail's origins are long; what was known is unpacked once.
    known = verdicts.inputs_of(verdict).get("context", {}) if verdict else {}
    same = verdict is not None and verdict["digest"] == row["digest"]
    origins = _origins_in(known) if same else ()
    return request.model_copy(
        update={
            "undo": tool.undo.tool if tool and tool.undo else "",
            "money": {cost.argument: cost.currency} if cost and cost.argument else {},
            "names": names_of(unit, _mentioned(request, origins)),
            "reasons": (*_ordered(unit, rooms, order), *request.reasons),
            "deed": _deed(unit, rooms, row),
            "said": said,
            "said_since": since,
            "brief": briefs.find(unit, row["thread_id"]),
            "sureness": _sureness_in(known, verdict),
            "origins": origins,
            "cited": cited(unit, row["thread_id"], request.action, origins),
        }
    )


def _sureness_in(known: dict[str, Any], verdict: Row | None) -> Sureness:
    """What the confidence behind a verdict was worth when it was given."""
    if verdict is None:
        return Sureness()
    fields, least = known.get("fields", {}), unpacked(verdict["thresholds"]).get("field", 0.0)
    unsure = tuple(sorted(name for name, sure in fields.items() if sure < least))
    return Sureness(calibrated=known.get("calibrated"), fields=fields, unsure=unsure)


def _origins_in(known: dict[str, Any]) -> tuple[Origin, ...]:
    """Where the values of an action came from, as its verdict knew it."""
    return tuple(Origin.model_validate(origin) for origin in known.get("origins", ()))


def _ordered(unit: Unit, rooms: Rooms, order: Row | None) -> tuple[Reason, ...]:
    """That a call is not the agent's idea but a reviewer's, who takes something back."""
    effect = effects.latest(unit, order["thread_id"], order["call_id"]) if order else None
    if order is None or effect is None:
        return ()
    text = f"{order['by']} takes this back: {done_words(rooms, effect)}.{quoted(order['why'])}"
    return (Reason(code="undo", text=text),)


def _deed(unit: Unit, rooms: Rooms, row: Row) -> Deed | None:
    """What was done on the strength of a request, or what is rechecked."""
    if row["state"] != RequestState.APPLIED.value and row["kind"] != RequestKind.RECHECK.value:
        return None
    effect = effects.latest(unit, row["thread_id"], row["call_id"])
    done = effect is not None and effect["state"] == effects.DONE
    return deed_of(unit, rooms, effect) if effect is not None and done else None


def names_of(unit: Unit, ids: set[str]) -> dict[str, str]:
    """The names of those among `ids` whom the house knows."""
    found = [people.find(unit, person_id) for person_id in sorted(ids)]
    return {person.id: person.name for person in found if person is not None}


def _mentioned(request: Request, origins: Iterable[Origin]) -> set[str]:
    mentioned = {request.requested_by, *request.signed_by}
    mentioned |= {span.by for origin in origins for span in origin.spans if span.by}
    if request.outcome is not None:
        mentioned.add(request.outcome.by)
    if request.proof is not None:
        mentioned.add(request.proof.operator)
    return mentioned


def _said(unit: Unit, row: Row) -> tuple[Said | None, Said | None]:
    """What the requester wrote last before this was asked, and last since."""
    thread_id, by, asked_at = row["thread_id"], row["requested_by"], row["opened_at"]
    newest = mail.last_of(unit, thread_id, by)
    if newest is None or newest["at"] <= asked_at:
        return _quoted(newest), None
    return _quoted(mail.last_of(unit, thread_id, by, until=asked_at)), _quoted(newest)


def _quoted(row: Row | None) -> Said | None:
    return None if row is None else Said(text=row["text"], at=from_milliseconds(row["at"]))
