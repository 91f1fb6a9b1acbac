"""approved: the plans of a conversation that people agreed to: how much is used, and a way to end
each.
"""

import streamlit as st

from domain.people import JUDGING, Person
from domain.plan import ApprovedPlan
from domain.thread import Thread
from ui.client import Client
from ui.parts.mandate import mandate
from ui.parts.words import escaped, milliseconds, money, now_milliseconds, visible
from ui.screens.saying import attempt

GOAL_CHARACTERS = 100
HELP = "Nothing more goes alone because of this plan. What has begun goes on to its end."


def approved(client: Client, me: Person, thread: Thread) -> None:
    """Open plans whole, ended ones folded away."""
    for plan in thread.approved:
        if _is_open(plan):
            with st.container(border=True, key=f"approved {plan.id}"):
                _head(client, me, thread, plan)
                _body(plan)
        else:
            goal = escaped(visible(plan.plan.goal[:GOAL_CHARACTERS]))
            title = f"Approved plan, {_ended(plan)}: {goal}"
            with st.expander(title, icon=":material/checklist:"):
                _body(plan)


def _head(client: Client, me: Person, thread: Thread, plan: ApprovedPlan) -> None:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.markdown(f"**Approved plan** :small[by {escaped(plan.by)}]", width="content")
        if thread.owner == me.id or me.holds(*JUDGING):
            st.button(
                "Close the plan",
                key=f"close {plan.id}",
                icon=":material/event_busy:",
                help=HELP,
                on_click=_close,
                args=(client, plan.id),
            )
    st.text(plan.plan.goal)


def _body(plan: ApprovedPlan) -> None:
    budget = plan.plan.budget_minor
    spent = f"{money(plan.spent_minor, plan.currency)} of {money(budget, plan.currency)} used"
    facts = [("Budget", spent if budget else "none")]
    until = milliseconds(plan.valid_until) if _is_open(plan) else 0
    now = now_milliseconds()
    mandate(f"plan {plan.id}", plan.plan, plan.currency, facts, plan.used, until=until, now=now)


def _is_open(plan: ApprovedPlan) -> bool:
    return plan.closed_at is None and milliseconds(plan.valid_until) > now_milliseconds()


def _ended(plan: ApprovedPlan) -> str:
    return f"closed by {escaped(plan.closed_by)}" if plan.closed_at is not None else "its time over"


def _close(client: Client, plan_id: str) -> None:
    attempt(client.close_plan, plan_id)
