"""test_checkpoints: fenced, pruned, plain and as small at the sixtieth turn as at the third."""

from typing import Any

import pytest
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import empty_checkpoint
from langgraph.checkpoint.serde.types import INTERRUPT
from langgraph.types import Interrupt, Send

from domain.errors import Conflict
from graph.house import House
from storage import leases
from storage.checkpoints import EPOCH_KEY, FencedSaver
from storage.schema import CHECKPOINTS, WRITES
from storage.unit import Row, Storage
from tests.fakes.houses import advance, say
from tests.fakes.model import script

PAY = ("pay", {"to": "ann", "amount_minor": 500})


@pytest.fixture
def saver(storage: Storage) -> Any:
    """A saver on a thread whose lease has epoch 1."""
    with storage.unit("lease") as unit:
        leases.take(unit, "t-1", "a/1", 0, 1000)
    opened = FencedSaver(storage)
    yield opened
    opened.close()


def config(epoch: object = 1, thread_id: str = "t-1") -> RunnableConfig:
    named = {"thread_id": thread_id, "checkpoint_ns": "", "checkpoint_id": "1"}
    return {"configurable": named if epoch is None else {**named, EPOCH_KEY: epoch}}


def rows(storage: Storage, table: Any = CHECKPOINTS) -> list[Row]:
    with storage.view() as unit:
        return unit.rows(table.select().where(table.c.thread_id == "t-1"))


@pytest.mark.parametrize(
    ("epoch", "code"),
    [(None, "lease_missing"), ("1", "lease_missing"), (0, "lease_lost"), (2, "lease_lost")],
)
def test_nothing_is_written_without_the_current_epoch(
    saver: FencedSaver, storage: Storage, epoch: object, code: str
) -> None:
    for write in (
        lambda: saver.put(config(epoch), empty_checkpoint(), {}, {}),
        lambda: saver.put_writes(config(epoch), [(INTERRUPT, "wait")], "task"),
    ):
        with pytest.raises(Conflict) as refused:
            write()
        assert refused.value.code == code
    assert (rows(storage), rows(storage, WRITES)) == ([], [])


def test_what_is_kept_under_the_lease_is_read_back(saver: FencedSaver) -> None:
    checkpoint = empty_checkpoint() | {"channel_values": {"turn": 3}}
    kept = saver.put(config(), checkpoint, {"source": "loop"}, {})  # type: ignore[arg-type]
    assert EPOCH_KEY not in kept["configurable"]
    saver.put_writes({"configurable": {**kept["configurable"], EPOCH_KEY: 1}}, [("a", 1)], "task")
    found = saver.get_tuple({"configurable": {**kept["configurable"], EPOCH_KEY: 1}})
    assert found is not None
    assert found.checkpoint["channel_values"] == {"turn": 3}
    assert found.pending_writes == [("task", "a", 1)]


def test_a_write_made_twice_stands_once(saver: FencedSaver, storage: Storage) -> None:
    for _ in range(2):
        saver.put_writes(config(), [("a", 1), ("b", 2)], "task")
        saver.put_writes(config(), [(INTERRUPT, "wait")], "other")
    assert len(rows(storage, WRITES)) == 3


def test_whoever_invokes_the_graph_by_hand_changes_nothing(house: House) -> None:
    say(house, script([PAY]))
    before = rows(house.rooms.storage), rows(house.rooms.storage, WRITES)
    by_hand: RunnableConfig = {"configurable": {"thread_id": "t-1"}}
    with pytest.raises(Conflict):
        house.graph.update_state(by_hand, {"turn": 9})
    assert (rows(house.rooms.storage), rows(house.rooms.storage, WRITES)) == before


def test_a_new_turn_prunes_what_came_before_it(house: House) -> None:
    counts = []
    for _ in range(4):
        say(house, script([("look", {"what": "x"})]))
        counts.append((len(rows(house.rooms.storage)), len(rows(house.rooms.storage, WRITES))))
    assert counts[1:] == [counts[1]] * 3


def plain(value: Any) -> bool:
    """Whether a value is plain data through and through; LangGraph's envelopes are opened."""
    if isinstance(value, Send):
        return plain(value.arg)
    if isinstance(value, Interrupt):
        return plain(value.value)
    if type(value) is dict:
        return all(type(key) is str and plain(inner) for key, inner in value.items())
    if type(value) in (list, tuple):
        return all(plain(inner) for inner in value)
    return value is None or type(value) in (str, int, float, bool)


def test_a_checkpoint_holds_plain_data_only(house: House) -> None:
    say(
        house,
        script([("note", {"text": "a"}), PAY, ("lose", {"what": "b"}), ("look", {"what": "c"})]),
    )
    serde = FencedSaver(house.rooms.storage)
    kept = [(row["type"], row["checkpoint"]) for row in rows(house.rooms.storage)] + [
        (row["type"], row["value"]) for row in rows(house.rooms.storage, WRITES)
    ]
    serde.close()
    assert len(kept) >= 4
    for typed in kept:
        assert plain(serde.serde.loads_typed(typed)), typed


def test_a_checkpoint_speaks_of_rows_and_never_repeats_what_they_say(house: House) -> None:
    secret = "nobody but the rows knows this"
    say(house, script([("look", {"what": secret}), ("note", {"text": secret})]))
    blobs = [row["checkpoint"] for row in rows(house.rooms.storage)]
    assert not any(secret.encode() in blob for blob in blobs)


def size(house: House) -> int:
    kept = rows(house.rooms.storage)
    written = rows(house.rooms.storage, WRITES)
    return sum(len(row["checkpoint"]) + len(row["metadata"]) for row in kept) + sum(
        len(row["value"]) for row in written
    )


def test_the_size_of_a_checkpoint_does_not_grow_with_the_thread(house: House) -> None:
    sizes = []
    for _ in range(60):
        say(house, script([("look", {"what": "x" * 1000})]))
        sizes.append(size(house))
    assert abs(sizes[59] - sizes[2]) <= 0.1 * sizes[2]
    assert advance(house, "t-1")
