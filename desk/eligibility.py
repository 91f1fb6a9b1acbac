"""eligibility: whether a request can be decided now, and by this person (invariant 4)."""

from domain.errors import Conflict, Forbidden
from domain.people import Person
from domain.request import RequestKind, RequestState
from domain.verdict import Route
from policy.duties import lacks, may_sign
from storage.signers import signers_of
from storage.unit import Row


def require_open(row: Row, version: int | None, now: int) -> None:
    """Raise Conflict, saying by whom or why, unless this request can be decided now."""
    if row["state"] in (RequestState.DECIDED.value, RequestState.APPLIED.value):
        raise Conflict("request_decided", f"{row['decided_by']} has already decided this request.")
    if row["state"] != RequestState.OPEN.value:
        raise Conflict(
            "request_closed", f"This request is {row['state']}; nothing is left to decide."
        )
    if row["decide_by"] <= now:
        raise Conflict("request_expired", "The time to decide this request has passed.")
    if version is not None and version != row["version"]:
        raise Conflict(
            "request_changed", "This request has changed since it was shown; read it again."
        )


def require_standing(row: Row, person: Person) -> None:
    """Raise Forbidden unless this person may sign this request (invariant 4)."""
    if row["kind"] == RequestKind.ELICITATION.value:
        if person.id != row["requested_by"]:
            raise Forbidden("not_yours", "This question is for the person who asked the agent.")
        return
    if person.id == row["requested_by"]:
        raise Forbidden("own_request", "Nobody decides what they asked for; a colleague must.")
    if not may_sign(person, Route(row["route"])):
        needed = "a lead" if row["route"] == Route.LEAD.value else "a reviewer or a lead"
        raise Forbidden("role_missing", f"This request is for {needed}.")
    if missing := lacks(person, signers_of(row)):
        raise Forbidden("skill_missing", f"This request is for somebody with {missing}.")
