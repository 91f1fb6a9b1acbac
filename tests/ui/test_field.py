"""Field: what is offered, taken, proved and given back; nothing chosen or typed is lost."""

from datetime import timedelta
from typing import Any

import pytest

from domain.errors import Conflict, Invalid, Unavailable
from domain.task import TaskKind
from tests.fakes.photos import photo
from tests.ui.fieldwork import OMAR, FieldClient, held, proof, task
from tests.ui.staging import click, labels, markdown, part, parts, rerun, staged, texts
from tests.ui.values import HOSTILE, NOW
from ui.parts.words import milliseconds
from ui.screens import field

IMAGE = ("window.jpg", photo(), "image/jpeg")
BROKEN = "This file is no photo that can be read, or it is broken."


def opened(*tasks: Any, **query: str) -> tuple[FieldClient, Any]:
    client = FieldClient(*tasks)
    return client, staged(field.show, client, OMAR, **query)


def add(stage: Any, *files: tuple[str, bytes, str]) -> Any:
    stage.file_uploader[0].set_value(list(files)).run()
    assert not stage.exception, stage.exception
    return stage


def offered(stage: Any) -> list[str]:
    return [data["place"] for kind, data in parts(stage) if kind == "offer"]


def test_nothing_offered_and_nothing_in_hand_is_friendly() -> None:
    _, stage = opened()
    assert [each.value for each in stage.subheader] == [
        "Offers",
        "Nothing is offered now",
        "Nothing in your hands",
    ]


def test_an_offer_says_what_where_until_when_and_for_how_much() -> None:
    _, stage = opened(task(deadline=NOW + timedelta(hours=1)))
    data = part(stage, "offer")
    assert (data["words"], data["place"], data["reward"]) == (
        "Photo",
        "Harbour Street tsk_1",
        "€12.00",
    )
    assert data["until"] == milliseconds(NOW + timedelta(hours=1))
    assert data["text"] == "Photograph the shop window."


def test_without_a_reward_none_is_shown() -> None:
    _, stage = opened(task(reward_minor=0))
    assert part(stage, "offer")["reward"] == ""


def test_a_task_that_is_taken_is_open_at_once() -> None:
    client, stage = opened(task(), task("tsk_2"))
    stage.button(key="take tsk_2").click().run()
    assert client.calls == [("claim", "tsk_2")]
    assert part(stage, "headline")["title"] == "Harbour Street tsk_2"
    assert stage.query_params["task"] == "tsk_2"
    assert {"Send proof", "Give it back"} <= set(labels(stage))


def test_who_comes_too_late_is_told_who_was_first_where_they_tapped() -> None:
    client, stage = opened(task(), task("tsk_2", deadline=NOW + timedelta(hours=9)))
    client.refusal = Conflict("task_taken", "operator-2 was first; take another task.")
    client.tasks["tsk_1"] = task(state="claimed", operator="operator-2")
    stage.button(key="take tsk_1").click().run()
    assert offered(stage) == ["Harbour Street tsk_1", "Harbour Street tsk_2"]
    assert "operator-2 was first; take another task." in texts(stage)
    assert labels(stage) == ["Take it"]


def test_offers_are_filtered_by_kind_and_place() -> None:
    client, stage = opened(task(), task("tsk_2", kind="pickup"))
    stage.selectbox[0].set_value(TaskKind.PICKUP).run()
    stage.text_input[0].set_value(" Harbour ").run()
    assert client.looked_for == ("pickup", "Harbour")
    assert offered(stage) == ["Harbour Street tsk_2"]
    stage.text_input[0].set_value("Mill Lane").run()
    assert "No offer fits" in [each.value for each in stage.subheader]
    click(stage, "Show all offers")
    assert len(offered(stage)) == 2


def test_a_long_list_is_shown_piece_by_piece() -> None:
    _, stage = opened(*(task(f"tsk_{number}") for number in range(20)))
    assert len(offered(stage)) == 12
    click(stage, "Show more of 20 offers")
    assert len(offered(stage)) == 20


def test_a_link_puts_its_offer_first() -> None:
    late = task("tsk_2", deadline=NOW + timedelta(days=2))
    _, stage = opened(task(), late, task="tsk_2")
    assert offered(stage)[0] == "Harbour Street tsk_2"


def test_a_link_to_nothing_says_so() -> None:
    _, stage = opened(task(), task="tsk_9")
    assert any("not offered any more" in text for text in texts(stage))
    assert offered(stage) == ["Harbour Street tsk_1"]


def test_a_proof_goes_with_its_photos_and_note() -> None:
    client, stage = opened(held())
    add(stage, IMAGE, IMAGE)
    stage.text_area[0].set_value("It was open.").run()
    click(stage, "Send proof")
    assert client.calls == [("submit_proof", "tsk_1", [photo(), photo()], "It was open.", "")]
    assert "A reviewer looks at it" in markdown(stage)
    assert "Send proof" not in labels(stage)


