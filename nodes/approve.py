"""approve: a person countersigns, then the action is carried out here, not in a later node.

What a resume brings is not read: it only wakes the node, which reads the request's row again. A
forged resume finds the row still open, and the node goes back to sleep.
"""

from typing import Literal

from langgraph.runtime import Runtime
from langgraph.types import Command, Send, interrupt

from nodes.context import Context
from nodes.payloads import payload
from nodes.results import is_settled
from nodes.settling import settle
from nodes.state import Call


async def approve(state: Call, runtime: Runtime[Context]) -> Command[Literal["escalate", "plan"]]:
    """One action with its countersignature, to its end."""
    while (waiting := await settle(state, runtime.context)) is not None:
        interrupt(payload(waiting, runtime.context))
    if is_settled(state, runtime.context):
        return Command(goto="plan")
    return Command(goto=Send("escalate", state))
