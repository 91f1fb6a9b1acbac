"""field: what an operator may take and what they have in hand, made for a phone held in one hand.

Both are read anew at each change, but what is open, typed or chosen is the operator's: when the
server is silent for a moment, the last known tasks stay on the page.
"""

from collections.abc import Sequence

import streamlit as st

from domain.errors import CountersignError, Missing
from domain.people import Person
from domain.task import Task
from ui.client import Client
from ui.parts import place
from ui.parts.device import on_phone
from ui.parts.live import live
from ui.parts.notice import trouble
from ui.parts.sections import sections
from ui.parts.who import who
from ui.screens import taking
from ui.screens.mine import mine
from ui.screens.offers import offers, wanted
from ui.screens.taking import MINE, NAMED, OFFERED, SECTION

LOOK_AGAIN_SECONDS = 30
SHARES = [1, 1.3]
KNOWN = "known tasks"
NOT_OFFERED = "This task is not offered any more, or it is not for you. Take another one."


def show(client: Client, me: Person) -> None:
    """The page."""
    who(me)
    _field(client)


@st.fragment(run_every=LOOK_AGAIN_SECONDS)
def _field(client: Client) -> None:
    live("field live")
    offered, own, sentence = _read(client)
    named = place.here(taking.PLACE)
    with st.container(key="field trouble"):
        if sentence:
            trouble(sentence)
        elif named and named not in {task.id for task in (*offered, *own)}:
            trouble(_lost(client, named))
    _follow(named, offered, own)
    if on_phone():
        section = str(st.session_state[SECTION])
        in_hand = sum(not task.state.is_over for task in own)
        words = {OFFERED: f"Offers · {len(offered)}", MINE: f"Mine · {in_hand}"}
        sections("sections", words, section, taking.open_section)
        with st.container(key=f"section {section}"):
            if section == OFFERED:
                offers(client, offered, named)
            else:
                mine(client, own, named)
        return
    left, right = st.columns(SHARES, gap="large")
    with left:
        _heading("Offers", f"{len(offered)} open")
        offers(client, offered, named)
    with right:
        mine(client, own, named)


def _read(client: Client) -> tuple[Sequence[Task], Sequence[Task], str]:
    """The offers, the operator's own tasks, and what went wrong in reading them."""
    try:
        known = (client.offers(*wanted()), client.my_tasks())
    except CountersignError as error:
        return (*st.session_state.get(KNOWN, ([], [])), error.sentence)
    st.session_state[KNOWN] = known
    return (*known, "")


def _lost(client: Client, named: str) -> str:
    """What to say of a task in the address that is neither offered nor one's own."""
    try:
        client.task(named)
    except Missing:
        return NOT_OFFERED
    except CountersignError as error:
        return error.sentence
    return NOT_OFFERED


def _follow(named: str, offered: Sequence[Task], own: Sequence[Task]) -> None:
    """A new address chooses the section; what the operator chooses afterwards holds."""
    if SECTION not in st.session_state or st.session_state.get(NAMED) != named:
        in_hand = any(not task.state.is_over for task in own)
        posted = named in {task.id for task in offered}
        known = named in {task.id for task in own}
        st.session_state[SECTION] = MINE if known or (in_hand and not posted) else OFFERED
    st.session_state[NAMED] = named


def _heading(words: str, count: str) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.subheader(words, anchor=False, width="content")
        st.caption(count, width="content")
