"""review: what waits for a countersignature, oldest first, and the open item.

The open item is named in the address and never jumps away: when somebody else decides it, it stays
and says who did. Each decision carries the version that was on the screen.
"""

from collections.abc import Sequence

import streamlit as st

from domain.errors import CountersignError
from domain.people import Person
from domain.request import Request, RequestState
from ui.client import Client
from ui.parts import place
from ui.parts.device import on_phone
from ui.parts.live import live
from ui.parts.notice import notice, trouble
from ui.parts.rows import Row, rows
from ui.parts.who import who
from ui.parts.words import asked_of, milliseconds, now_milliseconds, title_of
from ui.screens import deciding, opening
from ui.screens.bar import bar
from ui.screens.item import item

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
        queue = client.requests()
        opened = _opened(client, queue)
    except CountersignError as error:
        trouble(error.sentence)
        st.button("Next", key="next", on_click=deciding.go_to, args=("",))
        return
    if opened is None:
        _nothing_waits(client)
        return
    order = [request.id for request in queue]
    if on_phone():
        _confirmation(client)
        with st.popover(f"Queue · {len(queue)} waiting", icon=":material/list:", width="stretch"):
            _queue(queue, opened)
        item(client, opened, me)
    else:
        left, right = st.columns(SHARES, gap="large")
        with left:
            with st.container(horizontal=True, horizontal_alignment="distribute"):
                st.subheader("Queue", anchor=False, width="content")
                st.caption(f"{len(queue)} waiting", width="content")
            _queue(queue, opened)
        with right:
            _confirmation(client)
            item(client, opened, me)
    with foot:
        place_below = st.container() if on_phone() else st.columns(SHARES, gap="large")[1]
        with place_below:
            bar(client, me, opened, order)


def _opened(client: Client, queue: Sequence[Request]) -> Request | None:
    """The request in the address, whatever became of it, else the oldest one."""
    named = place.here(deciding.PLACE)
    if named:
        waiting = {request.id: request for request in queue}
        return waiting.get(named) or client.request(named)
    if not queue:
        return None
    deciding.go_to(queue[0].id)
    return queue[0]


def _queue(queue: Sequence[Request], opened: Request) -> None:
    if not queue:
        st.caption("Nothing else waits.")
        return
    given = [
        Row(
            id=request.id,
            title=title_of(request),
            note=f"for {asked_of(request.route)} · {request.requested_by}",
            before="asked ",
            since=milliseconds(request.opened_at),
        )
        for request in queue
    ]
    rows(
        "queue",
        given,
        label="Requests that wait",
        open_id=opened.id,
        now=now_milliseconds(),
        pick=deciding.go_to,
    )


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
                "Undo",
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
