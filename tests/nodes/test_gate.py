"""test_gate: every proposed call gets a verdict or an answer, whatever the model writes."""

import json
from pathlib import Path
from typing import Any

import pytest

from graph.house import House
from storage import audit, requests, verdicts
from storage.rows import unpacked
from tests.fakes.houses import advance, heard, open_test_house, say
from tests.fakes.model import script
from tests.fakes.world import happened

PAY = ("pay", {"to": "ann", "amount_minor": 500})


def judged(house: House) -> list[dict[str, Any]]:
    with house.rooms.storage.view() as unit:
        return verdicts.of_thread(unit, "t-1")


@pytest.mark.parametrize(
    "call",
    [
        ("nothing", {}),
        ("", {}),
        ("pay", {}),
        ("pay", {"to": "ann", "amount_minor": "ninety"}),
        ("pay", {"to": "ann", "amount_minor": 5, "currency": "EUR"}),
        ("pay", {"to": ["ann"], "amount_minor": 5}),
        ("pay", {"to": "ann", "amount_minor": 2**53}),
        ("note", {"text": None}),
        ("post", {"text": "x", "idempotency_key": "mine"}),
    ],
)
def test_a_call_that_can_be_no_action_is_answered_and_never_judged(
    house: House, call: tuple[str, dict[str, Any]]
) -> None:
    say(house, script([call]))
    assert len(heard(house)) == 1
    assert (judged(house), happened()) == ([], [])
    assert house.threads.read("t-1").status == "idle"


def test_arguments_that_were_not_readable_are_answered_with_what_came(
    tmp_path: Path, world: Path
) -> None:
    with open_test_house(tmp_path / "home", model="tests.fakes.models:MumblingModel") as house:
        say(house, "hello")
        assert "not json" in heard(house)[0]
        assert judged(house) == []


def test_the_good_calls_of_a_step_run_beside_the_bad_ones(house: House) -> None:
    say(house, script([("nothing", {}), ("note", {"text": "a"}), ("note", {})]))
    assert happened() == ["note a"]
    assert len(heard(house)) == 3


def test_numbers_that_came_as_text_run_as_numbers(house: House) -> None:
    say(house, script([("pay", {"to": "ann", "amount_minor": "99"})]))
    (request,) = house.desk.open_requests()
    assert request.action.arguments == {"to": "ann", "amount_minor": 99}


@pytest.mark.parametrize(
    ("confidence", "kept"),
    [(0.7, 0.7), (1, 1.0), ("sure", 0.0), (2, 0.0), (-1, 0.0), (True, 0.0), (None, None)],
)
def test_the_agents_own_words_are_kept_apart_from_the_arguments(
    house: House, confidence: Any, kept: float | None
) -> None:
    extra = {"_rationale": "it helps", "_confidence": confidence}
    say(house, script([("note", {"text": "a", **extra})]))
    (row,) = judged(house)
    assert unpacked(row["arguments"]) == {"text": "a"}
    assert (row["rationale"], unpacked(row["confidence"])) == ("it helps", kept)


def test_a_verdict_is_audited_before_its_action_begins(house: House) -> None:
    say(house, script([("note", {"text": "a"})]))
    with house.rooms.storage.view() as unit:
        rows = audit.read(unit, "thread:t-1")
    assert [row["event"] for row in rows] == ["verdict", "effect.started", "effect.done"]
    payload = unpacked(rows[0]["payload"])
    assert payload["policy_version"] == house.rooms.law.version
    assert payload["thresholds"]["act"] == 0.85


def test_what_the_law_refuses_is_answered_and_reaches_no_desk(tmp_path: Path, world: Path) -> None:
    text = (Path(__file__).parents[2] / "policy" / "default.toml").read_text(encoding="utf-8")
    strict = tmp_path / "strict.toml"
    strict.write_text(text.replace('physical = "review"', 'physical = "refuse"'))
    strict.write_text(
        strict.read_text().replace(
            'irreversible_external = "review"', 'irreversible_external = "refuse"'
        )
    )
    with open_test_house(tmp_path / "home", policy=strict) as house:
        say(house, script([PAY]))
        assert "law refuses" in heard(house)[0]
        assert (house.desk.open_requests(), happened()) == ([], [])
        assert house.threads.read("t-1").plan[0].status == "refused"


def test_what_was_done_already_is_reviewed_as_a_repeat(house: House) -> None:
    say(house, script([("note", {"text": "a"})], [("note", {"text": "a"})]))
    (request,) = house.desk.open_requests()
    assert [reason.code for reason in request.reasons] == ["repeat"]
    assert happened() == ["note a"]


def test_the_same_action_in_another_turn_is_a_repeat_and_in_another_thread_is_not(
    house: House,
) -> None:
    for thread in ("t-1", "t-1", "t-2"):
        say(house, script([("note", {"text": "a"})]), thread_id=thread)
    (request,) = house.desk.open_requests()
    assert request.thread_id == "t-1"
    assert happened() == ["note a", "note a"]


def test_what_may_have_happened_is_reviewed_as_in_doubt(house: House) -> None:
    say(house, script([("lose", {"what": "a"})], [("lose", {"what": "a"})]))
    (question,) = house.desk.open_requests()
    house.desk.decide(question.id, {"action": "accept", "content": {"happened": True}}, "lead-1")
    advance(house, "t-1")
    (request,) = house.desk.open_requests()
    assert [reason.code for reason in request.reasons] == ["repeat"]


def test_a_verdict_stands_when_the_gate_is_entered_again(tmp_path: Path, world: Path) -> None:
    def die_once(name: str) -> None:
        if name == "after commit of verdicts" and not died:
            died.append(name)
            raise RuntimeError(name)

    died: list[str] = []
    with open_test_house(tmp_path / "home", boundary=die_once) as house:
        say(house, script([PAY, ("note", {"text": "a"})]))
        advance(house, "t-1")
        assert died
        assert len(judged(house)) == 2
        with house.rooms.storage.view() as unit:
            assert len(requests.of_thread(unit, "t-1")) == 1
        assert happened() == ["note a"]


def test_a_step_has_at_most_as_many_calls_as_a_person_can_read(house: House) -> None:
    say(house, script([("note", {"text": str(number)}) for number in range(40)]))
    assert len(happened()) == 32
    assert json.dumps(heard(house)).count("noted") == 32


@pytest.mark.parametrize(("amount", "route"), [(5, "review"), (2_000, "lead"), (50_000, "two")])
def test_a_strange_tool_asks_by_what_it_looks_like(
    tmp_path: Path, world: Path, amount: int, route: str
) -> None:
    strangers = "tests.fakes.world:STRANGERS"
    with open_test_house(tmp_path / "strange", tools=strangers) as house:
        say(house, script([("transfer_funds", {"account": "DE89", "amount": amount})]))
        (waiting,) = house.desk.open_requests()
        assert waiting.route == route
        assert waiting.reasons[0].code == "unknown_tool"
        assert happened() == []
