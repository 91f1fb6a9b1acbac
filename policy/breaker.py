"""breaker: when the same thing has failed often enough that trying again is no plan (C9, X11).

Only known failures count. A success resets; what nobody knows, and what people refused, is passed
over.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.effect import EffectState
from policy.tables import Breaker


@dataclass(frozen=True)
class Attempted:
    """One attempt as the journal has it: whether it is the very same action, and how it ended."""

    same_action: bool
    state: str
    error: str


def tripped(attempts: Sequence[Attempted], limits: Breaker) -> tuple[str, ...]:
    """The failures that trip the breaker, oldest first; empty while it holds.

    `attempts` are those of one tool in one thread, oldest first, the newest being the one that
    just ended. The same action and the same error with changing arguments are counted apart.
    """
    same = _run([attempt for attempt in attempts if attempt.same_action])
    if len(same) >= limits.same_action:
        return tuple(attempt.error for attempt in same)
    run = _run(attempts)
    alike = [attempt for attempt in run if run and attempt.error == run[-1].error]
    if len(alike) >= limits.same_error:
        return tuple(attempt.error for attempt in alike)
    return ()


def _run(attempts: Sequence[Attempted]) -> list[Attempted]:
    """The known failures since the last success."""
    run: list[Attempted] = []
    for attempt in attempts:
        if attempt.state == EffectState.DONE:
            run = []
        elif attempt.state == EffectState.FAILED:
            run.append(attempt)
    return run
