"""usage: what the model used, by thread and UTC day. Added in the transaction of its answer."""

from sqlalchemy import bindparam, func, insert, select, update

from storage.schema import USAGE
from storage.unit import Row, Unit


def add(unit: Unit, thread_id: str, day: str, input_tokens: int, output_tokens: int) -> None:
    """Count one answer's tokens."""
    unit.insert_once(_INSERT, thread_id=thread_id, day=day, input_tokens=0, output_tokens=0)
    unit.change(_ADD, this=thread_id, on=day, taken=input_tokens, given=output_tokens)


def of_thread(unit: Unit, thread_id: str) -> tuple[int, int]:
    """Input and output tokens of a thread."""
    return _counted(unit.row(_OF_THREAD, this=thread_id))


def of_day(unit: Unit, day: str) -> tuple[int, int]:
    """Input and output tokens of all threads on a day such as "2026-11-20"."""
    return _counted(unit.row(_OF_DAY, on=day))


def _counted(row: Row | None) -> tuple[int, int]:
    return (int(row["taken"] or 0), int(row["given"] or 0)) if row else (0, 0)


_SUMS = select(
    func.sum(USAGE.c.input_tokens).label("taken"), func.sum(USAGE.c.output_tokens).label("given")
)
_INSERT = insert(USAGE)
_ADD = (
    update(USAGE)
    .where(USAGE.c.thread_id == bindparam("this"), USAGE.c.day == bindparam("on"))
    .values(
        input_tokens=USAGE.c.input_tokens + bindparam("taken"),
        output_tokens=USAGE.c.output_tokens + bindparam("given"),
    )
)
_OF_THREAD = _SUMS.where(USAGE.c.thread_id == bindparam("this"))
_OF_DAY = _SUMS.where(USAGE.c.day == bindparam("on"))
