"""act: carry out what the law lets the agent do alone.

It sleeps only when something unforeseen needs a person or time: an effect in doubt, a tool that
changed since its verdict, a halted house.
"""

from typing import Literal

from langgraph.runtime import Runtime
from langgraph.types import Command, Send, interrupt

from nodes.context import Context
from nodes.settling import settle
from nodes.state import Call


async def act(state: Call, runtime: Runtime[Context]) -> Command[Literal["escalate", "plan"]]:
    """One action without a countersignature, to its end."""
    while isinstance(way := await settle(state, runtime.context), dict):
        interrupt(way)
    return Command(goto="plan" if way == "plan" else Send(way, state))
