"""starting: begin an attempt; where that is refused, wait, or bring the action back to the law.

Whoever wanted it is never left without an answer: what was agreed and finds no room any more is
judged anew, and the law says who must agree now.
"""

from domain.request import RequestKind
from nodes.carrying import begin
from nodes.context import Context
from nodes.pausing import PASSING, soon, until_it_goes
from nodes.payloads import waiting_for
from nodes.rejudging import judge_again
from nodes.state import Call, Waiting
from storage import requests
from storage.unit import Row
from tools.guards import ESCALATED, STAGED, STOPPED


async def start(
    call: Call, context: Context, verdict: Row, request: Row | None, number: int = 1
) -> Waiting | None:
    """Carry out attempt `number`, or say what it waits for; None to read the rows again."""
    refusal = await begin(call, context, verdict, request, number)
    if refusal in PASSING:
        return soon(context)
    if refusal == STAGED:
        return until_it_goes(context, verdict)
    if refusal == ESCALATED:
        return _behind_the_lead(call, context)
    if refusal and refusal != STOPPED:
        judge_again(call, context, verdict, request)
    return None


def _behind_the_lead(call: Call, context: Context) -> Waiting | None:
    with context.rooms.storage.view() as unit:
        escalation = requests.open_of(unit, call["thread_id"], RequestKind.ESCALATION)
    return waiting_for(escalation) if escalation else None
