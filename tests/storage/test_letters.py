"""test_letters: mail is heard once, the transcript only grows."""

import sqlite3

import pytest

from domain.errors import Invalid
from domain.ids import checked_id
from domain.thread import Speaker, ThreadStatus
from storage import mail, threads, transcript
from storage.unit import Storage, Unit


def say(unit: Unit, message_id: str, text: str = "hello", seq: int = 0) -> bool:
    return transcript.append(
        unit,
        "t-1",
        message_id,
        speaker=Speaker.USER,
        by="ann",
        turn=1,
        step=1,
        body={"text": text},
        at=seq,
    )


def test_mail_with_the_same_message_id_is_heard_once(storage: Storage) -> None:
    with storage.unit("test") as unit:
        assert mail.post(unit, "t-1", "m-1", "ann", "first", 1)
        assert not mail.post(unit, "t-1", "m-1", "ann", "other words", 2)
        letters = mail.above(unit, "t-1", 0)
    assert [(letter["seq"], letter["text"]) for letter in letters] == [(1, "first")]


def test_mail_is_numbered_without_gaps_and_read_above_a_number(storage: Storage) -> None:
    for number in range(1, 6):
        with storage.unit("test") as unit:
            mail.post(unit, "t-1", f"m-{number}", "ann", str(number), number)
            mail.post(unit, "t-1", f"m-{number}", "ann", str(number), number)
    with storage.view() as unit:
        assert [letter["seq"] for letter in mail.above(unit, "t-1", 0)] == [1, 2, 3, 4, 5]
        assert [letter["text"] for letter in mail.above(unit, "t-1", 3)] == ["4", "5"]
        assert mail.above(unit, "t-1", 5) == []


def test_the_same_message_id_in_another_thread_is_another_message(storage: Storage) -> None:
    with storage.unit("test") as unit:
        threads.create(unit, "t-2", "ann", "", 0)
        assert mail.post(unit, "t-1", "m-1", "ann", "one", 1)
        assert mail.post(unit, "t-2", "m-1", "ann", "two", 1)


def test_mail_wakes_its_thread_and_no_other(storage: Storage) -> None:
    with storage.unit("test") as unit:
        threads.create(unit, "t-2", "ann", "", 0)
        mail.post(unit, "t-1", "m-1", "ann", "hello", 1)
        assert threads.due(unit, 1, 10) == ["t-1"]


def test_the_transcript_takes_a_message_once_and_keeps_the_first_words(storage: Storage) -> None:
    with storage.unit("test") as unit:
        assert say(unit, "m-1", "first")
        assert not say(unit, "m-1", "second")
        assert say(unit, "m-2", "third")
        said = transcript.window(unit, "t-1", 10)
    assert [message.text for message in said] == ["first", "third"]


def test_the_window_shows_the_last_messages_oldest_first(storage: Storage) -> None:
    with storage.unit("test") as unit:
        for number in range(9):
            say(unit, f"m-{number}", str(number))
        assert [m.text for m in transcript.window(unit, "t-1", 3)] == ["6", "7", "8"]
        assert transcript.window(unit, "t-1", 0) == []


@pytest.mark.parametrize("text", ["", "ümläut 🙂", 'quote " and \\', "line\nbreak", "nul\x00nul"])
def test_words_come_back_as_they_went_in(storage: Storage, text: str) -> None:
    with storage.unit("test") as unit:
        say(unit, "m-1", text)
    with storage.view() as unit:
        assert transcript.window(unit, "t-1", 1)[0].text == text


def test_no_message_that_a_client_may_name_can_stand_for_an_answer_or_a_result() -> None:
    for name in (transcript.answer_id(1, 1), transcript.result_id("call_1_1_1")):
        with pytest.raises(Invalid):
            checked_id(name, "message")


def test_a_message_of_an_unknown_thread_is_refused(storage: Storage) -> None:
    with pytest.raises(sqlite3.IntegrityError), storage.unit("test") as unit:
        transcript.append(
            unit, "t-9", "m", speaker=Speaker.USER, by="ann", turn=1, step=1, body={}, at=0
        )


def test_a_thread_begins_once_and_is_listed_by_its_owner(storage: Storage) -> None:
    with storage.unit("test") as unit:
        assert not threads.create(unit, "t-1", "rob", "other", 9)
        threads.create(unit, "t-2", "rob", "robs", 5)
        row = threads.find(unit, "t-1")
        assert row is not None
        assert (row["owner"], row["status"]) == ("ann", ThreadStatus.IDLE)
        assert [row["id"] for row in threads.listed(unit, None, 10)] == ["t-2", "t-1"]
        assert [row["id"] for row in threads.listed(unit, "ann", 10)] == ["t-1"]
        assert threads.find(unit, "t-9") is None
