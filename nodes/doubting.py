"""doubting: nobody knows whether it happened, so a person is asked; the model is never told that it
failed. What the person says becomes the attempt's end.
"""

from domain.request import RequestKind, RequestState
from nodes.carrying import begin
from nodes.context import Context
from nodes.filing import file_outcome
from nodes.results import keep_result
from nodes.state import Call, Waiting
from storage import effects, requests
from storage.rows import unpacked
from storage.unit import Row
from tools.journal import Attempt


def resolve(call: Call, context: Context, effect: Row, verdict: Row) -> Waiting | None:
    """Ask, wait, or take over what the person said about an `unknown` effect."""
    request = _question(call, context, effect)
    if request is None:
        file_outcome(call, context, effect, verdict)
        return None
    state = RequestState(request["state"])
    if state is RequestState.OPEN:
        return Waiting(request=request["id"])
    if state is not RequestState.DECIDED:
        words = "Nobody could say whether this happened; do not assume either."
        with context.rooms.storage.unit("result") as unit:
            keep_result(unit, context, call, words)
        return None
    happened = unpacked(request["content"])["happened"]
    said = f" ({request['message']})" if request["message"] else ""
    context.rooms.journal.settle(
        Attempt(call["thread_id"], call["call_id"], effect["attempt"]),
        effects.UNKNOWN,
        effects.DONE if happened else effects.FAILED,
        f"{request['decided_by']} confirmed that it {'happened' if happened else 'did not happen'}"
        f"{said}.",
        by=request["decided_by"],
    )
    return None


async def after_failure(call: Call, context: Context, effect: Row, verdict: Row) -> str:
    """Try again if the person who said "it did not happen" also said so; else tell the model."""
    request = _question(call, context, effect)
    if request is not None and _asks_again(request):
        refusal = await begin(call, context, verdict, request, effect["attempt"] + 1)
        if refusal in ("", "halted", "not_yet"):
            return refusal
    with context.rooms.storage.unit("result") as unit:
        keep_result(unit, context, call, f"It failed, nothing happened: {effect['result']}")
    return ""


def _asks_again(request: Row) -> bool:
    decided = request["state"] == RequestState.DECIDED.value
    return decided and unpacked(request["content"]).get("retry") is True


def _question(call: Call, context: Context, effect: Row) -> Row | None:
    with context.rooms.storage.view() as unit:
        found = requests.latest(unit, call["thread_id"], call["call_id"], RequestKind.OUTCOME)
    return found if found and found["attempt"] == effect["attempt"] else None
