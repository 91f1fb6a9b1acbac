"""talk: what was said in a conversation, turn by turn, with the plan of each turn.

Whatever the agent, a tool or a person wrote is shown as text, never as Markdown: a link or an image
in it could carry data away or lead a reviewer astray.
"""

from collections.abc import Callable

import streamlit as st

from domain.decision import APPROVING
from domain.errors import CountersignError
from domain.people import Person
from domain.request import COUNTERSIGNED, Request, RequestState
from domain.thread import Message, Speaker, Step, Thread
from ui.client import Client
from ui.parts.arrival import arrival
from ui.parts.gallery import gallery
from ui.parts.quote import quote
from ui.parts.timeline import timeline
from ui.parts.words import escaped, now_milliseconds, tool_words, visible
from ui.screens import opening, outgoing
from ui.screens.answering import is_mine, question
from ui.screens.letter import letter
from ui.screens.posted import posted
from ui.screens.sequence import by_person, sequence
from ui.screens.steps import finished, mark_of
from ui.screens.taking_back import take_backs
from ui.screens.thoughts import thoughts

AVATARS = {Speaker.USER: ":material/person:", Speaker.ASSISTANT: ":material/draw:"}
PERSON = ":material/support_agent:"
SETTLED = "settled requests"
PHOTO_PIXELS = 300

Withdraw = Callable[[Client, str], None]


def talk(client: Client, me: Person, thread: Thread, withdraw: Withdraw) -> None:
    """Paint the conversation."""
    results = {message.call_id: message for message in thread.messages if message.call_id}
    requests = {step.call_id: _request(client, step) for step in thread.plan}
    for entry in sequence(thread):
        if isinstance(entry, Message):
            _paint(client, entry)
            continue
        steps = [step for step in thread.plan if step.turn == entry]
        with st.container(border=True, key=f"plan {entry}"):
            _plan(entry, steps, requests, results, me)
            _cited(steps, results)
            open_ones = [request for step in steps if (request := requests[step.call_id])]
            _withdrawals(client, [each for each in open_ones if _mine(each, me)], withdraw)
            if thread.owner == me.id:
                posted(client, steps, open_ones)
            outgoing.in_thread(client, me, thread, steps)
            take_backs(client, me, thread, steps)
            thoughts(client, thread.id, entry)
            for request in open_ones:
                if is_mine(request, me):
                    question(client, request)
    heard = any(message.heard for message in thread.messages)
    if heard and not all(message.heard for message in thread.messages):
        st.caption(_WAITING[thread.taken_over_by is not None])


def _paint(client: Client, message: Message) -> None:
    if message.speaker is Speaker.HOUSE:
        if opening.is_cited(message.id):
            arrival("cited")
        letter(client, message)
        return
    person = by_person(message)
    avatar = PERSON if person else AVATARS[message.speaker]
    with (
        st.chat_message(message.speaker.value, avatar=avatar),
        st.container(gap="xxsmall"),
    ):
        if opening.is_cited(message.id):
            arrival("cited")
        if person:
            st.caption(f"{escaped(message.by)}, in the agent's place")
        if message.text.strip():
            st.text(message.text)
        if message.photos:
            gallery(client, message.photos, column=PHOTO_PIXELS)


def _plan(
    turn: int,
    steps: list[Step],
    requests: dict[str, Request | None],
    results: dict[str, Message],
    me: Person,
) -> None:
    done = sum(finished(step) for step in steps)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.markdown("**Plan**", width="content")
        st.caption(f"{done} of {len(steps)} finished", width="content")
    marks = [mark_of(step, requests[step.call_id], results.get(step.call_id), me) for step in steps]
    timeline(f"timeline {turn}", marks, now_milliseconds())


def _cited(steps: list[Step], results: dict[str, Message]) -> None:
    """The answer of a tool that this conversation was opened for, whole."""
    for step in steps:
        result = results.get(step.call_id)
        if result is not None and opening.is_cited(result.id):
            arrival("cited")
            quote("cited answer", visible(result.text), tool_words(step.name), result.at)


def _withdrawals(client: Client, requests: list[Request], withdraw: Withdraw) -> None:
    with st.container(horizontal=True):
        for request in requests:
            st.button(
                f"Withdraw: {escaped(tool_words(request.action.name))}",
                key=f"withdraw {request.id}",
                icon=":material/undo:",
                on_click=withdraw,
                args=(client, request.id),
            )


def _mine(request: Request, me: Person) -> bool:
    """Whether this person may still take it back: agreed or not, it has not begun."""
    agreed = request.outcome is not None and request.outcome.type in APPROVING
    return (
        (request.state is RequestState.OPEN or (request.state is RequestState.DECIDED and agreed))
        and request.kind in COUNTERSIGNED
        and request.requested_by == me.id
    )


def _request(client: Client, step: Step) -> Request | None:
    """The step's request; one that is applied changes no more and is read once."""
    if step.request_id is None:
        return None
    settled = st.session_state.setdefault(SETTLED, {})
    if step.request_id in settled:
        found: Request = settled[step.request_id]
        return found
    try:
        request = client.request(step.request_id)
    except CountersignError:
        return None
    if request.state is RequestState.APPLIED:
        settled[request.id] = request
    return request


_WAITING = {
    False: "The agent reads this once the decision above is made.",
    True: "The agent reads this once the conversation is handed back.",
}
