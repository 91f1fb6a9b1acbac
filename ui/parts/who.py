"""who: the person signed in, with the ways to change or to leave. Links leave the console."""

from domain.people import Person
from ui.parts.component import component

_WHO = component(
    "who",
    '<div class="who"><span class="name"></span><a href="/signin" target="_self">Switch</a>'
    '<form method="post" action="/signout"><button>Sign out</button></form></div>',
)


def who(me: Person) -> None:
    """The strip at the top right of each page."""
    _WHO(key="who", data={"name": me.name}, height="content")
