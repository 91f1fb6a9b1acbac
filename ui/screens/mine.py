"""mine: what an operator has in hand, one task open, and what ended lately.

The open task stays open whatever becomes of it, and says so; the form in it keeps its place on the
page, since a form that moves forgets what is half typed.
"""

from collections.abc import Sequence

import streamlit as st

from domain.task import Task, TaskState
from ui.client import Client
from ui.parts.headline import Badge, headline
from ui.parts.rows import Row, rows
from ui.parts.words import milliseconds, money, now_milliseconds, tool_words
from ui.screens import taking
from ui.screens.handing import handing

STATE_WORDS: dict[TaskState, Badge] = {
    TaskState.POSTED: ("offered", ""),
    TaskState.CLAIMED: ("in your hands", ""),
    TaskState.PROVEN: ("a reviewer looks at it", "fair"),
    TaskState.DONE: ("accepted", "good"),
    TaskState.EXPIRED: ("time ran out", "poor"),
    TaskState.WITHDRAWN: ("withdrawn", "poor"),
}


def mine(client: Client, tasks: Sequence[Task], named: str) -> None:
    """The open task, the others in hand above it, and below it what ended."""
    opened = _opened(tasks, named)
    in_hand = [task for task in tasks if not task.state.is_over]
    ended = [task for task in tasks if task.state.is_over]
    with st.container(key="in hand"):
        if len(in_hand) > 1 or (in_hand and opened not in in_hand):
            _choose("tasks in hand", "Tasks in hand", in_hand, opened)
    with st.container(key="open task"):
        if opened is None:
            _nothing()
        else:
            _task(client, opened)
    with st.container(key="ended"):
        if ended and (opened is None or len(ended) > 1 or opened not in ended):
            st.space("small")
            with st.expander(f"Ended lately · {len(ended)}", key="ended lately"):
                _choose("tasks ended", "Tasks that ended lately", ended, opened)


def _opened(tasks: Sequence[Task], named: str) -> Task | None:
    """The one in the address, else the one that was open, else the first in hand."""
    known = {task.id: task for task in tasks}
    before = st.session_state.get(taking.OPENED, "")
    first = next((task for task in tasks if not task.state.is_over), None)
    opened = known.get(named) or known.get(before) or first
    if opened is not None:
        st.session_state[taking.OPENED] = opened.id
    return opened


def _choose(key: str, label: str, tasks: Sequence[Task], opened: Task | None) -> None:
    rows(
        key,
        [_row(task) for task in tasks],
        label=label,
        open_id=opened.id if opened else "",
        now=now_milliseconds(),
        pick=taking.go_to,
    )


def _row(task: Task) -> Row:
    words, mood = STATE_WORDS[task.state]
    in_hand = task.state is TaskState.CLAIMED
    return Row(
        id=task.id,
        title=f"{tool_words(task.kind.value)} · {task.location}",
        note=words,
        mood={"fair": "waiting", "poor": "stalled"}.get(mood, ""),
        until=milliseconds(task.deadline) if in_hand else 0,
    )


def _task(client: Client, task: Task) -> None:
    badges = [STATE_WORDS[task.state]]
    if task.reward_minor:
        badges.append((money(task.reward_minor, task.currency), "good"))
    in_hand = task.state is TaskState.CLAIMED
    headline(
        f"task {task.id}",
        task.location,
        eyebrow=tool_words(task.kind.value),
        badges=badges,
        meta=[f"asked by {task.requested_by}"],
        until=milliseconds(task.deadline) if in_hand else 0,
        by="by ",
        late="the time is over",
        now=now_milliseconds(),
    )
    handing(client, task)


def _nothing() -> None:
    with st.container(horizontal_alignment="center", key="nothing in hand"):
        st.space("medium")
        st.subheader("Nothing in your hands", anchor=False, text_alignment="center")
        st.caption("Take an offer; it opens here.", text_alignment="center")
