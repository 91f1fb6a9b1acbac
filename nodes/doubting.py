"""doubting: nobody knows whether it happened, so a person is asked; the model is never told that it
failed. What the person says becomes the attempt's end.
"""

from functools import partial

from desk.decisions import close
from domain.clock import to_milliseconds
from domain.request import RequestKind, RequestState
from domain.thread import HOUSE
from nodes.context import Context
from nodes.filing import file_outcome, file_recheck
from nodes.payloads import waiting_for
from nodes.results import keep_result
from nodes.starting import start
from nodes.state import Call, Waiting
from storage import effects, requests
from storage.rows import unpacked
from storage.unit import Row, Unit
from tools.intent import Attempt


def resolve(call: Call, context: Context, effect: Row, verdict: Row) -> Waiting | None:
    """Ask, wait, or take over what the person said about an `unknown` effect."""
    request = _question(call, context, effect)
    if request is None:
        file_outcome(call, context, effect, verdict)
        return None
    state = RequestState(request["state"])
    if state is RequestState.OPEN:
        return waiting_for(request)
    if state not in (RequestState.DECIDED, RequestState.APPLIED):
        words = "Nobody could say whether this happened; do not assume either."
        with context.rooms.storage.unit("result") as unit:
            keep_result(unit, context, call, words)
        return None
    if state is RequestState.DECIDED and not _asks_again(request):
        # From here on it is too late to undo the answer; one that asks again is used by the intent.
        with context.rooms.storage.unit("apply answer") as unit:
            if not requests.move(unit, request, RequestState.APPLIED):
                return None
    content = unpacked(request["content"])
    happened = content["happened"]
    said = f" ({request['message']})" if request["message"] else ""
    context.rooms.journal.settle(
        Attempt(call["thread_id"], call["call_id"], effect["attempt"]),
        effects.UNKNOWN,
        effects.DONE if happened else effects.FAILED,
        f"{request['decided_by']} confirmed that it {'happened' if happened else 'did not happen'}"
        f"{said}.",
        by=request["decided_by"],
        then=partial(_look_afterwards, context, call, verdict) if happened else None,
    )
    if content.get("retry") is not True:
        with context.rooms.storage.unit("apply answer") as unit:
            requests.move(unit, request, RequestState.APPLIED)
    return None


def _look_afterwards(context: Context, call: Call, verdict: Row, unit: Unit) -> None:
    file_recheck(unit, context, call["thread_id"], verdict)


async def tried_again(
    call: Call, context: Context, effect: Row, verdict: Row
) -> tuple[bool, Waiting | None]:
    """Whether the person who said "it did not happen" also had it tried again, or will in time."""
    request = _question(call, context, effect)
    if request is None:
        return False, None
    if _asks_again(request):
        return True, await start(call, context, verdict, request, effect["attempt"] + 1)
    with context.rooms.storage.unit("put away") as unit:
        _put_away(unit, context, request["id"])
    return False, None


def _put_away(unit: Unit, context: Context, request_id: str) -> None:
    """No paper stays on the desk, or can return to it, about a matter that is closed."""
    row = requests.find(unit, request_id)
    if row is not None and row["state"] == RequestState.DECIDED.value:
        requests.move(unit, row, RequestState.APPLIED)
    elif row is not None and row["state"] == RequestState.OPEN.value:
        now, why = to_milliseconds(context.rooms.clock.now()), "the first answer was used already"
        close(unit, row, RequestState.WITHDRAWN, actor=HOUSE, at=now, why=why)


def _asks_again(request: Row) -> bool:
    decided = request["state"] == RequestState.DECIDED.value
    return decided and unpacked(request["content"]).get("retry") is True


def _question(call: Call, context: Context, effect: Row) -> Row | None:
    with context.rooms.storage.view() as unit:
        found = requests.latest(unit, call["thread_id"], call["call_id"], RequestKind.OUTCOME)
    return found if found and found["attempt"] == effect["attempt"] else None
