"""meters: what this process used between two readings, and percentiles of what it took.

Bytes are those handed to the system in writes; a system that does not count them says None.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_IO = Path("/proc/self/io")


@dataclass(frozen=True)
class Used:
    """Time, CPU of all threads together, and bytes written: counted so far, or between readings."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0
    written_bytes: int | None = 0

    def __sub__(self, before: "Used") -> "Used":
        return Used(
            self.seconds - before.seconds,
            self.cpu_seconds - before.cpu_seconds,
            _both(self.written_bytes, before.written_bytes, -1),
        )

    def __add__(self, more: "Used") -> "Used":
        return Used(
            self.seconds + more.seconds,
            self.cpu_seconds + more.cpu_seconds,
            _both(self.written_bytes, more.written_bytes, 1),
        )


def read() -> Used:
    """The counters now."""
    return Used(time.perf_counter(), time.process_time(), _written())


def figures(used: Used, times: Sequence[float]) -> dict[str, Any]:
    """What each of `times` (seconds, one a decision) cost on average, and how long they were."""
    count, written = len(times), used.written_bytes
    return {
        "per_second": count / used.seconds,
        "p50_ms": percentile(times, 0.50) * 1000,
        "p99_ms": percentile(times, 0.99) * 1000,
        "cpu_ms": used.cpu_seconds / count * 1000,
        "written_kb": None if written is None else written / count / 1024,
    }


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie, by nearest rank."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def _both(one: int | None, other: int | None, sign: int) -> int | None:
    return None if one is None or other is None else one + sign * other


def _written() -> int | None:
    if not _IO.exists():
        return None
    named = dict(line.split(": ") for line in _IO.read_text().splitlines())
    return int(named["wchar"])
