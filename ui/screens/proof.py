"""proof: what an operator shows, beside what was asked. Pictures and words of strangers.

The house knows who sent it and when; note and device are what the operator says, and are named so.
"""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from domain.errors import CountersignError
from domain.request import Request, RequestState
from domain.task import Proof
from ui.client import Client
from ui.parts.device import device_words, on_phone
from ui.parts.fields import fields
from ui.parts.gallery import gallery

SHARES = [1.5, 1]


def proof(client: Client, request: Request, shown: Proof) -> None:
    """The photos large, and everything to compare them with."""
    if on_phone():
        _asked(request)
        _photos(client, shown)
        _words(client, request, shown)
        return
    left, right = st.columns(SHARES, gap="medium")
    with left:
        _photos(client, shown)
    with right:
        _asked(request)
        _words(client, request, shown)


def _photos(client: Client, shown: Proof) -> None:
    count = len(shown.photos)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.markdown("**What the operator shows**", width="content")
        if count > 1:
            st.caption(f"{count} photos", width="content")
    if count:
        gallery(client, [photo.digest for photo in shown.photos])
    else:
        st.caption("No photo came with this proof.")


def _asked(request: Request) -> None:
    arguments = request.action.arguments
    st.markdown("**What was asked**")
    with st.container(border=True):
        fields(
            "asked",
            {
                "place": arguments.get("location", ""),
                "task": arguments.get("description", ""),
            },
        )


def _words(client: Client, request: Request, shown: Proof) -> None:
    if shown.number > 1 and request.state is RequestState.OPEN:
        _before(client, shown)
    st.markdown("**The operator's own words**")
    with st.container(border=True):
        if shown.note.strip():
            st.text(shown.note)
        else:
            st.caption("None.")
    with st.container(border=True):
        fields(
            "proof",
            {
                "sent by": shown.operator,
                "sent": _local(shown.submitted_at),
                "device": device_words(shown.device),
            },
        )


def _before(client: Client, shown: Proof) -> None:
    """What was missing in the last proof."""
    try:
        feedback = client.task(shown.task_id).feedback
    except CountersignError:
        return
    if feedback:
        st.markdown("**What was missing last time**")
        with st.container(border=True):
            st.text(feedback)


def _local(moment: datetime) -> str:
    """A moment on the clock of the person who looks."""
    try:
        zone = ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return f"{moment.astimezone(zone):%d %b %Y, %H:%M %Z}"
