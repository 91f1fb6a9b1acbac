"""Pictures in what a person says: they stand with the words, and are kept unless refused."""

from types import SimpleNamespace
from typing import Any

import streamlit as st

from domain.errors import Invalid, Unavailable
from domain.people import Person
from tests.fakes.photos import photo
from tests.ui.fakes import FakeClient
from tests.ui.staging import click, labels, markdown, staged, texts
from tests.ui.values import ROBIN, message, request, thread
from ui.screens import conversations, saying


class PictureClient(FakeClient):
    """Knows every picture."""

    def photo(self, digest: str) -> bytes:
        self._called("photo", digest)
        return photo()


def typing(text: str, *pictures: bytes) -> Any:
    """A screen on which this is sent, as the box hands it over; AppTest cannot attach files."""

    def show(client: Any, me: Person) -> None:
        if not st.session_state.get("typed"):
            st.session_state["typed"] = True
            files = [SimpleNamespace(getvalue=lambda each=each: each) for each in pictures]
            typed = SimpleNamespace(text=text, files=files)
            saying.send_typed(client, "t-1", typed)
        saying.unsent(client)

    return show


def test_a_picture_stands_with_the_words_it_came_with() -> None:
    said = message("Look at this", photos=("p1",))
    client = PictureClient(request(), threads=(thread(messages=(said,)),))
    stage = staged(conversations.show, client, ROBIN, thread="t-1")
    assert "Look at this" in texts(stage)
    assert client.calls == [("photo", "p1")]


def test_a_picture_without_words_is_shown_too() -> None:
    client = PictureClient(request(), threads=(thread(messages=(message("", photos=("p1",)),)),))
    staged(conversations.show, client, ROBIN, thread="t-1")
    assert client.calls == [("photo", "p1")]


def test_what_was_attached_is_sent_with_the_words() -> None:
    client = FakeClient()
    staged(typing("Look", b"one", b"two"), client, ROBIN)
    assert client.calls[0][:3] == ("say", "t-1", "Look")
    assert client.calls[0][4:] == (b"one", b"two")


def test_a_picture_that_is_refused_leaves_the_words() -> None:
    client = FakeClient()
    client.refusal = Invalid("photo_unreadable", "This file is no photo that can be read.")
    stage = staged(typing("Look", b"no picture"), client, ROBIN)
    assert {"This file is no photo that can be read.", "Look"} <= set(texts(stage))
    client.refusal = None
    click(stage, "Send without the picture")
    assert client.calls[1] == client.calls[0][:4]


def test_nothing_is_left_to_send_of_a_refused_picture_without_words() -> None:
    client = FakeClient()
    client.refusal = Invalid("photo_empty", "The photo is empty; take it again.")
    stage = staged(typing(" ", b""), client, ROBIN)
    assert "Throw away" in labels(stage)
    assert "Send again" not in labels(stage)
    assert "Send without the picture" not in labels(stage)


def test_a_picture_is_kept_while_the_house_is_away() -> None:
    client = FakeClient()
    client.refusal = Unavailable("storage_busy", "The database is busy.")
    stage = staged(typing("Look", b"one"), client, ROBIN)
    assert "1 picture" in markdown(stage)
    client.refusal = None
    click(stage, "Send again")
    assert client.calls[0] == client.calls[1]