def test_a_refused_proof_stays_as_it_was() -> None:
    client, stage = opened(held())
    add(stage, ("window.jpg", b"no photo", "image/jpeg"))
    assert "No preview: window.jpg" in texts(stage)
    stage.text_area[0].set_value("It was open.").run()
    client.refusal = Invalid("photo_unreadable", BROKEN)
    click(stage, "Send proof")
    assert BROKEN in texts(stage)
    assert stage.text_area[0].value == "It was open."
    assert client.tasks["tsk_1"].state == "claimed"
    client.refusal = None
    click(stage, "Send proof")
    assert client.calls[0] == client.calls[1]
    assert BROKEN not in texts(stage)


def test_photos_and_words_survive_a_look_at_another_task() -> None:
    client, stage = opened(held(), held("tsk_2"))
    add(stage, IMAGE)
    stage.text_area[0].set_value("It was open.").run()
    stage.query_params["task"] = "tsk_2"
    assert rerun(stage).text_area[0].value == ""
    stage.query_params["task"] = "tsk_1"
    assert rerun(stage).text_area[0].value == "It was open."
    add(stage, ("second.jpg", photo(colour="blue"), "image/jpeg"))
    click(stage, "Send proof")
    assert client.calls[0][2] == [photo(), photo(colour="blue")]


def test_photos_added_before_can_be_removed() -> None:
    client, stage = opened(held(), held("tsk_2"))
    add(stage, IMAGE)
    for name in ("tsk_2", "tsk_1"):
        stage.query_params["task"] = name
        rerun(stage)
    click(stage, "Remove the photo added before")
    click(stage, "Send proof")
    assert client.calls[0][2] == []


def test_a_rejected_proof_says_why_and_begins_with_an_empty_page() -> None:
    client, stage = opened(held())
    stage.text_area[0].set_value("It was open.").run()
    click(stage, "Send proof")
    client.tasks["tsk_1"] = held(feedback="Too dark.", proofs=[proof()])
    rerun(stage)
    assert "Your last proof was not accepted" in markdown(stage)
    assert "Too dark." in texts(stage)
    assert stage.text_area[0].value == ""


def test_giving_back_is_asked_once_more() -> None:
    client, stage = opened(held())
    click(click(stage, "Give it back"), "Keep it")
    assert client.calls == []
    click(click(stage, "Give it back"), "Yes, give it back")
    assert client.calls == [("give_back", "tsk_1")]
    assert offered(stage) == ["Harbour Street tsk_1"]
    assert "Give it back" not in labels(stage)


def test_a_task_taken_again_begins_with_an_empty_page() -> None:
    client, stage = opened(held())
    add(stage, IMAGE)
    stage.text_area[0].set_value("It was open.").run()
    click(click(stage, "Give it back"), "Yes, give it back")
    click(click(stage, "Take it"), "Send proof")
    assert client.calls[-1][2:4] == ([], "")


def test_the_open_task_stays_when_it_ends_or_others_come() -> None:
    client, stage = opened(held("tsk_2"))
    client.tasks = {"tsk_1": held(), "tsk_2": held("tsk_2", "withdrawn")}
    rerun(stage)
    assert part(stage, "headline")["title"] == "Harbour Street tsk_2"
    assert "The requester does not need this any more." in texts(stage)


@pytest.mark.parametrize(
    ("state", "words"),
    [("proven", "A reviewer looks at it"), ("done", "Done"), ("expired", "The time ran out")],
)
def test_each_state_says_what_it_means(state: str, words: str) -> None:
    _, stage = opened(held(state=state, proofs=[proof()]), task="tsk_1")
    assert words in markdown(stage)
    assert "Send proof" not in labels(stage)
    assert "It was open." in texts(stage)


def test_what_ended_lately_is_listed() -> None:
    _, stage = opened(held(), held("tsk_2", "done"), held("tsk_3", "expired"))
    listed = [data for kind, data in parts(stage) if kind == "rows"]
    assert [row["note"] for row in listed[-1]["rows"]] == ["accepted", "time ran out"]


def test_a_silent_server_takes_nothing_away() -> None:
    client, stage = opened(held())
    stage.text_area[0].set_value("It was open.").run()
    client.silence = Unavailable("server_silent", "The server does not answer.")
    rerun(stage)
    assert "The server does not answer." in texts(stage)
    assert stage.text_area[0].value == "It was open."


def test_hostile_text_is_never_markdown() -> None:
    hostile = {"description": HOSTILE, "location": HOSTILE, "requested_by": HOSTILE}
    mine = held("tsk_2", feedback=HOSTILE, proofs=[proof(note=HOSTILE)], **hostile)
    client, stage = opened(task(**hostile), mine, held("tsk_3", "done", **hostile))
    add(stage, (f"{HOSTILE}.jpg", b"x", "image/jpeg"))
    client.refusal = Invalid("x", HOSTILE)
    click(stage, "Send proof")
    for sign in ("<script", "](", "://", "**bold", ":red[red", "`code"):
        assert sign not in markdown(stage), sign
    assert HOSTILE in texts(stage)
