"""passing: a reviewer passes a request up to a lead. There are two tiers; a lead keeps it.

It decides nothing: the request stays open, in a new version, and asks for a lead from then on.
"""

from domain.clock import Clock, to_milliseconds
from domain.errors import Conflict, Forbidden, Invalid
from domain.people import Person, Role
from domain.request import PASSABLE, RequestKind
from domain.verdict import Reason, Route
from storage import audit, requests
from storage.rows import packed, unpacked
from storage.signers import packed_signers, signers_of
from storage.unit import Row, Unit

PASSED_UP = "passed_up"
NOTE_CHARACTERS = 1000


def pass_up(unit: Unit, clock: Clock, row: Row, person: Person, note: str) -> None:
    """Ask a lead instead; raises Invalid `note_too_long`, Forbidden `lead_decides`, Conflict
    `not_passed_up` or `request_changed`.
    """
    note = note.strip()
    if len(note) > NOTE_CHARACTERS:
        raise Invalid("note_too_long", f"A note has at most {NOTE_CHARACTERS} characters.")
    if person.holds(Role.LEAD):
        raise Forbidden("lead_decides", "A lead is the last to be asked; decide it or leave it.")
    if row["route"] != Route.REVIEW.value or RequestKind(row["kind"]) not in PASSABLE:
        raise Conflict("not_passed_up", "This request is not one that a reviewer can pass up.")
    now = to_milliseconds(clock.now())
    words = f"{person.name} passed it up" + (f": “{note}”" if note else ".")
    reasons = [*unpacked(row["reasons"]), Reason(code=PASSED_UP, text=words).model_dump()]
    if not requests.raise_route(unit, row, Route.LEAD, packed(reasons), _led(row)):
        raise Conflict("request_changed", "Somebody else was first; read the request again.")
    audit.append(
        unit,
        audit.thread_stream(row["thread_id"]),
        at=now,
        actor=person.id,
        event="request.passed_up",
        payload={"request": row["id"], "route": Route.LEAD.value, "note": note},
    )


def _led(row: Row) -> str | None:
    """Who signs once a lead is asked: the same as before but for the role."""
    signers = signers_of(row)
    if signers is None:
        return None
    return packed_signers(signers.model_copy(update={"role": Role.LEAD, "tier": 3}))
