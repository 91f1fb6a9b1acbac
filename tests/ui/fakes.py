"""fakes: a client that answers from values and remembers what was asked of it."""

from collections.abc import Sequence
from typing import Any

from domain.brief import Playbook, ToolCard
from domain.errors import CountersignError, Missing
from domain.outbox import Staged
from domain.request import Request
from domain.thoughts import Trace
from domain.thread import Thread, ThreadSummary
from domain.verdict import Route
from domain.waiting import Progress, Workplace
from tests.ui.values import queue_of, summary_of

Call = tuple[Any, ...]


class FakeClient:
    """Stands in for `ui.client.Client`."""

    def __init__(self, *requests: Request, threads: tuple[Thread, ...] = ()) -> None:
        self.all = {request.id: request for request in requests}
        self.known = {thread.id: thread for thread in threads}
        self.calls: list[Call] = []
        self.traces: list[Trace] = []
        self.shelf: list[Playbook] = []
        self.staged: tuple[Staged, ...] = ()
        self.refusal: CountersignError | None = None
        self.answer: Request | None = None

    def threads(self, words: str = "") -> list[ThreadSummary]:
        found = [each for each in self.known.values() if words.lower() in each.title.lower()]
        return [summary_of(thread) for thread in found]

    def rename(self, thread_id: str, title: str) -> None:
        self._called("rename", thread_id, title)
        self.known[thread_id] = self.known[thread_id].model_copy(update={"title": title})

    def thread(self, thread_id: str) -> Thread:
        if thread_id not in self.known:
            raise Missing("thread_unknown", "There is no such conversation.")
        return self.known[thread_id]

    def say(
        self,
        thread_id: str,
        text: str,
        message_id: str,
        photos: Sequence[bytes] = (),
        brief: dict[str, Any] | None = None,
        playbook: str = "",
    ) -> None:
        fixed = (brief, playbook) if brief or playbook else ()
        self._called("say", thread_id, text, message_id, *photos, *fixed)

    def playbooks(self) -> list[Playbook]:
        return self.shelf

    def tools(self) -> list[ToolCard]:
        return [
            ToolCard(name="read_order", description="Read one order.", reads=True),
            ToolCard(name="refund_order", description="Refund money.", reads=False),
        ]

    def trace(self, thread_id: str, turn: int) -> list[Trace]:
        self._called("trace", thread_id, turn)
        return self.traces

    def stop(self, thread_id: str) -> Thread:
        self._called("stop", thread_id)
        self.known[thread_id] = self.known[thread_id].model_copy(update={"stopping": True})
        return self.known[thread_id]

    def close_plan(self, plan_id: str) -> None:
        self._called("close_plan", plan_id)

    def take_over(self, thread_id: str) -> None:
        self._called("take_over", thread_id)
        self._held(thread_id, "lead-1")

    def speak(self, thread_id: str, text: str, message_id: str) -> None:
        self._called("speak", thread_id, text, message_id)

    def hand_back(self, thread_id: str) -> None:
        self._called("hand_back", thread_id)
        self._held(thread_id, None)

    def requests(self) -> list[Request]:
        return [
            request
            for request in self.all.values()
            if request.state == "open" and request.kind != "elicitation"
        ]

    def workplace(self, opened: str = "", last: str = "") -> Workplace:
        queue = queue_of(self.requests()).model_copy(update={"outbox": self.staged})
        named = opened or next((line.id for line in queue.lines), "")
        standing = self.all.get(last)
        return Workplace(
            queue=queue,
            opened=self.request(named) if named else None,
            last=standing.state if standing else None,
        )

    def request(self, request_id: str) -> Request:
        if request_id not in self.all:
            raise Missing("request_unknown", "There is no such request.")
        return self.all[request_id]

    def decide(
        self, request_id: str, decision: dict[str, Any], version: int, opened: str = ""
    ) -> Progress:
        self._called("decide", request_id, decision, version)
        standing = self.answer or self._moved(request_id, "decided")
        self.all[standing.id] = standing
        return Progress(standing=standing, workplace=self.workplace(opened, request_id))

    def pass_up(self, request_id: str, version: int, note: str = "") -> Request:
        self._called("pass_up", request_id, version, note)
        raised = self.all[request_id].model_copy(update={"route": Route.LEAD})
        self.all[request_id] = raised
        return raised

    def undo(self, request_id: str) -> Request:
        self._called("undo", request_id)
        return self._moved(request_id, "open")

    def withdraw(self, request_id: str) -> Request:
        self._called("withdraw", request_id)
        return self._moved(request_id, "withdrawn")

    def hold(self, thread_id: str, call_id: str, why: str = "") -> None:
        self._called("hold", thread_id, call_id, why)

    def take_back(self, thread_id: str, call_id: str, why: str = "") -> None:
        self._called("take_back", thread_id, call_id, why)

    def _called(self, *call: Any) -> None:
        self.calls.append(call)
        if self.refusal is not None:
            raise self.refusal

    def _held(self, thread_id: str, by: str | None) -> None:
        self.known[thread_id] = self.known[thread_id].model_copy(update={"taken_over_by": by})

    def _moved(self, request_id: str, state: str) -> Request:
        changed = Request.model_validate(self.all[request_id].model_dump() | {"state": state})
        self.all[request_id] = changed
        return changed
