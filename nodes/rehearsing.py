"""rehearsing: a fork acts on nothing. Its effects are answered from its parent's journal.

What the parent did not do is refused, reads included: a read of today would not be the parent's.
"""

from domain.action import Action
from nodes.state import Call
from storage import effects, threads
from storage.unit import Unit


def rehearsal(unit: Unit, call: Call, action: Action) -> str | None:
    """What a call of a fork gets to hear; None in a thread that is no fork."""
    thread = threads.find(unit, call["thread_id"])
    assert thread is not None
    if thread["fork_of"] is None:
        return None
    recorded = effects.recorded(unit, thread["fork_of"], action.digest)
    if recorded is None:
        return "This is a rehearsal: the conversation it rehearses did not do that, so it is not."
    return str(recorded["result"])
