"""listing: the conversations at the side: found by words, with how each stands and what is new."""

from collections.abc import Callable

import streamlit as st

from domain.errors import CountersignError
from domain.people import Person
from domain.thread import ThreadStatus, ThreadSummary
from ui.client import Client
from ui.parts.attention import attention
from ui.parts.notice import trouble
from ui.parts.rows import Row, rows
from ui.parts.words import STATUS_WORDS, escaped, milliseconds, now_milliseconds
from ui.screens.noticing import is_new, notice_changes

WORDS = "search conversations"
BACK = "answers that came back"
_WAITING = {"requester": "Waits for you", "lead": "Waits for a lead", "two": "Waits for two people"}


def listing(client: Client, me: Person, open_id: str, pick: Callable[[str], None]) -> None:
    """The list, with a mark on what is new, and where to search."""
    words = st.text_input(
        "Search",
        key=WORDS,
        type="search",
        placeholder="Search",
        label_visibility="collapsed",
        icon=":material/search:",
        live=True,
    )
    try:
        summaries = client.threads((words or "").strip())
    except CountersignError as error:
        trouble(error.sentence)
        return
    back = notice_changes(summaries, me, open_id)
    if not summaries:
        st.caption("Nothing found." if words else "No conversations yet.")
    rows(
        "threads",
        [_row(summary, me, open_id) for summary in summaries],
        label="Conversations",
        open_id=open_id,
        now=now_milliseconds(),
        pick=pick,
    )
    _tell(back, open_id)


def standing(summary: ThreadSummary, me: Person) -> tuple[str, str]:
    """How a conversation stands, in words, and its mood."""
    if summary.taken_over_by:
        return f"With {summary.taken_over_by}", "waiting"
    if summary.status is ThreadStatus.WAITING and summary.waits_for:
        if "requester" in summary.waits_for and summary.owner != me.id:
            return f"Waits for {summary.owner}", "waiting"
        return _WAITING.get(_first(summary.waits_for), "Waits for a reviewer"), "waiting"
    if summary.status is ThreadStatus.WAITING and summary.in_outbox:
        return "In the outbox", "waiting"
    if summary.status is ThreadStatus.IDLE and summary.is_out:
        return "A task is out", "waiting"
    return STATUS_WORDS[summary.status], summary.status.value


def _first(waits_for: tuple[str, ...]) -> str:
    """One's own answer is named before what others have to do."""
    return "requester" if "requester" in waits_for else waits_for[0]


def _tell(back: list[ThreadSummary], open_id: str) -> None:
    for summary in back:
        if summary.id != open_id:
            words = "asks you something" if "requester" in summary.waits_for else "has its answer"
            st.toast(f"{escaped(summary.title)} {words}", icon=":material/mark_chat_unread:")
    st.session_state[BACK] = st.session_state.get(BACK, 0) + len(back)
    attention("attention", st.session_state[BACK])


def _row(summary: ThreadSummary, me: Person, open_id: str) -> Row:
    words, mood = standing(summary, me)
    owner = "" if summary.owner == me.id else f" · {summary.owner}"
    return Row(
        summary.id,
        summary.title,
        words + owner,
        mood,
        "",
        milliseconds(summary.updated_at),
        fresh=is_new(summary, open_id),
    )
