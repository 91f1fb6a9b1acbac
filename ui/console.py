"""console: the script that Streamlit runs: who is here, and which pages they see.

Every page is registered for everybody, hidden where a role does not have it: an address that is
not registered would leave a dead page. The front page has no address of its own; it redirects.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import httpx
import streamlit as st
from streamlit.navigation.page import StreamlitPage

from domain.errors import CountersignError
from domain.people import JUDGING, Person, Role
from ui.client import COOKIE, Client, open_pool
from ui.parts.notice import notice, trouble
from ui.parts.touch import touch
from ui.parts.who import who
from ui.screens import conversations, field, lawbook, opening, review
from ui.screens.saying import PLACE

WHOSE = "whose session"
TITLE = "Countersign"
MARK = str(Path(__file__).parent / "static" / "mark.svg")
ASKING = (Role.REQUESTER, Role.ADMIN)
READING = (Role.REQUESTER, *JUDGING)
WORKING = (Role.OPERATOR,)

Width = Literal["centered", "wide"]
Screen = Callable[[Client, Person], None]


@st.cache_resource(show_spinner=False)
def pool() -> httpx.Client:
    """One for all sessions of this process."""
    return open_pool()


def run() -> None:
    """One run of the script."""
    st.logo(MARK, size="medium")
    client = Client(pool(), st.context.cookies.get(COOKIE, ""))
    try:
        me = client.me()
    except CountersignError as error:
        st.set_page_config(page_title=TITLE, page_icon=MARK)
        trouble(error.sentence)
        return
    _forget_others(me)

    def listed(screen: Screen, title: str, icon: str, roles: tuple[Role, ...]) -> StreamlitPage:
        return st.Page(
            _page(screen, client, me, roles),
            title=title,
            icon=f":material/{icon}:",
            url_path=title.lower(),
            visibility="visible" if me.holds(*roles) else "hidden",
        )

    asking = listed(conversations.show, "Conversations", "forum", READING)
    judging = listed(review.show, "Review", "rule", JUDGING)
    working = listed(field.show, "Field", "pin_drop", WORKING)

    reading = listed(lawbook.show, "Policy", "gavel", JUDGING)

    def front() -> None:
        if me.holds(*JUDGING) and not me.holds(*ASKING):
            st.switch_page(judging)
        if me.holds(*ASKING):
            st.switch_page(asking)
        if me.holds(*WORKING):
            st.switch_page(working)
        who(me)
        notice("Nothing here for you yet", "You have no role so far; an administrator gives roles.")

    wanted = opening.granted()
    home = st.Page(front, title="Countersign", default=True, visibility="hidden")
    # Told before the pages: until then Streamlit would fetch a page's icon from Google.
    st.set_page_config(page_icon=MARK)
    page = st.navigation([home, asking, judging, working, reading], position="top")
    if wanted:
        st.switch_page(asking, query_params={PLACE: wanted})
    width: Width = "centered" if page == asking else "wide"
    st.set_page_config(page_title=TITLE, page_icon=MARK, layout=width)
    touch()
    page.run()


def _forget_others(me: Person) -> None:
    """A tab that reconnects after somebody else has signed in brings the old state along."""
    if st.session_state.get(WHOSE, me.id) != me.id:
        st.session_state.clear()
    st.session_state[WHOSE] = me.id


def _page(
    screen: Screen, client: Client, me: Person, roles: tuple[Role, ...]
) -> Callable[[], None]:
    def page() -> None:
        if me.holds(*roles):
            screen(client, me)
            return
        who(me)
        notice("This page is not yours", f"It is for {' and '.join(roles)}.")

    return page


run()
