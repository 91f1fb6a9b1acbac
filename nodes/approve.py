"""approve: a person countersigns, then the action is carried out here, not in a later node.

What a resume brings is not read: it only wakes the node, which reads the request's row again. A
forged resume finds the row still open, and the node goes back to sleep.
"""

from typing import Literal

from langgraph.runtime import Runtime
from langgraph.types import Command, Send, interrupt

from nodes.context import Context
from nodes.settling import settle
from nodes.state import Call


async def approve(state: Call, runtime: Runtime[Context]) -> Command[Literal["escalate", "plan"]]:
    """One action with its countersignature, to its end."""
    while isinstance(way := await settle(state, runtime.context), dict):
        interrupt(way)
    return Command(goto="plan" if way == "plan" else Send(way, state))
