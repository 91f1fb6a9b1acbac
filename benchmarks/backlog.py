"""backlog: the first page of a queue of many requests, and whether the house is settled then.

One request is filed by the house; the others are copies of its row and its thread's row, made by
the database, so that the benchmark knows no column but those that must differ.
"""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Engine, Table, text

from benchmarks.sides.countersign import settings_on
from benchmarks.work import first_number, message, use_world
from graph.house import House
from server.bootstrap import open_house
from storage.schema import REQUESTS, THREADS

REQUESTS_IN_A_THREAD = 10
LOOKS = 7

_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)"


def measure(folder: Path, tick: Callable[[], None], size: int) -> dict[str, Any]:
    """With `size` requests open: a reviewer's first page, and a drain with nothing to do."""
    use_world(folder)
    with open_house(settings_on(folder)) as house:
        _file_one(house)
        _fill(house.rooms.storage.engine, size - 1)
        page = house.desk.queue(by="rob")
        page_ms = _median_ms(partial(house.desk.queue, by="rob"))
        drain_ms = _median_ms(house.runner.drain)
    tick()
    return {"size": size, "shown": len(page.lines), "page_ms": page_ms, "drain_ms": drain_ms}


def _file_one(house: House) -> None:
    house.people.add("ann", roles=["requester"])
    house.people.add("rob", roles=["reviewer"])
    house.threads.send("thread-0", message(first_number(0), first_number(0)), by="ann")
    house.runner.drain(timeout_seconds=60)
    house.runner.stop()


def _fill(engine: Engine, count: int) -> None:
    threads = _copy(THREADS, {"id": "'thread-' || n.i"})
    requests = _copy(
        REQUESTS,
        {
            "id": "'req_copy_' || n.i",
            "thread_id": f"'thread-' || ((n.i - 1) / {REQUESTS_IN_A_THREAD})",
            "call_id": "'call_1_1_' || (n.i + 1)",
            "opened_at": "row.opened_at + n.i",
            "decide_by": "row.decide_by + n.i",
        },
    )
    with engine.begin() as connection:
        connection.execute(text(threads), {"count": count // REQUESTS_IN_A_THREAD + 1})
        connection.execute(text(requests), {"count": count})


def _copy(table: Table, changed: dict[str, str]) -> str:
    """Insert `:count` copies of a table's only row, with some columns told by their number."""
    names = [f'"{column.name}"' for column in table.columns]
    values = [changed.get(column.name, f'row."{column.name}"') for column in table.columns]
    return (
        f"INSERT INTO {table.name} ({', '.join(names)}) {_NUMBERS} "
        f"SELECT {', '.join(values)} FROM n, (SELECT * FROM {table.name} LIMIT 1) AS row"
    )


def _median_ms(call: Callable[[], object]) -> float:
    times = []
    for _ in range(LOOKS):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    return median(times)
