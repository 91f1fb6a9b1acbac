"""act: carry out what the law lets the agent do alone.

It sleeps only when something unforeseen needs a person or time: an effect in doubt, a tool that
changed since its verdict, a halted house.
"""

from typing import Literal

from langgraph.runtime import Runtime
from langgraph.types import Command, Send, interrupt

from nodes.context import Context
from nodes.payloads import payload
from nodes.results import is_settled
from nodes.settling import settle
from nodes.state import Call


async def act(state: Call, runtime: Runtime[Context]) -> Command[Literal["escalate", "plan"]]:
    """One action without a countersignature, to its end."""
    while (waiting := await settle(state, runtime.context)) is not None:
        interrupt(payload(waiting, runtime.context))
    if is_settled(state, runtime.context):
        return Command(goto="plan")
    return Command(goto=Send("escalate", state))
