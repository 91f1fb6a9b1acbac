"""offers: the tasks that an operator may take, the most urgent first.

Cards go when others take them; the one that was tapped too late stays and says who was first.
"""

from collections.abc import Sequence

import streamlit as st

from domain.task import Task, TaskKind, TaskState
from ui.client import Client
from ui.parts.device import on_phone
from ui.parts.notice import notice
from ui.parts.offer import offer
from ui.parts.words import tool_words
from ui.screens import taking

KIND, LOCATION = "offer kind", "offer place"
CARDS_SHOWN = 12
SHOWN = "offers shown"


def wanted() -> tuple[str, str]:
    """The kind and the place that the operator looks for; empty for any."""
    kind, location = st.session_state.get(KIND), st.session_state.get(LOCATION)
    return kind.value if kind else "", (location or "").strip()


def offers(client: Client, offered: Sequence[Task], named: str) -> None:
    """The filter and the cards; the one `named` in the address stands first."""
    if offered or any(wanted()):
        _filter()
    cards = _cards(offered, named)
    shown = st.session_state.get(SHOWN, CARDS_SHOWN)
    for task in cards[:shown]:
        _card(client, task, {each.id for each in offered})
    if len(cards) > shown:
        st.button(
            f"Show more of {len(cards)} offers",
            key="more offers",
            width="stretch",
            on_click=_show_more,
            args=(shown,),
        )
    if not cards:
        _nothing()


def _cards(offered: Sequence[Task], named: str) -> list[Task]:
    missed = taking.refused()
    cards = {task.id: task for task in offered}
    if missed is not None and missed.state is TaskState.POSTED:
        cards.setdefault(missed.id, missed)
    return sorted(cards.values(), key=lambda task: (task.id != named, task.deadline, task.id))


def _card(client: Client, task: Task, offered: set[str]) -> None:
    sentence = taking.refusal(task.id)
    with st.container(border=True, key=f"card {task.id}"):
        offer(f"offer {task.id}", task)
        if sentence:
            notice("That did not work", sentence, icon="error", color="red")
        if task.id in offered:
            st.button(
                "Take it",
                key=f"take {task.id}",
                type="primary",
                width="stretch",
                icon=":material/check:",
                on_click=taking.claim,
                args=(client, task),
            )


def _filter() -> None:
    kind, location = wanted()
    if not on_phone():
        _filter_fields()
        return
    chosen = bool(kind) + bool(location)
    label = f"Filter · {chosen}" if chosen else "Filter"
    with st.popover(label, icon=":material/tune:", width="stretch", key="offer filter"):
        _filter_fields()


def _filter_fields() -> None:
    with st.container(horizontal=True):
        st.selectbox(
            "Kind",
            list(TaskKind),
            index=None,
            key=KIND,
            format_func=lambda kind: tool_words(kind.value),
            placeholder="Any kind",
            persist_state="session",
        )
        st.text_input(
            "Place", key=LOCATION, placeholder="Any place", live=True, persist_state="session"
        )


def _nothing() -> None:
    with st.container(horizontal_alignment="center", key="no offers"):
        st.space("medium")
        if any(wanted()):
            st.subheader("No offer fits", anchor=False, text_alignment="center")
            st.button("Show all offers", key="show all", on_click=_show_all)
            return
        st.subheader("Nothing is offered now", anchor=False, text_alignment="center")
        st.caption("New offers appear here by themselves.", text_alignment="center")


def _show_all() -> None:
    st.session_state[KIND] = None
    st.session_state[LOCATION] = ""


def _show_more(shown: int) -> None:
    st.session_state[SHOWN] = shown + CARDS_SHOWN
