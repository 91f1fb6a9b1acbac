"""review: what waits for a countersignature, oldest first, and the open item.

The open item is named in the address and never jumps away: when somebody else decides it, it stays
and says who did. Each decision carries the version that was on the screen.
"""

from collections.abc import Sequence

import streamlit as st

from domain.errors import CountersignError
from domain.people import Person
from domain.request import Request, RequestState
from domain.waiting import Queue
from ui.client import Client
from ui.parts import place
from ui.parts.device import on_phone
from ui.parts.figures import figures
from ui.parts.keys import hinted
from ui.parts.lines import lines
from ui.parts.live import live
from ui.parts.notice import notice, trouble
from ui.parts.who import who
from ui.screens import deciding, opening, outgoing
from ui.screens.bar import bar
from ui.screens.item import item
from ui.screens.keyboard import keyboard

LOOK_AGAIN_SECONDS = 30
SHARES = [1, 2.4]


def show(client: Client, me: Person) -> None:
    """The page."""
    who(me)
    _desk(client, me)


@st.fragment(run_every=LOOK_AGAIN_SECONDS)
def _desk(client: Client, me: Person) -> None:
    opening.pass_on()
    live("desk live")
    # A later rerun of the fragment alone can fill this container, but not bring it into being.
    foot = st.bottom.container()
    try:
        queue = client.queue()
        opened = _opened(client, queue)
    except CountersignError as error:
        trouble(error.sentence)
        st.button("Next", key="next", on_click=deciding.go_to, args=("",))
        return
    order = [line.id for line in queue.lines]
    if opened is None:
        _empty(client, queue)
        keyboard(client, me, None, order)
        return
    if on_phone():
        _phone(client, me, queue, opened)
    else:
        _table(client, me, queue, opened)
    with foot:
        _foot(client, me, opened, order)


def _empty(client: Client, queue: Queue) -> None:
    """The outbox where it stands beside an item, too: it is never drawn anew under who types."""
    if on_phone() or not queue.outbox:
        outgoing.in_the_house(client, queue.outbox)
        _nothing_waits(client)
        return
    left, right = st.columns(SHARES, gap="large")
    with left:
        outgoing.in_the_house(client, queue.outbox)
    with right:
        _nothing_waits(client)


def _phone(client: Client, me: Person, queue: Queue, opened: Request) -> None:
    figures("figures", queue)
    outgoing.in_the_house(client, queue.outbox)
    with st.popover("Queue", icon=":material/list:", width="stretch"):
        _queue(queue, opened)
    item(client, opened, me)


def _table(client: Client, me: Person, queue: Queue, opened: Request) -> None:
    left, right = st.columns(SHARES, gap="large")
    with left:
        st.subheader("Queue", anchor=False)
        figures("figures", queue)
        _queue(queue, opened)
        outgoing.in_the_house(client, queue.outbox)
    with right:
        item(client, opened, me)


def _foot(client: Client, me: Person, opened: Request, order: Sequence[str]) -> None:
    if on_phone():
        _confirmation(client)
        bar(client, me, opened, order)
        keyboard(client, me, opened, order)
        return
    left, right = st.columns(SHARES, gap="large", vertical_alignment="bottom")
    with right:
        bar(client, me, opened, order)
    with left:
        _confirmation(client)
        keyboard(client, me, opened, order)


def _opened(client: Client, queue: Queue) -> Request | None:
    """The request in the address, whatever became of it, else the oldest one."""
    named = place.here(deciding.PLACE)
    if named:
        return client.request(named)
    if not queue.lines:
        return None
    deciding.go_to(queue.lines[0].id)
    return client.request(queue.lines[0].id)


def _queue(queue: Queue, opened: Request) -> None:
    def pick(request_id: str) -> None:
        deciding.leave(opened, request_id)

    if queue.lines:
        lines("queue", queue, open_id=opened.id, pick=pick)
    else:
        st.caption("Nothing else waits.")
    if len(queue.lines) < queue.figures.waiting:
        st.caption(f"These are the {len(queue.lines)} oldest.")


def _confirmation(client: Client) -> None:
    """What was decided last, with Undo for as long as nothing has started."""
    last = deciding.last_decision()
    if last is None:
        return
    request_id, words = last
    try:
        state = client.request(request_id).state
    except CountersignError:
        state = RequestState.APPLIED
    with st.container(
        horizontal=True, width="content", vertical_alignment="center", key="confirmation"
    ):
        st.markdown(f":green[:material/check_circle: {words}]", width="content")
        if state is RequestState.DECIDED:
            st.button(
                hinted("Undo", "U"),
                key="undo",
                type="tertiary",
                icon=":material/undo:",
                on_click=deciding.undo,
                args=(client, request_id),
            )


def _nothing_waits(client: Client) -> None:
    with st.container(horizontal_alignment="center", key="nothing waits"):
        st.space("large")
        _confirmation(client)
        st.header("Nothing waits for you", anchor=False, text_alignment="center")
        st.caption("New requests open here by themselves.", text_alignment="center")
    refusal = deciding.refusal("")
    if refusal:
        notice("That did not work", refusal, icon="error", color="red")
