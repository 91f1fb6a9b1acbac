"""elicit: a fact is missing, or it is unsure what was meant; the requester is asked.

An answer never authorises: an action that was meant still goes to `approve` where the law says so.
"""

from typing import Literal

from langgraph.runtime import Runtime
from langgraph.types import Command, Send, interrupt

from nodes.asking import ask
from nodes.context import Context
from nodes.results import has_result
from nodes.state import Call


async def elicit(state: Call, runtime: Runtime[Context]) -> Command[Literal["approve", "plan"]]:
    """One question to the requester, to its answer."""
    while (waiting := await ask(state, runtime.context)) is not None:
        interrupt(waiting)
    with runtime.context.rooms.storage.view() as unit:
        settled = has_result(unit, state)
    return Command(goto="plan" if settled else Send("approve", state))
