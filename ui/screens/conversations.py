"""conversations: say what is wanted, watch the plan, and see who is asked.

The list and the conversation are two fragments, each with its own ear for changes; what is typed
stands outside both, so that no change takes it away.
"""

import streamlit as st

from domain.errors import CountersignError
from domain.people import JUDGING, TAKING_OVER, Person, Role
from ui.client import Client
from ui.parts import place
from ui.parts.live import live
from ui.parts.notice import notice, trouble
from ui.parts.who import who
from ui.screens.approved import approved
from ui.screens.brief import brief
from ui.screens.briefing import briefing
from ui.screens.halting import halting
from ui.screens.holding import holding
from ui.screens.listing import listing
from ui.screens.naming import naming
from ui.screens.saying import PLACE, TROUBLE, ask_box, attempt, send, speak_box, unsent
from ui.screens.talk import talk

EXAMPLES = (
    "Refund order 1042, the mug arrived broken, and tell the customer by mail",
    "Which orders are shipped?",
    "Cancel order 1047, it was a mistake",
)
LOOK_AGAIN_SECONDS = 30
CHOSEN = "chosen thread"
ASKING = (Role.REQUESTER, Role.ADMIN)

Hands = tuple[str, str | None]


def show(client: Client, me: Person) -> None:
    """The page: the list at the side, one conversation, and where to type."""
    with st.sidebar:
        _listing(client, me)
    who(me)
    thread_id = place.here(PLACE)
    hands = _hands(client, me, thread_id)
    if thread_id:
        _conversation(client, me, thread_id, hands)
    elif me.holds(*ASKING):
        _welcome(client)
    else:
        _choose_one(me)
    unsent(client)
    _box(client, me, thread_id, hands)


def _hands(client: Client, me: Person, thread_id: str) -> Hands:
    """Whose the conversation is and who has taken it over; requesters open only their own."""
    if not thread_id or not me.holds(*JUDGING):
        return me.id, None
    try:
        thread = client.thread(thread_id)
    except CountersignError:
        return "", None
    return thread.owner, thread.taken_over_by


def _box(client: Client, me: Person, thread_id: str, hands: Hands) -> None:
    """Where to type, if this person may."""
    owner, holder = hands
    if owner == me.id and me.holds(*ASKING):
        ask_box(client, thread_id)
    elif holder == me.id:
        speak_box(client, thread_id, owner)


@st.fragment(run_every=LOOK_AGAIN_SECONDS)
def _listing(client: Client, me: Person) -> None:
    if st.session_state.pop(CHOSEN, False):
        st.rerun()
    if me.holds(*ASKING):
        st.button(
            "New conversation",
            icon=":material/add:",
            width="stretch",
            on_click=_choose,
            args=("",),
            key="new conversation",
        )
    listing(client, me, place.here(PLACE), _choose)
    live("threads live")


@st.fragment(run_every=LOOK_AGAIN_SECONDS)
def _conversation(client: Client, me: Person, thread_id: str, hands: Hands) -> None:
    if place.here(PLACE) != thread_id:
        st.rerun()
    live("thread live")
    try:
        thread = client.thread(thread_id)
    except CountersignError as error:
        trouble(error.sentence)
        return
    if me.holds(*JUDGING) and hands[1] != thread.taken_over_by:
        # Where to type stands outside this fragment and has to follow.
        st.rerun()
    naming(client, me, thread)
    if thread.brief is not None:
        with st.expander("Brief", icon=":material/assignment:", key=f"brief of {thread_id}"):
            brief("brief", thread.brief)
    talk(client, me, thread, _withdraw)
    sentence = st.session_state.get(TROUBLE)
    if sentence:
        trouble(sentence)
    if thread.trouble:
        notice("The agent is stuck", thread.trouble, icon="warning", color="orange")
    approved(client, me, thread)
    halting(client, me, thread)
    holding(client, me, thread)


def _welcome(client: Client) -> None:
    with st.container(horizontal_alignment="center", key="welcome"):
        st.space("large")
        st.header("What shall be done?", anchor=False, text_alignment="center")
        st.caption(
            "The agent plans and acts. Anything of consequence waits until a person countersigns.",
            text_alignment="center",
        )
        st.space("small")
        for number, example in enumerate(EXAMPLES):
            st.button(example, key=f"example {number}", on_click=send, args=(client, "", example))
        st.space("small")
        briefing(client)


def _choose_one(me: Person) -> None:
    with st.container(horizontal_alignment="center", key="choose one"):
        st.space("large")
        st.header("Choose a conversation", anchor=False, text_alignment="center")
        words = "You may read each, and take it over."
        if not me.holds(*TAKING_OVER):
            words = "You may read each; only those who asked write in them."
        st.caption(words, text_alignment="center")


def _choose(thread_id: str) -> None:
    place.go(PLACE, thread_id)
    # The list is a fragment of its own; the conversation beside it has to change, too.
    st.session_state[CHOSEN] = True
    st.session_state.pop(TROUBLE, None)


def _withdraw(client: Client, request_id: str) -> None:
    attempt(client.withdraw, request_id)
