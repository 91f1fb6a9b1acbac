"""Deciding from a terminal: every answer, every dialect, and what is refused."""

import json
from pathlib import Path

import pytest

from domain.request import RequestState
from graph.house import House
from tests.fakes.houses import advance, asked, say
from tests.fakes.model import script
from tests.fakes.world import happened
from tests.server.commands.calls import Terminal

BY = ("--as", "reviewer-1")


@pytest.fixture
def waiting(house: House) -> str:
    """The id of a request to pay ann."""
    say(house, script([("pay", {"to": "ann", "amount_minor": 500})]))
    return asked(house).id


def test_an_approval_runs_what_was_shown(call: Terminal, house: House, waiting: str) -> None:
    said = call("decide", waiting, "approve", *BY, "--version", "1")
    assert (said.code, said.out) == (0, f"{waiting} is decided.\n")
    advance(house, "t-1")
    assert happened() == ["pay ann 500"]


def test_an_edit_names_arguments_alone(call: Terminal, house: House, waiting: str) -> None:
    changed = json.dumps({"to": "ann", "amount_minor": 400})
    assert call("decide", waiting, "edit", *BY, "--arguments", changed).code == 0
    advance(house, "t-1")
    assert happened() == ["pay ann 400"]


def test_a_rejection_keeps_message_and_reason(call: Terminal, house: House, waiting: str) -> None:
    call("decide", waiting, "reject", *BY, "--message", "too much", "--reason", "wrong_amount")
    outcome = house.desk.read(waiting).outcome
    assert outcome is not None
    assert (outcome.type, outcome.message, outcome.reason_code) == (
        "reject",
        "too much",
        "wrong_amount",
    )


@pytest.mark.parametrize(
    "dialect",
    ['{"type": "approve"}', '{"decisions": [{"type": "approve"}]}', '[{"type":"accept"}]'],
)
def test_json_is_read_in_any_dialect(
    call: Terminal, house: House, waiting: str, dialect: str
) -> None:
    assert call("decide", waiting, *BY, "--json", dialect).data["state"] == "decided"
    assert house.desk.read(waiting).state is RequestState.DECIDED


def test_json_may_come_from_a_file(
    call: Terminal, house: House, waiting: str, tmp_path: Path
) -> None:
    file = tmp_path / "decision.json"
    file.write_text('{"type": "reject", "message": "no"}')
    assert call("decide", waiting, *BY, "--json", f"@{file}").code == 0
    assert house.desk.read(waiting).state is RequestState.DECIDED


def test_a_form_is_answered_with_content(call: Terminal, house: House) -> None:
    say(house, script([("lose", {"what": "parcel"})]))
    content = '{"happened": true}'
    said = call("decide", asked(house).id, "answer", *BY, "--content", content)
    assert said.code == 0
    assert house.desk.open_requests() == []


@pytest.mark.parametrize(
    "words",
    [
        ("approve", "--as", "requester-1"),
        ("approve", "--as", "operator-1"),
        ("approve", "--as", "nobody"),
        ("approve", *BY, "--version", "7"),
        ("order", *BY),
        ("answer", *BY, "--content", "{}"),
        ("edit", *BY),
        ("edit", *BY, "--arguments", "{broken"),
        ("edit", *BY, "--arguments", "[]"),
        ("edit", *BY, "--arguments", '{"to": "ann"}'),
        ("edit", *BY, "--arguments", '{"to": "ann", "amount_minor": NaN}'),
        ("edit", *BY, "--arguments", '{"to": "\\ud800", "amount_minor": 1}'),
        ("edit", *BY, "--arguments", "[" * 100_000),
        ("edit", *BY, "--arguments", "@/nowhere/at/all"),
        ("edit", *BY, "--arguments", "@/"),
        ("edit", *BY, "--arguments", "@a\x00b"),
        ("approve", *BY, "--json", "{}"),
        (*BY, "--json", "{}"),
        (*BY, "--json", '"approve"'),
        (*BY, "--json", '{"type": "approve"}', "--message", "x"),
        BY,
    ],
)
def test_a_mistake_is_one_sentence_and_decides_nothing(
    call: Terminal, house: House, waiting: str, words: tuple[str, ...]
) -> None:
    before = house.desk.read(waiting)
    assert call.refused("decide", waiting, *words)
    assert house.desk.read(waiting) == before


def test_who_comes_second_is_told_who_was_first(call: Terminal, house: House, waiting: str) -> None:
    house.desk.decide(waiting, {"type": "reject"}, by="reviewer-2")
    assert call.refused("decide", waiting, "approve", *BY).startswith("reviewer-2 has already")


def test_a_word_that_is_no_answer_is_misuse(call: Terminal, waiting: str) -> None:
    assert call("decide", waiting, "perhaps", *BY).code == 2
