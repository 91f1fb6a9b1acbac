"""doses: how much of everything is measured. The full dose alone is kept and shown."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Dose:
    """`loops` are pairs of threads and decisions in each."""

    name: str
    loops: tuple[tuple[int, int], ...]
    repetitions: int
    turns: int
    queues: tuple[int, int]
    kills: int
    approved_twice: int
    key_presses: int
    idle_pages: int
    verdicts: int


FULL = Dose(
    name="full",
    loops=((20, 10), (4, 50)),
    repetitions=5,
    turns=1000,
    queues=(1_000, 1_000_000),
    kills=60,
    approved_twice=10,
    key_presses=20,
    idle_pages=50,
    verdicts=5_000,
)
QUICK = Dose(
    name="quick",
    loops=((4, 5),),
    repetitions=2,
    turns=40,
    queues=(100, 2_000),
    kills=2,
    approved_twice=1,
    key_presses=3,
    idle_pages=2,
    verdicts=100,
)
