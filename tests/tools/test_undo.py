"""test_undo: where the arguments come from with which an effect is taken back."""

from typing import Any

import pytest

from domain.errors import Invalid
from tools.undo import Undo, filled_in

UNDO = Undo(
    tool="rename",
    arguments={"record": "argument.record", "name": "result.previous.name"},
)


def test_they_come_from_the_call_and_from_its_answer() -> None:
    answer = '{"previous": {"name": "old"}, "record": 9}'
    assert filled_in(UNDO, {"record": 7}, answer) == {"record": 7, "name": "old"}


@pytest.mark.parametrize("value", [None, 0, "", False, [], {}])
def test_an_empty_value_is_a_value(value: Any) -> None:
    undo = Undo(tool="rename", arguments={"record": "argument.record"})
    assert filled_in(undo, {"record": value}, "") == {"record": value}


def test_an_argument_with_a_dot_in_its_name_is_one_argument() -> None:
    undo = Undo(tool="rename", arguments={"record": "argument.a.b"})
    assert filled_in(undo, {"a.b": 7, "a": {"b": 8}}, "") == {"record": 7}


@pytest.mark.parametrize(
    "answer",
    [
        "renamed",
        "",
        "[1, 2]",
        "null",
        "7",
        '{"previous": "old"}',
        '{"previous": {}}',
        '{"previous": {"name": "old"}',
    ],
)
def test_what_nobody_said_is_not_guessed(answer: str) -> None:
    with pytest.raises(Invalid, match="Nothing says name") as refused:
        filled_in(UNDO, {"record": 7}, answer)
    assert refused.value.code == "undo_incomplete"


def test_an_answer_in_words_is_enough_where_the_call_says_it_all() -> None:
    undo = Undo(tool="unpublish", arguments={"record": "argument.record"})
    assert filled_in(undo, {"record": 7}, "published") == {"record": 7}
