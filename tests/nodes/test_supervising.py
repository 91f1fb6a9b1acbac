"""test_supervising: a new tool is looked at until it has shown enough, and a changed one anew."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from langchain_core.tools import StructuredTool

from graph.house import House
from nodes.supervising import is_new
from policy.rules import enact
from storage.unit import Storage
from tests.fakes.houses import advance, asked, open_test_house
from tests.fakes.model import script
from tests.fakes.papers import LAW_TEXT, action
from tests.fakes.world import happened, note
from tools.catalogue import tool_of

DECISIONS = 3


def watching(proven: str = "[]") -> str:
    """The default law with supervision."""
    _, _, rest = LAW_TEXT.partition("[supervision]")
    _, bracket, after = rest.partition("[calibration]")
    table = f"[supervision]\ndecisions = {DECISIONS}\nagreement = 0.7\nproven = {proven}\n\n"
    return LAW_TEXT.split("[supervision]", maxsplit=1)[0] + table + bracket + after


@pytest.fixture
def house(tmp_path: Path, world: Path) -> Iterator[House]:
    """A house whose law wants three decisions of each tool."""
    path = tmp_path / "law.toml"
    path.write_text(watching())
    with open_test_house(tmp_path / "home", policy=path) as opened:
        yield opened


def propose(house: House, number: int) -> str:
    """Let the agent propose a note in a thread of its own."""
    thread_id = f"t-{number}"
    proposed = script([("note", {"text": str(number)}), ("look", {"what": "x"})])
    house.threads.send(thread_id, proposed, by="requester-1")
    advance(house, thread_id)
    return thread_id


def settle(house: House, number: int, decision: dict[str, object]) -> None:
    thread_id = propose(house, number)
    assert [reason.code for reason in asked(house).reasons] == ["supervised"]
    house.desk.decide(asked(house).id, decision, by="reviewer-1")
    advance(house, thread_id)


APPROVE: dict[str, object] = {"type": "approve"}
REJECT: dict[str, object] = {"type": "reject", "message": "no"}


def test_after_enough_agreement_it_goes_alone(house: House) -> None:
    for number in range(DECISIONS):
        settle(house, number, APPROVE)
    propose(house, 9)
    assert house.desk.open_requests() == []
    assert happened() == ["note 0", "note 1", "note 2", "note 9"]


def test_what_was_changed_or_refused_proves_nothing(house: House) -> None:
    edit: dict[str, object] = {"type": "edit", "name": "note", "arguments": {"text": "mended"}}
    for number, decision in enumerate((APPROVE, edit, REJECT)):
        settle(house, number, decision)
    propose(house, 9)
    assert [reason.code for reason in asked(house).reasons] == ["supervised"]


def test_what_nobody_decided_proves_nothing(house: House) -> None:
    for number in range(DECISIONS + 1):
        propose(house, number)
    assert len(house.desk.open_requests()) == DECISIONS + 1


def test_a_tool_that_changed_starts_anew(house: House, storage: Storage) -> None:
    for number in range(DECISIONS):
        settle(house, number, APPROVE)
    tool = house.rooms.catalogue.find("note")
    assert tool is not None
    renewed = tool_of(StructuredTool.from_function(note, description="Other words."))
    assert renewed.fingerprint != tool.fingerprint
    with house.rooms.storage.view() as unit:
        known = action(risk=tool.risk, fingerprint=tool.fingerprint)
        changed = action(risk=tool.risk, fingerprint=renewed.fingerprint)
        assert not is_new(unit, house.rooms.law, known)
        assert is_new(unit, house.rooms.law, changed)


def test_the_rows_are_asked_only_where_it_matters(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_of: list[str] = []
    monkeypatch.setattr(
        "nodes.supervising.records.agreements", lambda unit, name, *_: asked_of.append(name) or []
    )
    reading = action(name="look").risk.model_copy(update={"read_only": True})  # type: ignore[union-attr]
    with storage.view() as unit:
        strict, lax = enact(watching('["note"]'), "law"), enact(LAW_TEXT, "law")
        assert not is_new(unit, strict, action())
        assert not is_new(unit, strict, action(name="look", risk=reading))
        assert not is_new(unit, lax, action(name="note"))
        assert asked_of == []
        assert is_new(unit, strict, action(name="pay"))
        assert is_new(unit, strict, action(name="mystery", risk=None))
    assert asked_of == ["pay", "mystery"]
