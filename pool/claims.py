"""claims: first come, first served. One conditional write gives a task to one operator (A22)."""

from domain.clock import Clock, to_milliseconds
from domain.errors import Conflict, Forbidden
from domain.people import Person, Role
from domain.task import TaskState
from pool.offers import record
from storage import tasks
from storage.unit import Row, Unit

CLAIMS_AT_ONCE = 5


def claim(unit: Unit, clock: Clock, row: Row, person: Person) -> None:
    """Give a task to `person`. Raises Forbidden `role_missing`, `own_task`; Conflict `task_taken`,
    `task_over`, `claims_full`.
    """
    require_operator(person)
    if row["requested_by"] == person.id:
        raise Forbidden("own_task", "Nobody carries out what they asked for; a colleague must.")
    if row["operator"] == person.id and row["state"] == TaskState.CLAIMED.value:
        return
    now = to_milliseconds(clock.now())
    if len(tasks.held_by(unit, person.id)) >= CLAIMS_AT_ONCE:
        raise Conflict(
            "claims_full",
            f"You have {CLAIMS_AT_ONCE} tasks in hand; finish one or give one back first.",
        )
    if not tasks.claim(unit, row["id"], person.id, now):
        raise _gone(row)
    record(unit, row, person.id, "task.claimed", now, {})


def give_back(unit: Unit, clock: Clock, row: Row, person: Person) -> None:
    """Put a task back among the offers. Raises Forbidden `not_yours`, Conflict `task_changed`."""
    require_holder(row, person)
    if row["state"] != TaskState.CLAIMED.value:
        raise Conflict("task_changed", "A proof is being looked at; wait for its outcome.")
    if not tasks.move(unit, row, TaskState.POSTED, operator=None, claimed_at=None, feedback=""):
        raise Conflict("task_changed", "This task has changed; read it again.")
    record(unit, row, person.id, "task.given_back", to_milliseconds(clock.now()), {})


def require_operator(person: Person) -> None:
    """Raise Forbidden unless `person` works in the field."""
    if not person.holds(Role.OPERATOR):
        raise Forbidden("role_missing", "Only operators take tasks in the field.")


def require_holder(row: Row, person: Person) -> None:
    """Raise Forbidden unless `person` has this task."""
    if row["operator"] != person.id:
        raise Forbidden("not_yours", "You have not taken this task.")


def _gone(row: Row) -> Conflict:
    if row["operator"]:
        return Conflict("task_taken", f"{row['operator']} was first; take another task.")
    return Conflict("task_over", "This task is not offered any more; take another one.")
