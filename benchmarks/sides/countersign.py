"""countersign: the house as shipped, through its own verbs; journal and audit are in the time.

The runner advances threads on a thread of its own. We hear from it when something has changed,
drain to be sure, and read the queue for what to decide next; all that is in the time too.
"""

import threading
from pathlib import Path
from typing import Any

from benchmarks import voice
from benchmarks.work import happened
from domain.request import Request, RequestKind
from domain.settings import Settings
from graph.house import House
from server.bootstrap import open_house
from server.loaded import keep_loaded

UNHEARD_SECONDS = 2.0
WAIT_SECONDS = 60.0


class Countersign:
    """One house with a requester and a reviewer."""

    questions = 0

    def __init__(self, house: House) -> None:
        self._house = house
        self._caller = threading.current_thread()
        self._left = threading.Event()
        self._waiting: dict[str, Request] = {}
        house.people.add("ann", roles=["requester"])
        house.people.add("rob", roles=["reviewer"])
        house.listen(self._hear)
        house.runner.start()

    def say(self, thread: str, text: str) -> None:
        self._left.clear()
        self._house.threads.send(thread, text, by="ann")
        self._wait()

    def approve(self, thread: str) -> None:
        request = self._request(thread)
        self._left.clear()
        self._house.desk.decide(request.id, {"type": "approve"}, "rob", request.version)
        self._wait()

    def look(self, thread: str) -> None:
        self._waiting[thread] = self._request(thread)

    def go_on(self, thread: str) -> bool:
        self._house.runner.drain(WAIT_SECONDS)
        waiting = self._house.desk.open_requests(by="rob")
        for request in waiting:
            self._house.desk.decide(request.id, self._honest(request), "rob", request.version)
        return bool(waiting)

    def kept(self) -> dict[str, int]:
        report = self._house.trail.verify()
        threads = self._house.threads.list()
        done = [
            effect.state == "done"
            for thread in threads
            for effect in self._house.effects(thread.id)
        ]
        return {
            "effects done": sum(done),
            "effects in doubt": len(done) - sum(done),
            "audit rows": report.rows,
            "audit faults": len(report.faults),
        }

    def close(self) -> None:
        self._house.close()

    def _request(self, thread: str) -> Request:
        if thread not in self._waiting:
            waiting = self._house.desk.open_requests(by="rob")
            self._waiting = {request.thread_id: request for request in waiting}
        return self._waiting.pop(thread)

    def _honest(self, request: Request) -> dict[str, Any]:
        """Approve; asked whether something happened, go and look at the world."""
        if request.kind is not RequestKind.OUTCOME:
            return {"type": "approve"}
        self.questions += 1
        did = request.action.arguments["number"] in happened()
        return {"action": "accept", "content": {"happened": did, "retry": not did}}

    def _hear(self) -> None:
        if threading.current_thread() is not self._caller:
            self._left.set()

    def _wait(self) -> None:
        """Until nothing is left to do; hearing of it first spares the pauses between two looks."""
        self._left.wait(UNHEARD_SECONDS)
        self._house.runner.drain(WAIT_SECONDS)


def open_on(folder: Path) -> Countersign:
    """A house in `folder` with the benchmark's model and tool, in a process that stays."""
    house = open_house(settings_on(folder))
    keep_loaded()
    return Countersign(house)


def settings_on(folder: Path) -> Settings:
    """Settings that nothing in the environment can bend."""
    return Settings(
        home=folder,
        database="",
        model=f"{voice.__name__}:Voice",
        tools=f"{voice.__name__}:TOOLS",
        policy=None,
        smtp_url="",
    )
