"""planned: a plan on the reviewer's item: what may be done without a further question."""

import streamlit as st

from domain.plan import Plan
from domain.request import Request
from ui.parts.mandate import Fact, mandate
from ui.parts.words import escaped, money
from ui.screens import form
from ui.screens.plan_form import currency_of, edit_plan, plan_of

NOTE = (
    "Within these bounds nobody is asked again. What the law always asks for is still asked: large "
    "sums, what cannot be taken back, values from outside."
)


def planned(request: Request, *, editing: bool) -> None:
    """The steps to look at, or the fields to narrow them with."""
    if editing:
        st.markdown("**Narrow the plan**")
        edit_plan(request)
        st.text_input("Why you change it (optional)", key=form.note_key(request))
        return
    plan, outcome = plan_of(request), request.outcome
    st.markdown("**What was asked**" if outcome else "**What may then be done**")
    with st.container(border=True):
        if plan.goal not in request.summary:
            st.text(plan.goal)
        mandate("plan", plan, currency_of(request), _facts(request, plan))
    if outcome and outcome.arguments is not None and outcome.arguments != request.action.arguments:
        agreed = Plan.model_validate(outcome.arguments)
        st.markdown("**What was agreed**")
        with st.container(border=True):
            mandate("agreed plan", agreed, currency_of(request), _facts(request, agreed))
    st.caption(escaped(NOTE))


def _facts(request: Request, plan: Plan) -> list[Fact]:
    return [
        ("Budget", money(plan.budget_minor, currency_of(request)) if plan.budget_minor else "none"),
        ("Holds for", duration_words(plan.valid_minutes)),
    ]


def duration_words(minutes: int) -> str:
    """A time such as "1 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h" if hours else "", f"{rest} min" if rest else ""]
    return " ".join(part for part in parts if part)
