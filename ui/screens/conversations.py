"""conversations: say what is wanted, watch the plan, and see who is asked.

The list and the conversation are two fragments, each with its own ear for changes; what is typed
stands outside both, so that no change takes it away.
"""

import streamlit as st

from domain.errors import CountersignError
from domain.ids import RandomIds
from domain.people import Person, Role
from domain.thread import Thread, ThreadStatus, ThreadSummary
from ui.client import Client
from ui.parts import place
from ui.parts.headline import headline
from ui.parts.live import live
from ui.parts.notice import notice, trouble
from ui.parts.rows import Row, rows
from ui.parts.who import who
from ui.parts.words import STATUS_WORDS, milliseconds, now_milliseconds
from ui.screens.talk import talk

EXAMPLES = (
    "Refund order 1042, the mug arrived broken, and tell the customer by mail",
    "Which orders are shipped?",
    "Cancel order 1047, it was a mistake",
)
PLACE = "thread"
LOOK_AGAIN_SECONDS = 30
CHOSEN, UNSENT, SAYING, TROUBLE = "chosen thread", "unsent", "say", "thread trouble"


def show(client: Client, me: Person) -> None:
    """The page: the list at the side, one conversation, and where to type."""
    with st.sidebar:
        _listing(client, me)
    who(me)
    thread_id = place.here(PLACE)
    if thread_id:
        _conversation(client, me, thread_id)
    else:
        _welcome(client)
    _unsent(client)
    st.chat_input(
        "Ask the agent to do something",
        key=SAYING,
        on_submit=_typed,
        args=(client, thread_id),
    )


@st.fragment(run_every=LOOK_AGAIN_SECONDS)
def _listing(client: Client, me: Person) -> None:
    if st.session_state.pop(CHOSEN, False):
        st.rerun()
    st.button(
        "New conversation",
        icon=":material/add:",
        width="stretch",
        on_click=_choose,
        args=("",),
        key="new conversation",
    )
    try:
        summaries = client.threads()
    except CountersignError as error:
        trouble(error.sentence)
        summaries = []
    rows(
        "threads",
        [_row(summary, me) for summary in summaries],
        label="Conversations",
        open_id=place.here(PLACE),
        now=now_milliseconds(),
        pick=_choose,
    )
    live("threads live")


@st.fragment(run_every=LOOK_AGAIN_SECONDS)
def _conversation(client: Client, me: Person, thread_id: str) -> None:
    if place.here(PLACE) != thread_id:
        st.rerun()
    live("thread live")
    try:
        thread = client.thread(thread_id)
    except CountersignError as error:
        trouble(error.sentence)
        return
    _head(thread, me)
    talk(client, me, thread, _withdraw)
    sentence = st.session_state.get(TROUBLE)
    if sentence:
        trouble(sentence)
    if thread.trouble:
        notice("The agent is stuck", thread.trouble, icon="warning", color="orange")
    elif thread.status is ThreadStatus.WORKING:
        st.caption(":material/more_horiz: Working on it")


def _head(thread: Thread, me: Person) -> None:
    moods = {ThreadStatus.WAITING: "fair", ThreadStatus.STALLED: "poor", ThreadStatus.IDLE: "good"}
    badges = [(STATUS_WORDS[thread.status], moods.get(thread.status, ""))]
    meta = [] if thread.owner == me.id else [f"asked by {thread.owner}"]
    headline("thread head", thread.title, badges=badges, meta=meta)


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
            st.button(example, key=f"example {number}", on_click=_send, args=(client, "", example))


def _row(summary: ThreadSummary, me: Person) -> Row:
    mood = summary.status.value
    owner = "" if summary.owner == me.id or not me.holds(Role.ADMIN) else f" · {summary.owner}"
    note = STATUS_WORDS[summary.status] + owner
    return Row(summary.id, summary.title, note, mood, "", milliseconds(summary.updated_at))


def _choose(thread_id: str) -> None:
    place.go(PLACE, thread_id)
    # The list is a fragment of its own; the conversation beside it has to change, too.
    st.session_state[CHOSEN] = True
    st.session_state.pop(TROUBLE, None)


def _typed(client: Client, thread_id: str) -> None:
    _send(client, thread_id, st.session_state[SAYING])


def _send(client: Client, thread_id: str, text: str, message_id: str = "") -> None:
    ids = RandomIds()
    thread_id, message_id = thread_id or ids.new("thr"), message_id or ids.new("msg")
    st.session_state.pop(UNSENT, None)
    st.session_state.pop(TROUBLE, None)
    try:
        client.say(thread_id, text, message_id)
    except CountersignError as error:
        st.session_state[UNSENT] = (error.sentence, thread_id, text, message_id)
        return
    place.go(PLACE, thread_id)


def _unsent(client: Client) -> None:
    """What could not be sent is kept, with its id, so that sending it again is harmless."""
    if UNSENT not in st.session_state:
        return
    sentence, thread_id, text, message_id = st.session_state[UNSENT]
    notice("Not sent", sentence, icon="error", color="red")
    with st.container(border=True):
        st.text(text)
    with st.container(horizontal=True):
        again = (client, thread_id, text, message_id)
        st.button("Send again", key="send again", on_click=_send, args=again)
        st.button("Throw away", key="throw away", on_click=_throw_away, type="tertiary")


def _throw_away() -> None:
    st.session_state.pop(UNSENT, None)


def _withdraw(client: Client, request_id: str) -> None:
    st.session_state.pop(TROUBLE, None)
    try:
        client.withdraw(request_id)
    except CountersignError as error:
        st.session_state[TROUBLE] = error.sentence
