"""thoughts: how a plan came about, for who wants to know: read only while it is open."""

import streamlit as st

from domain.errors import CountersignError
from domain.thoughts import Thought, Trace
from domain.thread import AGENT, HOUSE
from ui.client import Client
from ui.parts.moments import Moment, moments
from ui.parts.notice import trouble
from ui.parts.words import milliseconds, tool_words, visible

_WHO = {AGENT: "The agent", HOUSE: "The house", "law": "The law"}


def thoughts(client: Client, thread_id: str, turn: int) -> None:
    """Folded until somebody asks."""
    box = st.expander(
        "How this came about",
        key=f"thoughts {thread_id} {turn}",
        type="compact",
        on_change="rerun",
    )
    if not box.open:
        return
    with box:
        try:
            traces = client.trace(thread_id, turn)
        except CountersignError as error:
            trouble(error.sentence)
            return
        moments(f"trace {thread_id} {turn}", [_told(each) for each in traces])


def _told(given: Trace) -> tuple[str, list[Moment]]:
    return tool_words(visible(given.name)), [_moment(thought) for thought in given.thoughts]


def _moment(thought: Thought) -> Moment:
    who = _WHO.get(thought.by, visible(thought.by))
    return Moment(milliseconds(thought.at), who, visible(thought.text))
