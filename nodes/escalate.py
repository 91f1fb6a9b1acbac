"""escalate: the breaker tripped; a lead has the whole task until there is a word.

The three failures stand side by side on the request. A retry that fails again comes back here.
"""

from typing import Literal

from langgraph.runtime import Runtime
from langgraph.types import Command, interrupt

from nodes.context import Context
from nodes.settling import settle
from nodes.state import Call


async def escalate(state: Call, runtime: Runtime[Context]) -> Command[Literal["plan"]]:
    """One failed action in a lead's hands, to its end."""
    while isinstance(way := await settle(state, runtime.context, escalating=True), dict):
        interrupt(way)
    return Command(goto="plan")
