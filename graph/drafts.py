"""drafts: what the model is writing in a thread at this moment, for those who read along.

The row of a runner that died mid-sentence stays until its step is planned again; it is not shown.
"""

from domain.clock import is_over
from storage import drafts, transcript
from storage.unit import Row, Unit


def draft_of(unit: Unit, thread: Row, now: int) -> str:
    """The words so far; empty when nobody is writing."""
    draft = drafts.of_thread(unit, thread["id"])
    if draft is None or is_over(thread["lease_until"], now):
        return ""
    last = transcript.window(unit, thread["id"], 1)
    answered = transcript.answer(unit, thread["id"], draft["turn"], draft["step"])
    gone_on = answered is not None or any(message.turn > draft["turn"] for message in last)
    return "" if gone_on else str(draft["text"])
