"""amending: a text that might be law: check it, try it on what was recorded, and propose it.

What was found belongs to the text that it was found for; once another is typed, it goes.
"""

from collections.abc import Callable

import streamlit as st

from domain.errors import CountersignError
from domain.law import Backtest, Check, Standing
from ui.client import Client
from ui.parts.differences import differences
from ui.parts.notice import notice
from ui.parts.reasons import reasons
from ui.parts.words import visible
from ui.screens.seconding import TROUBLE
from ui.screens.trying import trying

TEXT, NOTE, FOUND = "law text", "law note", "law found"
BEGUN_FROM = "law text begun from"
LAST = 1_000
HEIGHT = 520
SHARES = [1, 1]


def amending(client: Client, standing: Standing, *, writes: bool) -> None:
    """The editor, and beside it what is known of the text in it."""
    left, right = st.columns(SHARES, gap="large")
    with left:
        st.text_area("The text of the law (TOML)", key=TEXT, height=HEIGHT)
        with st.container(horizontal=True):
            _button("Validate", "rule", _check, client)
            _button("Backtest", "history", _backtest, client)
            st.button(
                "Start over",
                key="law reset",
                on_click=_reset,
                args=(standing.edition.text,),
            )
    text = str(st.session_state[TEXT])
    with right:
        st.markdown("**What it changes**")
        differences("law changes", standing.edition.text, text, "Nothing yet: edit the text.")
        _found(text)
        if writes:
            _proposal(client)
        else:
            st.caption("Admins propose laws; you may try them.")


def keep_typed(standing: Standing) -> None:
    """Keep what is typed while it is not on the page; a text that nobody touched follows the law.

    Streamlit forgets what a field holds as soon as the field is not drawn.
    """
    law, begun_from = standing.edition.text, st.session_state.get(BEGUN_FROM)
    typed = st.session_state.get(TEXT, law)
    st.session_state[TEXT] = law if typed == begun_from else typed
    if begun_from is None or typed == begun_from:
        st.session_state[BEGUN_FROM] = law
    st.session_state[NOTE] = st.session_state.get(NOTE, "")


def _button(label: str, icon: str, act: Callable[[Client], None], client: Client) -> None:
    st.button(
        label,
        key=f"law {label.lower()}",
        icon=f":material/{icon}:",
        on_click=act,
        args=(client,),
    )


def _found(text: str) -> None:
    about, found = st.session_state.get(FOUND, ("", None))
    if found is None or about != text:
        return
    if isinstance(found, Check):
        _checked(found)
    elif isinstance(found, Backtest):
        trying(found)


def _checked(found: Check) -> None:
    if found.faults:
        told = [
            visible(f"Line {fault.line or 'at the end'}: {fault.where} {fault.what}".strip())
            for fault in found.faults
        ]
        notice("This cannot be law yet", icon="error", color="red")
        reasons("law faults", "Mend these", told)
        return
    words = "It is the law in force." if found.is_in_force else f"Version {found.version}."
    notice("It can be law", words, icon="check_circle", color="green")
    if found.loosens:
        reasons("law loosens", "It asks for less", [visible(each) for each in found.loosens])


def _proposal(client: Client) -> None:
    st.text_input("Why the law should change", key=NOTE, max_chars=2_000)
    st.button(
        "Propose",
        key="law propose",
        type="primary",
        icon=":material/gavel:",
        help="Another admin has to second it; until then nothing changes.",
        on_click=_propose,
        args=(client,),
    )


def _check(client: Client) -> None:
    _keep(client.check_law)


def _backtest(client: Client) -> None:
    _keep(lambda text: client.backtest(text, LAST))


def _propose(client: Client) -> None:
    text, note = str(st.session_state[TEXT]), str(st.session_state.get(NOTE, ""))
    st.session_state.pop(TROUBLE, None)
    try:
        client.propose(text, note)
    except CountersignError as error:
        st.session_state[TROUBLE] = error.sentence
        return
    st.session_state[NOTE] = ""
    st.toast("Proposed. Another admin seconds it under Bills.", icon=":material/gavel:")


def _reset(text: str) -> None:
    st.session_state[TEXT] = st.session_state[BEGUN_FROM] = text
    st.session_state.pop(FOUND, None)
    st.session_state.pop(TROUBLE, None)


def _keep(find: Callable[[str], Check | Backtest]) -> None:
    """Keep what is found for the text of now, or why nothing is."""
    text = str(st.session_state[TEXT])
    st.session_state.pop(TROUBLE, None)
    try:
        st.session_state[FOUND] = (text, find(text))
    except CountersignError as error:
        st.session_state[TROUBLE] = error.sentence
