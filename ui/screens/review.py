"""review: what waits for a countersignature, oldest first, and the open item.

The open item is named in the address and never jumps away: when somebody else decides it, it stays
and says who did. Each decision carries the version that was on the screen.
"""

import streamlit as st

from domain.errors import CountersignError
from domain.people import Person
from domain.request import Request, RequestState
from domain.waiting import Queue, Workplace
from ui.client import Client
from ui.parts import place
from ui.parts.device import on_phone
from ui.parts.figures import figures
from ui.parts.keys import hinted
from ui.parts.lines import lines
from ui.parts.live import live
from ui.parts.notice import notice, trouble
from ui.parts.who import who
from ui.screens import ahead, deciding, opening, outgoing
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
    # Read before anything is drawn: the browser would begin to draw the page for the little that
    # comes first, and the item would have to wait for it.
    try:
        desk, refusal = _workplace(client), ""
    except CountersignError as error:
        desk, refusal = None, error.sentence
    live("desk live")
    # A later rerun of the fragment alone can fill this container, but not bring it into being.
    foot = st.bottom.container()
    if desk is None:
        trouble(refusal)
        st.button("Next", key="next", on_click=deciding.go_to, args=("",))
        return
    if desk.opened is None:
        _empty(client, desk)
        keyboard(client, me, None, [])
        return
    if on_phone():
        _phone(client, desk.queue, desk.opened)
    else:
        _table(client, desk.queue, desk.opened)
    with foot:
        _foot(client, me, desk, desk.opened)


def _empty(client: Client, desk: Workplace) -> None:
    """The outbox where it stands beside an item, too: it is never drawn anew under who types."""
    if on_phone() or not desk.queue.outbox:
        outgoing.in_the_house(client, desk.queue.outbox)
        _nothing_waits(client, desk)
        return
    left, right = st.columns(SHARES, gap="large")
    with left:
        outgoing.in_the_house(client, desk.queue.outbox)
    with right:
        _nothing_waits(client, desk)


def _phone(client: Client, queue: Queue, opened: Request) -> None:
    figures("figures", queue)
    outgoing.in_the_house(client, queue.outbox)
    with st.popover("Queue", icon=":material/list:", width="stretch"):
        _queue(queue, opened)
    item(client, opened)


def _table(client: Client, queue: Queue, opened: Request) -> None:
    """The item first, though it stands on the right: it is what somebody waits for."""
    left, right = st.columns(SHARES, gap="large")
    with right:
        item(client, opened)
    with left:
        st.subheader("Queue", anchor=False)
        figures("figures", queue)
        _queue(queue, opened)
        outgoing.in_the_house(client, queue.outbox)


def _foot(client: Client, me: Person, desk: Workplace, opened: Request) -> None:
    order = [line.id for line in desk.queue.lines]
    if on_phone():
        _confirmation(client, desk)
        bar(client, me, opened, order)
        keyboard(client, me, opened, order)
        return
    left, right = st.columns(SHARES, gap="large", vertical_alignment="bottom")
    with right:
        bar(client, me, opened, order)
    with left:
        _confirmation(client, desk)
        keyboard(client, me, opened, order)


def _workplace(client: Client) -> Workplace:
    """Open is the request in the address, whatever became of it, else the oldest one.

    A decision has brought it along. Whatever else begins a run reads it in one call: somebody
    waits for each further one.
    """
    named, (last, _) = place.here(deciding.PLACE), deciding.last_decision() or ("", "")
    desk = ahead.take(named, last) or client.workplace(named, last)
    if not named and desk.opened is not None:
        deciding.go_to(desk.opened.id)
    return desk


def _queue(queue: Queue, opened: Request) -> None:
    def pick(request_id: str) -> None:
        deciding.leave(opened, request_id)

    if queue.lines:
        lines("queue", queue, open_id=opened.id, pick=pick)
    else:
        st.caption("Nothing else waits.")
    if len(queue.lines) < queue.figures.waiting:
        st.caption(f"These are the {len(queue.lines)} oldest.")


def _confirmation(client: Client, desk: Workplace) -> None:
    """What was decided last, with Undo for as long as nothing has started."""
    last = deciding.last_decision()
    if last is None:
        return
    request_id, words = last
    with st.container(
        horizontal=True, width="content", vertical_alignment="center", key="confirmation"
    ):
        st.markdown(f":green[:material/check_circle: {words}]", width="content")
        if desk.last is RequestState.DECIDED:
            st.button(
                hinted("Undo", "U"),
                key="undo",
                icon=":material/undo:",
                on_click=deciding.undo,
                args=(client, request_id),
            )


def _nothing_waits(client: Client, desk: Workplace) -> None:
    with st.container(horizontal_alignment="center", key="nothing waits"):
        st.space("large")
        _confirmation(client, desk)
        st.header("Nothing waits for you", anchor=False, text_alignment="center")
        st.caption("New requests open here by themselves.", text_alignment="center")
    refusal = deciding.refusal("")
    if refusal:
        notice("That did not work", refusal, icon="error", color="red")
