"""briefing: where a conversation that is about to begin is given a brief.

What is typed is sent with the first message and judged by the server; nothing is checked here.
"""

from typing import Any, NamedTuple

import streamlit as st

from domain.brief import Brief, Playbook, ToolCard
from domain.errors import CountersignError
from ui.client import Client
from ui.parts.fields import fields
from ui.parts.words import escaped, sign_of, tool_words
from ui.screens.brief import rows_of

PLAYBOOK, GOAL, CONSTRAINTS = "brief playbook", "brief goal", "brief constraints"
ONLY_SOME, TOOLS, BUDGET, ALONE = "brief some", "brief tools", "brief budget", "brief alone"
CHOICES = "brief choices"
GOAL_CHARACTERS = 2_000
EVERYTHING = 100


class Fixed(NamedTuple):
    """What the first message fixes: a brief as the API takes it, and a playbook's name."""

    brief: dict[str, Any] | None = None
    playbook: str = ""


NOTHING = Fixed()


class _Choices(NamedTuple):
    playbooks: dict[str, Playbook]
    tools: dict[str, ToolCard]


def briefing(client: Client) -> None:
    """The fields of a brief, folded until somebody wants one."""
    try:
        choices = _choices(client)
    except CountersignError:
        return
    fixed = typed()
    label = "Give it a brief" if fixed == NOTHING else "It gets a brief"
    with st.expander(label, icon=":material/assignment:", key="brief form"):
        st.caption(
            "Fixed with your first message, for the whole conversation. It only narrows what the "
            "house allows."
        )
        chosen = _playbook(choices)
        st.text_area("Goal", key=GOAL, max_chars=GOAL_CHARACTERS, height="content")
        st.text_area("Constraints", key=CONSTRAINTS, placeholder="One a line", height="content")
        _tools(choices, chosen)
        left, right = st.columns(2, gap="medium")
        currency = chosen.brief.currency if chosen else Brief().currency
        left.number_input(
            f"Budget for all of it, {sign_of(currency).strip()}",
            key=BUDGET,
            min_value=0.0,
            max_value=1e9,
            value=None,
            step=10.0,
            format="%.2f",
            placeholder="No limit",
        )
        right.slider(
            "Share that may go without asking",
            0,
            EVERYTHING,
            key=ALONE,
            value=EVERYTHING,
            step=5,
            format="%d %%",
        )


def typed() -> Fixed:
    """What stands in the fields now."""
    state = st.session_state
    choices: _Choices | None = state.get(CHOICES)
    if choices is None or not is_shown():
        return NOTHING
    playbook = state.get(PLAYBOOK) or ""
    chosen = choices.playbooks.get(playbook)
    budget = state.get(BUDGET)
    given: dict[str, Any] = {
        "goal": (state.get(GOAL) or "").strip(),
        "constraints": [line for line in map(str.strip, _lines(state)) if line],
        "tools": list(state.get(TOOLS) or []) if state.get(ONLY_SOME) else None,
        "budget_minor": None if budget is None else round(budget * 100),
        "currency": chosen.brief.currency if chosen else Brief().currency,
        "autonomy": (state.get(ALONE, EVERYTHING)) / EVERYTHING,
    }
    own = given if given != _blank(given["currency"]) else None
    return Fixed(own, playbook)


def is_shown() -> bool:
    """Whether the fields stood on the page that was painted last."""
    return GOAL in st.session_state


def _blank(currency: str) -> dict[str, Any]:
    blank = Brief(currency=currency).model_dump(mode="json")
    return {
        name: blank[name]
        for name in ("goal", "constraints", "tools", "budget_minor", "currency", "autonomy")
    }


def _lines(state: Any) -> list[str]:
    return (state.get(CONSTRAINTS) or "").splitlines()


def _choices(client: Client) -> _Choices:
    """They stay as they are while the server runs."""
    if CHOICES not in st.session_state:
        st.session_state[CHOICES] = _Choices(
            {each.name: each for each in client.playbooks()},
            {each.name: each for each in client.tools()},
        )
    found: _Choices = st.session_state[CHOICES]
    return found


def _playbook(choices: _Choices) -> Playbook | None:
    """Which playbook is chosen, and what of it cannot be changed."""
    if not choices.playbooks:
        return None
    name = st.selectbox(
        "Playbook",
        ["", *choices.playbooks],
        key=PLAYBOOK,
        format_func=lambda each: choices.playbooks[each].title if each else "None",
        on_change=_fill,
        args=(choices,),
    )
    chosen = choices.playbooks.get(name)
    if chosen is not None:
        laid_out = {name: words for name, words in rows_of(chosen.brief).items() if name in _LAID}
        if laid_out:
            with st.container(border=True):
                fields("playbook", laid_out)
        st.caption("Its own bounds stay; below you can only narrow them.")
    return chosen


def _fill(choices: _Choices) -> None:
    """Put a playbook's values into the fields, or clear them."""
    state = st.session_state
    chosen = choices.playbooks.get(state[PLAYBOOK])
    given = chosen.brief if chosen else Brief()
    state[GOAL] = given.goal
    state[CONSTRAINTS] = "\n".join(given.constraints)
    state[ONLY_SOME] = given.tools is not None
    state[TOOLS] = list(given.tools or ())
    state[BUDGET] = None if given.budget_minor is None else given.budget_minor / 100
    state[ALONE] = round(given.autonomy * EVERYTHING)


def _tools(choices: _Choices, chosen: Playbook | None) -> None:
    """All tools or only some; to begin with those that change nothing."""
    bound = chosen.brief.tools if chosen else None
    if not st.toggle("Only some tools", key=ONLY_SOME, disabled=bound is not None):
        return
    names = [name for name in choices.tools if bound is None or name in bound]
    if TOOLS not in st.session_state:
        st.session_state[TOOLS] = [name for name in names if choices.tools[name].reads]
    st.multiselect(
        "Tools",
        names,
        key=TOOLS,
        format_func=lambda name: escaped(tool_words(name)),
        placeholder="No tool at all",
        label_visibility="collapsed",
    )


_LAID = ("steps", "checkpoints")
