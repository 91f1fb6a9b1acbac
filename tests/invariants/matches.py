"""matches: what a race is about: the request that waits, who answers it at once, and with what.

Of the answers the even deciders give the first and the odd ones the second; what the world may have
seen afterwards follows from the one that won.
"""

from dataclasses import dataclass, field
from typing import Any

from tests.fakes.model import script

Answer = dict[str, Any]

FAIL = [("persist", {"what": "it"})]
OWNER = "ann"
COLLEAGUES = ("rob", "rita", "ray", "rose")


@dataclass(frozen=True)
class Match:
    """One kind of request with its deciders; `effects` are the deeds that an answer allows, made of
    the arguments of the action, and `waiting` says how many requests wait at the start.
    """

    script: str
    answers: tuple[Answer, Answer]
    effects: tuple[tuple[str, ...], tuple[str, ...]]
    waiting: int = 2
    deciders: tuple[str, ...] = COLLEAGUES
    # What is answered to questions that only arise from the answer that won.
    afterwards: Answer = field(default_factory=dict)


MATCHES = {
    "approval": Match(
        script([("pay", {"to": to, "amount_minor": 1}) for to in ("ann", "bob")]),
        ({"type": "approve"}, {"type": "reject", "message": "no"}),
        (("pay {to} {amount_minor}",), ()),
    ),
    # A question has one addressee, who may still click in several windows.
    "elicitation": Match(
        script([("ask_human", {"question": which, "options": ["a", "b"]}) for which in "12"]),
        (
            {"action": "accept", "content": {"answer": "a"}},
            {"action": "accept", "content": {"answer": "b"}},
        ),
        ((), ()),
        deciders=(OWNER,) * 4,
    ),
    "escalation": Match(
        script(FAIL, FAIL, FAIL),
        ({"type": "approve"}, {"type": "respond", "message": "by hand"}),
        (("persisted {what}",), ()),
        waiting=1,
    ),
    "outcome": Match(
        script([("lose", {"what": what}) for what in "ab"]),
        (
            {"action": "accept", "content": {"happened": False, "retry": True}},
            {"action": "accept", "content": {"happened": True}},
        ),
        (("lose {what}", "lose {what}"), ("lose {what}",)),
        afterwards={"action": "accept", "content": {"happened": True}},
    ),
}
