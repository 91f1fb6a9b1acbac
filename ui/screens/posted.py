"""posted: the tasks that a conversation has sent out, and the way to take them back.

While a proof is looked at, a task stays: somebody has been there already.
"""

from collections.abc import Sequence

import streamlit as st

from domain.request import Request, RequestKind, RequestState
from domain.thread import Step
from ui.client import Client
from ui.parts.words import escaped, task_words
from ui.screens.saying import attempt
from ui.screens.steps import is_out


def posted(client: Client, steps: Sequence[Step], requests: Sequence[Request]) -> None:
    """A button for each task of one's own that can still be withdrawn."""
    judged = {request.call_id for request in requests if _is_open_proof(request)}
    with st.container(horizontal=True):
        for step in steps:
            if not is_out(step) or step.call_id in judged:
                continue
            st.button(
                f"Withdraw the task: {escaped(task_words(step.arguments))}",
                key=f"withdraw {step.task_id}",
                icon=":material/undo:",
                on_click=_withdraw,
                args=(client, str(step.task_id)),
            )


def _is_open_proof(request: Request) -> bool:
    return request.kind is RequestKind.PROOF and request.state is RequestState.OPEN


def _withdraw(client: Client, task_id: str) -> None:
    attempt(client.withdraw_task, task_id)
