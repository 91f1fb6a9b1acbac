"""Sequence: a lead's words stand where they were said, plans between question and answer."""

from datetime import timedelta

from domain.thread import Message
from tests.ui.values import NOW, message, step, thread
from ui.screens.sequence import sequence


def said(text: str, speaker: str, turn: int, seconds: int, **changed: object) -> Message:
    return message(text, speaker, turn=turn, at=NOW + timedelta(seconds=seconds), **changed)


def told(*messages: Message, turns: tuple[int, ...] = (1,), draft: str = "") -> list[str | int]:
    plan = tuple(step(turn=turn, call_id=f"call-{turn}") for turn in turns)
    given = sequence(thread(messages=messages, plan=plan, draft=draft))
    return [entry.text if isinstance(entry, Message) else entry for entry in given]


def test_a_plan_stands_between_question_and_answer() -> None:
    assert told(said("ask", "user", 1, 0), said("done", "assistant", 1, 1)) == ["ask", 1, "done"]


def test_a_lead_and_a_requester_talk_in_turns_while_the_agent_waits() -> None:
    talk = (
        said("ask", "user", 1, 0),
        said("hello", "assistant", 1, 10, by="lead-1"),
        said("I see", "assistant", 1, 12, by="lead-1"),
        said("please", "user", 0, 11, heard=False),
        said("thanks", "user", 0, 13, heard=False),
    )
    assert told(*talk) == ["ask", 1, "hello", "please", "I see", "thanks"]


def test_the_order_stays_once_the_agent_has_heard_it_all() -> None:
    talk = (
        said("ask", "user", 1, 0),
        said("hello", "assistant", 1, 10, by="lead-1"),
        said("I see", "assistant", 1, 12, by="lead-1"),
        said("please", "user", 2, 11),
        said("done", "assistant", 2, 20),
    )
    expected = ["ask", 1, "hello", "please", "I see", 2, "done"]
    assert told(*talk, turns=(1, 2)) == expected


def test_a_draft_stands_where_its_answer_will_stand() -> None:
    talk = (
        said("ask", "user", 1, 0),
        said("done", "assistant", 1, 1),
        said("more", "user", 2, 2),
        said("hello", "assistant", 2, 4, by="lead-1"),
        said("please", "user", 0, 5, heard=False),
    )
    answered = (*talk[:4], said("so be it", "assistant", 2, 6), talk[4])
    assert told(*talk, turns=(1, 2), draft="so be it") == told(*answered, turns=(1, 2))
    assert told(*talk[:3], turns=(1, 2), draft="so")[-2:] == [2, "so"]


def test_a_draft_may_stand_alone() -> None:
    assert told(draft="so") == ["so"]


def test_a_clock_set_back_moves_nothing_else() -> None:
    talk = (
        said("ask", "user", 1, 100),
        said("done", "assistant", 1, 0),
        said("more", "user", 2, 50),
    )
    assert told(*talk, turns=(1, 2)) == ["ask", 1, "done", "more", 2]
