"""seconding: laws that admins propose: what each changes, and the second that enacts it."""

from collections.abc import Callable

import streamlit as st

from domain.errors import CountersignError
from domain.law import Bill, Standing
from domain.people import Person, Role
from ui.client import Client
from ui.parts.differences import differences
from ui.parts.headline import Badge, headline
from ui.parts.reasons import reasons
from ui.parts.words import visible

TROUBLE = "law trouble"
SAME = "It says the same as the law in force."


def seconding(client: Client, me: Person, standing: Standing) -> None:
    """Every bill that waits, oldest first."""
    if not standing.bills:
        st.caption("No law is proposed.")
    for bill in standing.bills:
        with st.container(border=True, key=f"bill {bill.id}"):
            _bill(client, me, standing, bill)


def _bill(client: Client, me: Person, standing: Standing, bill: Bill) -> None:
    badges: list[Badge] = []
    if bill.is_stale:
        badges.append(("stale: another law came into force", "poor"))
    if bill.loosens:
        badges.append(("asks for less", "fair"))
    headline(
        f"headline {bill.id}",
        visible(bill.note),
        eyebrow=f"{visible(standing.name_of(bill.proposed_by))} proposes version {bill.version}",
        badges=badges,
        meta=[f"Since {bill.proposed_at:%-d %B %Y, %H:%M} UTC"],
    )
    if bill.loosens:
        told = [visible(each) for each in bill.loosens]
        reasons(f"loosens {bill.id}", "What it asks less of", told)
    differences(f"changes {bill.id}", standing.edition.text, bill.text, SAME)
    if me.holds(Role.ADMIN):
        _choices(client, me, bill)
    else:
        st.caption("Admins settle it.")


def _choices(client: Client, me: Person, bill: Bill) -> None:
    if bill.proposed_by == me.id:
        st.caption("You proposed it, so another admin has to second it.")
        _button("Withdraw", "undo", bill, client.withdraw_bill)
        return
    with st.container(horizontal=True):
        if not bill.is_stale:
            _button("Second and enact", "gavel", bill, client.second, is_main=True)
        _button("Refuse", "close", bill, client.refuse_bill)


def _button(
    label: str,
    icon: str,
    bill: Bill,
    act: Callable[[str], Bill],
    *,
    is_main: bool = False,
) -> None:
    st.button(
        label,
        key=f"{label} {bill.id}",
        icon=f":material/{icon}:",
        type="primary" if is_main else "secondary",
        on_click=_settle,
        args=(act, bill.id),
    )


def _settle(act: Callable[[str], Bill], bill_id: str) -> None:
    st.session_state.pop(TROUBLE, None)
    try:
        act(bill_id)
    except CountersignError as error:
        st.session_state[TROUBLE] = error.sentence
