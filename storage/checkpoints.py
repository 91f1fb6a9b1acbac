"""checkpoints: LangGraph's saver, fenced by the lease and pruned at every new turn.

A write carries the epoch of its lease (`configurable.lease_epoch`) and is refused when another
runner has the thread; without an epoch nothing can be written, so a graph that somebody invokes by
hand changes nothing.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import (
    WRITES_IDX_MAP,
    ChannelVersions,
    Checkpoint,
    CheckpointMetadata,
    CheckpointTuple,
    get_checkpoint_metadata,
)
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer
from langgraph.checkpoint.serde.types import INTERRUPT
from langgraph.checkpoint.sqlite import SqliteSaver
from sqlalchemy import bindparam, delete, insert

from domain.errors import Conflict
from storage import leases
from storage.schema import CHECKPOINTS, WRITES
from storage.unit import Storage, Unit

EPOCH_KEY = "lease_epoch"


class FencedSaver(SqliteSaver):
    """Reads as the stock saver does; writes in the house's own units, under the lease.

    Its async methods answer inline: a hop to another thread costs more than the write.
    """

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._borrowed = storage.engine.raw_connection()
        connection: Any = self._borrowed.driver_connection
        super().__init__(connection, serde=JsonPlusSerializer(allowed_msgpack_modules=None))
        self._held: dict[str, _Held] = {}
        self.is_setup = True  # the tables come from the migrations

    def close(self) -> None:
        """Give the reading connection back."""
        self._borrowed.close()

    def put(
        self,
        config: RunnableConfig,
        checkpoint: Checkpoint,
        metadata: CheckpointMetadata,
        new_versions: ChannelVersions,
    ) -> RunnableConfig:
        """Keep a checkpoint; one that begins a turn makes all before it disposable."""
        configurable = config["configurable"]
        thread_id, namespace = str(configurable["thread_id"]), configurable["checkpoint_ns"]
        kind, serialized = self.serde.dumps_typed(checkpoint)
        with self._fenced(config, "checkpoint") as unit:
            unit.insert_once(
                _INSERT_CHECKPOINT,
                thread_id=thread_id,
                checkpoint_ns=namespace,
                checkpoint_id=checkpoint["id"],
                parent_checkpoint_id=configurable.get("checkpoint_id"),
                type=kind,
                checkpoint=serialized,
                metadata=json.dumps(get_checkpoint_metadata(config, metadata)).encode(),
            )
            if metadata.get("source") == "input":
                prune(unit, thread_id, checkpoint["id"])
        self._held.pop(thread_id, None)
        return {
            "configurable": {
                "thread_id": thread_id,
                "checkpoint_ns": namespace,
                "checkpoint_id": checkpoint["id"],
            }
        }

    def put_writes(
        self,
        config: RunnableConfig,
        writes: Sequence[tuple[str, Any]],
        task_id: str,
        task_path: str = "",
    ) -> None:
        """Keep what a task wrote, in memory until it must outlive the step.

        The next checkpoint says the same, and a node that died before it reads its rows again. Only
        a task that goes to sleep makes its step wait; then all of it is written down.
        """
        epoch, place = _epoch(config), _place(config)
        held = self._held.get(place.thread_id)
        if held is None or (held.place, _epoch(held.config)) != (place, epoch):
            held = self._held[place.thread_id] = _Held(place, config)
        held.writes.append((task_id, task_path, writes))
        held.asleep |= any(channel == INTERRUPT for channel, _ in writes)
        if held.asleep:
            self._write_down(held)

    def get_tuple(self, config: RunnableConfig) -> CheckpointTuple | None:
        """The newest checkpoint; what this lease holds in memory belongs to it."""
        thread_id = str(config["configurable"]["thread_id"])
        held = self._held.get(thread_id)
        epoch = config["configurable"].get(EPOCH_KEY)
        if held is not None and held.writes and epoch == _epoch(held.config):
            self._write_down(held)
        return super().get_tuple(config)

    async def aget_tuple(self, config: RunnableConfig) -> CheckpointTuple | None:
        return self.get_tuple(config)

    async def aput(
        self,
        config: RunnableConfig,
        checkpoint: Checkpoint,
        metadata: CheckpointMetadata,
        new_versions: ChannelVersions,
    ) -> RunnableConfig:
        return self.put(config, checkpoint, metadata, new_versions)

    async def aput_writes(
        self,
        config: RunnableConfig,
        writes: Sequence[tuple[str, Any]],
        task_id: str,
        task_path: str = "",
    ) -> None:
        self.put_writes(config, writes, task_id, task_path)

    def _write_down(self, held: "_Held") -> None:
        named = held.place._asdict()
        with self._fenced(held.config, "writes") as unit:
            for task_id, task_path, writes in held.writes:
                replace = all(channel in WRITES_IDX_MAP for channel, _ in writes)
                for position, (channel, value) in enumerate(writes):
                    index = WRITES_IDX_MAP.get(channel, position)
                    if replace:
                        unit.change(_DELETE_WRITE, **_this(held.place), task=task_id, index=index)
                    kind, serialized = self.serde.dumps_typed(value)
                    unit.insert_once(
                        _INSERT_WRITE,
                        **named,
                        task_id=task_id,
                        task_path=task_path,
                        idx=index,
                        channel=channel,
                        type=kind,
                        value=serialized,
                    )
        held.writes.clear()

    @contextmanager
    def _fenced(self, config: RunnableConfig, name: str) -> Iterator[Unit]:
        epoch = _epoch(config)
        with self._storage.unit(name) as unit:
            leases.require(unit, str(config["configurable"]["thread_id"]), epoch)
            yield unit


class _Place(NamedTuple):
    """Which checkpoint a write belongs to."""

    thread_id: str
    checkpoint_ns: str
    checkpoint_id: str


@dataclass
class _Held:
    """What tasks of one step wrote, as long as only memory has it.

    Once one of them is `asleep`, whatever else the step writes goes down at once.
    """

    place: _Place
    config: RunnableConfig
    asleep: bool = False
    writes: list[tuple[str, str, Sequence[tuple[str, Any]]]] = field(default_factory=list)


def _epoch(config: RunnableConfig) -> int:
    """The lease that a write comes under; raises Conflict `lease_missing`."""
    epoch = config["configurable"].get(EPOCH_KEY)
    if not isinstance(epoch, int):
        raise Conflict(
            "lease_missing",
            "Only the runner advances a thread; decide requests through the house instead.",
        )
    return epoch


def _place(config: RunnableConfig) -> _Place:
    configurable = config["configurable"]
    return _Place(
        str(configurable["thread_id"]),
        configurable["checkpoint_ns"],
        configurable["checkpoint_id"],
    )


def _this(place: _Place) -> dict[str, str]:
    return {
        "this": place.thread_id,
        "namespace": place.checkpoint_ns,
        "checkpoint": place.checkpoint_id,
    }


def prune(unit: Unit, thread_id: str, before: str) -> None:
    """Delete what lies before a checkpoint: what was said and done has rows of its own."""
    unit.change(_PRUNE_CHECKPOINTS, this=thread_id, before=before)
    unit.change(_PRUNE_WRITES, this=thread_id, before=before)


_INSERT_CHECKPOINT = insert(CHECKPOINTS)
_INSERT_WRITE = insert(WRITES)
_PRUNE_CHECKPOINTS = delete(CHECKPOINTS).where(
    CHECKPOINTS.c.thread_id == bindparam("this"),
    CHECKPOINTS.c.checkpoint_id < bindparam("before"),
)
_PRUNE_WRITES = delete(WRITES).where(
    WRITES.c.thread_id == bindparam("this"), WRITES.c.checkpoint_id < bindparam("before")
)
_DELETE_WRITE = delete(WRITES).where(
    WRITES.c.thread_id == bindparam("this"),
    WRITES.c.checkpoint_ns == bindparam("namespace"),
    WRITES.c.checkpoint_id == bindparam("checkpoint"),
    WRITES.c.task_id == bindparam("task"),
    WRITES.c.idx == bindparam("index"),
)
