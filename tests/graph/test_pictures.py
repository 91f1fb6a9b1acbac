"""test_pictures: what a person sends along is drawn anew, kept, and seen by who may read it."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import BaseMessage
from PIL import Image

from domain.errors import Invalid, Missing
from domain.thread import Speaker
from graph.house import House
from graph.practice.pictures import BLIND
from nodes.picturing import PICTURES_SHOWN, UNSEEN
from tests.fakes.houses import advance, open_test_house, say
from tests.fakes.models import CountingModel
from tests.fakes.photos import photo
from tests.fakes.refusals import refused


class SeeingModel(CountingModel):
    """Takes pictures, and keeps what it was given."""

    profile: Any = {"image_inputs": True}  # noqa: RUF012


class BlindModel(CountingModel):
    """Takes none."""


SEEING, BLINDED = SeeingModel(prompts=[]), BlindModel(prompts=[])


def sent(house: House, text: str = "look", *pictures: bytes, message_id: str = "m-1") -> Any:
    house.threads.send("t-1", text, "requester-1", message_id, pictures or (photo(),))
    return house.threads.read("t-1").messages[-1]


def asked_with(tmp_path: Path, model: CountingModel, *texts: str) -> list[BaseMessage]:
    model.prompts.clear()
    name = "SEEING" if model is SEEING else "BLINDED"
    with open_test_house(tmp_path / "home", model=f"tests.graph.test_pictures:{name}") as house:
        for number, text in enumerate(texts):
            sent(house, text, message_id=f"m-{number}")
            advance(house, "t-1")
    return list(model.prompts[-1])


def test_a_picture_is_kept_without_what_the_device_wrote_into_it(house: House) -> None:
    message = sent(house)
    assert message.speaker is Speaker.USER
    (digest,) = message.photos
    content = house.pool.photo(digest, "requester-1")
    assert content != photo()
    assert content[:2] == b"\xff\xd8"
    advance(house, "t-1")
    heard = house.threads.read("t-1").messages[0]
    assert (heard.speaker, heard.by, heard.photos) == (Speaker.USER, "requester-1", (digest,))


def test_a_picture_may_come_without_words(house: House) -> None:
    assert sent(house, " ").text == ""
    assert house.threads.read("t-1").title == "A picture"
    advance(house, "t-1")
    assert house.threads.read("t-1").status == "idle"


def test_who_reads_the_conversation_sees_its_pictures_and_nobody_else(house: House) -> None:
    (digest,) = sent(house).photos
    for person in ("requester-1", "reviewer-1", "lead-1", "admin-1"):
        assert house.pool.photo(digest, person)
    for person in ("requester-2", "operator-1"):
        assert refused(Missing, house.pool.photo, digest, person) == "photo_unknown"


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "photo_empty"), (b"<svg onload=alert(1)>", "photo_unreadable")]
)
def test_what_is_no_picture_is_refused_and_nothing_is_said(
    house: House, content: bytes, code: str
) -> None:
    assert refused(Invalid, house.threads.send, "t-1", "x", "requester-1", None, [content]) == code
    assert refused(Missing, house.threads.read, "t-1") == "thread_unknown"


def test_too_many_pictures_are_refused(house: House) -> None:
    send = house.threads.send
    assert refused(Invalid, send, "t-1", "x", "requester-1", None, [photo()] * 5) == (
        "photos_too_many"
    )


def test_a_message_with_its_picture_is_heard_once(house: House) -> None:
    sent(house)
    sent(house)
    assert len(house.threads.read("t-1").messages) == 1


def test_a_rehearsal_has_the_picture_too(house: House) -> None:
    (digest,) = sent(house).photos
    advance(house, "t-1")
    fork_id = house.threads.fork("t-1", by="requester-1")
    advance(house, fork_id)
    said = house.threads.read(fork_id).messages[0]
    assert (said.speaker, said.photos) == (Speaker.USER, (digest,))


def test_a_model_that_sees_is_given_the_picture(tmp_path: Path, world: Path) -> None:
    last = asked_with(tmp_path, SEEING, "what is this?")[-1]
    words, picture = last.content
    assert words == {"type": "text", "text": "what is this?"}
    assert isinstance(picture, dict)
    assert (picture["type"], picture["mime_type"]) == ("image", "image/jpeg")
    assert picture["base64"]


def test_of_many_pictures_a_model_is_given_the_newest(tmp_path: Path, world: Path) -> None:
    # Each is another picture: one digest would be shown wherever it stands.
    heard = asked_with(tmp_path, SEEING, "a")
    assert sum(isinstance(message.content, list) for message in heard) == 1
    with open_test_house(tmp_path / "two", model="tests.graph.test_pictures:SEEING") as house:
        for number in range(PICTURES_SHOWN + 2):
            sent(house, f"n{number}", _plain(number), message_id=f"m-{number}")
        advance(house, "t-1")
    said = [message for message in SEEING.prompts[-1] if message.type == "human"]
    assert [isinstance(message.content, list) for message in said] == [False] * 2 + [True] * 4
    assert str(said[0].content) == f"n0\n\n{UNSEEN}"


def test_a_model_that_cannot_see_is_told_that_there_was_something(
    tmp_path: Path, world: Path
) -> None:
    assert asked_with(tmp_path, BLINDED, "what is this?")[-1].content == (
        f"what is this?\n\n{UNSEEN}"
    )


def test_the_practice_model_says_that_it_cannot_see(tmp_path: Path, world: Path) -> None:
    with open_test_house(tmp_path / "home", model="", tools="") as house:
        say(house, "Which orders are shipped?")
        without = house.threads.read("t-1").messages[-1].text
        house.threads.send("t-2", "Which orders are shipped?", "requester-1", None, [photo()])
        advance(house, "t-2")
        assert house.threads.read("t-2").messages[-1].text == f"{without}\n\n{BLIND}"


def test_the_reviewer_still_reads_what_the_requester_wrote_beside_a_picture(house: House) -> None:
    sent(house, '[[{"name": "pay", "args": {"to": "ann", "amount_minor": 5}}]]')
    advance(house, "t-1")
    (request,) = house.desk.open_requests(by="reviewer-1")
    read = house.desk.read(request.id, by="reviewer-1")
    assert read.said is not None
    assert read.said.text.startswith("[[")


def _plain(number: int) -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (40 + number, 30), (number * 30, 90, 90)).save(drawn, "PNG")
    return drawn.getvalue()
