"""lawbook: the law in force as people read it, how to change it, and how it came to be.

Reviewers and leads read it; admins write it. What is typed is kept while the page follows changes.
"""

import streamlit as st

from domain.errors import CountersignError
from domain.law import Standing
from domain.people import Person, Role
from ui.client import Client
from ui.parts.articles import articles
from ui.parts.device import on_phone
from ui.parts.headline import Badge, headline
from ui.parts.live import live
from ui.parts.notice import notice, trouble
from ui.parts.sections import sections
from ui.parts.who import who
from ui.parts.words import visible
from ui.screens.amending import amending, keep_typed
from ui.screens.chronicle import chronicle
from ui.screens.seconding import TROUBLE, seconding

LOOK_AGAIN_SECONDS = 30
SECTION = "lawbook section"
IN_FORCE, CHANGE, BILLS, HISTORY = "in force", "change", "bills", "history"
SOURCES = {"shipped": "as shipped with Countersign", "file": "from the house's own file"}


def show(client: Client, me: Person) -> None:
    """The page."""
    who(me)
    _lawbook(client, me)


@st.fragment(run_every=LOOK_AGAIN_SECONDS)
def _lawbook(client: Client, me: Person) -> None:
    live("lawbook live")
    try:
        standing = client.law()
    except CountersignError as error:
        trouble(error.sentence)
        return
    keep_typed(standing)
    _head(standing)
    opened = str(st.session_state.get(SECTION, IN_FORCE))
    writes = me.holds(Role.ADMIN)
    words = {
        IN_FORCE: "In force",
        CHANGE: ("Change" if on_phone() else "Change it") if writes else "Try",
        BILLS: f"Bills · {len(standing.bills)}",
        HISTORY: "History",
    }
    with st.container(width="stretch" if on_phone() else 640):
        sections("lawbook sections", words, opened, _open)
    if st.session_state.get(TROUBLE):
        trouble(visible(st.session_state[TROUBLE]))
    with st.container(key=f"lawbook {opened}"):
        if opened == CHANGE:
            amending(client, standing, writes=writes)
        elif opened == BILLS:
            seconding(client, me, standing)
        elif opened == HISTORY:
            chronicle(client, standing)
        else:
            articles("articles", standing.sections)


def _head(standing: Standing) -> None:
    edition, badges = standing.edition, list[Badge]()
    if standing.late:
        badges.append((f"{standing.late} late: no loosening now", "poor"))
    if standing.bills:
        badges.append((f"{len(standing.bills)} proposed", "fair"))
    whose = SOURCES.get(edition.source, "from a file")
    if edition.proposed_by:
        proposer = standing.name_of(edition.proposed_by)
        whose = f"proposed by {proposer}, seconded by {standing.name_of(edition.seconded_by)}"
    headline(
        "lawbook headline",
        "The law",
        eyebrow=f"Version {edition.version}",
        badges=badges,
        meta=[f"In force since {edition.enacted_at:%-d %B %Y, %H:%M} UTC", visible(whose)],
    )
    if standing.notice:
        notice("A newer law is not in force", visible(standing.notice), color="orange")


def _open(section: str) -> None:
    st.session_state[SECTION] = section
    st.session_state.pop(TROUBLE, None)
