"""showing: a request as a person reads it: with names, money, and what the requester said.

The requester's words are the letters they wrote to the thread, never the agent's account of them.
"""

from desk import inbox
from domain.clock import from_milliseconds
from domain.request import Request, Said
from nodes.context import Rooms
from storage import mail, people
from storage.unit import Row, Unit


def shown(unit: Unit, rooms: Rooms, row: Row) -> Request:
    """The whole request, read in one transaction."""
    request, tool = inbox.shown(unit, row), rooms.catalogue.find(row["name"])
    cost = tool.risk.cost if tool and tool.risk else None
    said, since = _said(unit, row)
    return request.model_copy(
        update={
            "undo": tool.undo.tool if tool and tool.undo else "",
            "money": {cost.argument: cost.currency} if cost and cost.argument else {},
            "names": names_of(unit, _mentioned(request)),
            "said": said,
            "said_since": since,
        }
    )


def names_of(unit: Unit, ids: set[str]) -> dict[str, str]:
    """The names of those among `ids` whom the house knows."""
    found = [people.find(unit, person_id) for person_id in sorted(ids)]
    return {person.id: person.name for person in found if person is not None}


def _mentioned(request: Request) -> set[str]:
    mentioned = {request.requested_by, *request.signed_by}
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
