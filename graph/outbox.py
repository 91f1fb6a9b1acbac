"""outbox: what waits there now, as people read it."""

from desk.briefing import summary_of
from domain.clock import from_milliseconds
from domain.outbox import Staged
from domain.request import RequestKind
from graph.showing import names_of
from nodes.context import Rooms
from storage import outbox, verdicts
from storage.unit import Row, Unit

STAGED_LISTED = 50


def staged_now(unit: Unit, rooms: Rooms) -> tuple[Staged, ...]:
    """What goes out next in the whole house, soonest first."""
    rows = outbox.staged(unit, STAGED_LISTED)
    names = names_of(unit, {row["owner"] for row in rows})
    staged = (_staged(rooms, row, names) for row in rows)
    return tuple(sorted(staged, key=lambda each: each.goes_at))


def _staged(rooms: Rooms, row: Row, names: dict[str, str]) -> Staged:
    action, tool = verdicts.action_of(row), rooms.catalogue.find(row["name"])
    action = action.model_copy(update={"risk": tool.risk if tool else None})
    return Staged(
        thread_id=row["thread_id"],
        call_id=row["call_id"],
        summary=summary_of(RequestKind.APPROVAL, action),
        requested_by=row["owner"],
        name=names.get(row["owner"], row["owner"]),
        staged_at=from_milliseconds(row["at"]),
        goes_at=from_milliseconds(verdicts.goes_at(row)),
    )
