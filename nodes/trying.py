"""trying: a new attempt that a person wanted after a failure, and that found itself refused.

Their word then went back to the law, which says who must agree to the attempt now.
"""

from dataclasses import dataclass

from domain.request import RequestKind, RequestState
from nodes.context import Context
from nodes.state import Call
from storage import requests
from storage.unit import Row

# Those whose answer can be that a failed call is made again.
_WANTING = (RequestKind.OUTCOME, RequestKind.ESCALATION)


@dataclass(frozen=True)
class Again:
    """The attempt after the `failed` one. What has `kept_failing` is not made without a lead (C9),
    whatever else the law asks of it.
    """

    failed: Row
    kept_failing: bool

    @property
    def number(self) -> int:
        """The number of the new attempt."""
        return int(self.failed["attempt"]) + 1


def wanted_again(context: Context, call: Call, failed: Row) -> Again | None:
    """The attempt that is to follow a failed one under the law's new word; None without one."""
    with context.rooms.storage.view() as unit:
        for kind in _WANTING:
            asked = requests.latest(unit, call["thread_id"], call["call_id"], kind)
            if asked is None or asked["attempt"] != failed["attempt"]:
                continue
            if asked["state"] == RequestState.SUPERSEDED.value:
                return Again(failed, kept_failing=kind is RequestKind.ESCALATION)
    return None
