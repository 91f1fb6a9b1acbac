"""offer: a task as an operator decides whether to take it: what, where, until when, for how much.

A long description is cut until it is asked for; what follows it stays within a thumb's reach.
"""

from domain.task import Task
from ui.parts.component import component
from ui.parts.words import milliseconds, money, now_milliseconds, tool_words

_OFFER = component("offer", '<div class="offer"></div>')


def offer(key: str, task: Task) -> None:
    """The task on a card; its time ticks."""
    data = {
        "kind": task.kind.value,
        "words": tool_words(task.kind.value),
        "place": task.location,
        "text": task.description,
        "reward": money(task.reward_minor, task.currency) if task.reward_minor else "",
        "until": milliseconds(task.deadline),
        "now": now_milliseconds(),
    }
    _OFFER(key=key, data=data, height="content")
