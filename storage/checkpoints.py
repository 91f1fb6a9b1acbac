"""checkpoints: LangGraph's saver, fenced by the lease. A thread keeps its newest checkpoint only.

A write carries the epoch of its lease (`configurable.lease_epoch`) and is refused when another
runner has the thread; without an epoch nothing can be written, so a graph that somebody invokes by
hand changes nothing.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

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
        """Keep a checkpoint; it makes all before it disposable."""
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
            prune(unit, thread_id, checkpoint["id"])
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
        """Keep what a task wrote; LangGraph's own channels (interrupt, resume) are replaced."""
        configurable = config["configurable"]
        named = {
            "thread_id": str(configurable["thread_id"]),
            "checkpoint_ns": configurable["checkpoint_ns"],
            "checkpoint_id": configurable["checkpoint_id"],
            "task_id": task_id,
        }
        replace = all(channel in WRITES_IDX_MAP for channel, _ in writes)
        with self._fenced(config, "writes") as unit:
            for position, (channel, value) in enumerate(writes):
                index = WRITES_IDX_MAP.get(channel, position)
                if replace:
                    unit.change(
                        _DELETE_WRITE,
                        this=named["thread_id"],
                        namespace=named["checkpoint_ns"],
                        checkpoint=named["checkpoint_id"],
                        task=task_id,
                        index=index,
                    )
                kind, serialized = self.serde.dumps_typed(value)
                unit.insert_once(
                    _INSERT_WRITE,
                    **named,
                    task_path=task_path,
                    idx=index,
                    channel=channel,
                    type=kind,
                    value=serialized,
                )

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

    @contextmanager
    def _fenced(self, config: RunnableConfig, name: str) -> Iterator[Unit]:
        epoch = _epoch(config)
        with self._storage.unit(name) as unit:
            leases.require(unit, str(config["configurable"]["thread_id"]), epoch)
            yield unit


def _epoch(config: RunnableConfig) -> int:
    """The lease that a write comes under; raises Conflict `lease_missing`."""
    epoch = config["configurable"].get(EPOCH_KEY)
    if not isinstance(epoch, int):
        raise Conflict(
            "lease_missing",
            "Only the runner advances a thread; decide requests through the house instead.",
        )
    return epoch


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
