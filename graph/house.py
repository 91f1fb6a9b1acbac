"""house: everything wired together, and its verbs. Doors and notebooks call nothing below."""

import threading
from collections.abc import Callable
from dataclasses import replace
from types import TracebackType
from typing import Self

from domain.clock import to_milliseconds
from domain.effect import Effect
from domain.errors import Forbidden, Missing
from domain.people import HALTING
from domain.settings import Settings
from graph.bills import Bills
from graph.briefing import Briefing
from graph.build import Graph
from graph.calibration import Calibration
from graph.deeds import Deeds
from graph.desk import Desk
from graph.engine import Engine
from graph.holders import own_name
from graph.laws import Laws
from graph.people import People
from graph.plans import Plans
from graph.pool import Pool
from graph.runner import Runner
from graph.takeovers import Takeovers
from graph.threads import Threads
from graph.trail import Trail
from nodes.context import Rooms
from storage import audit, effects, switches, threads
from storage.checkpoints import FencedSaver


class House:
    """One open house; use it in a `with` block, or close it. `part` takes leave of MCP servers."""

    def __init__(
        self,
        settings: Settings,
        rooms: Rooms,
        graph: Graph,
        saver: FencedSaver,
        notices: tuple[str, ...],
        part: Callable[[], None] = lambda: None,
    ) -> None:
        self.settings = settings
        self.rooms = rooms = replace(rooms, changed=self._tell)
        self.graph = graph
        self.notices = notices
        self._saver = saver
        self._part = part
        self._listeners: list[Callable[[], None]] = []
        self._guard = threading.Lock()
        self.runner = Engine(Runner(graph, rooms, own_name()), rooms, self._tell)
        self.people = People(rooms.storage, rooms.clock)
        self.threads = Threads(rooms, self.people, self._changed)
        self.briefing = Briefing(rooms, self.people)
        self.takeovers = Takeovers(rooms, self.people, self._changed)
        self.trail = Trail(rooms)
        self.laws = Laws(rooms, self.people)
        self.bills = Bills(rooms, self.people, self.laws, self._changed)
        self.calibration = Calibration(rooms, self.people)
        self.desk = Desk(rooms, self.people, self._changed)
        self.deeds = Deeds(rooms, self.people, self._changed)
        self.plans = Plans(rooms, self.people, self._changed)
        self.pool = Pool(rooms, self.people, self._changed)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop the runner and give everything back."""
        self.runner.stop()
        self._part()
        self._saver.close()
        self.rooms.storage.close()

    def effects(self, thread_id: str) -> list[Effect]:
        """Each executed call of a thread with its countersignature, oldest first."""
        with self.rooms.storage.view() as unit:
            if threads.find(unit, thread_id) is None:
                raise Missing("thread_unknown", "There is no such conversation.")
            return [effects.effect_of(row) for row in effects.of_thread(unit, thread_id)]

    def halt(self, on: bool, by: str) -> None:
        """Throw or release the kill switch: while it is on, no effect starts."""
        if not self.people.get(by).holds(*HALTING):
            raise Forbidden("role_missing", "Only leads and admins halt or release the house.")
        with self.rooms.storage.unit("halt", durable=True) as unit:
            switches.throw(unit, switches.HALT, on)
            audit.append(
                unit,
                audit.HOUSE,
                at=to_milliseconds(self.rooms.clock.now()),
                actor=by,
                event="house.halted" if on else "house.released",
                payload={},
            )
        self._changed()

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` after each change, from any thread; returns how to stop that."""
        with self._guard:
            self._listeners.append(listener)

        def stop() -> None:
            with self._guard:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return stop

    def _changed(self) -> None:
        self.runner.ring()
        self._tell()

    def _tell(self) -> None:
        with self._guard:
            listeners = list(self._listeners)
        for listener in listeners:
            listener()
