"""client: the API as the signed-in person. It has no credential but the session of their browser.

One connection pool serves every session of the process, so it must never keep a cookie.
"""

import json
import os
from collections.abc import Sequence
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, NoReturn
from urllib.parse import quote, urlencode

import httpx
from pydantic import TypeAdapter

from domain.brief import Playbook, ToolCard
from domain.errors import Conflict, CountersignError, Forbidden, Invalid, Missing, Unavailable
from domain.law import Backtest, Bill, Check, Edition, Standing
from domain.people import Person
from domain.plan import ApprovedPlan
from domain.request import Request
from domain.task import Task
from domain.thoughts import Trace
from domain.thread import Thread, ThreadSummary
from domain.waiting import Progress, Workplace

COOKIE = "countersign_session"
TIMEOUT_SECONDS = 20.0


class Client:
    """What the screens may ask of the house."""

    def __init__(self, pool: httpx.Client, session: str) -> None:
        self._pool = pool
        self._session = session

    def me(self) -> Person:
        """Who is signed in."""
        return Person.model_validate(self._call("GET", "/me"))

    def threads(self, words: str = "") -> list[ThreadSummary]:
        """The conversations that this person sees, last changed first; those with `words` in."""
        path = f"/threads?{urlencode({'words': words})}" if words else "/threads"
        return _SUMMARIES.validate_python(self._call("GET", path))

    def rename(self, thread_id: str, title: str) -> None:
        """Call a conversation something else."""
        self._send("POST", f"/threads/{_part(thread_id)}/title", json={"title": title})

    def thread(self, thread_id: str) -> Thread:
        """One conversation."""
        return Thread.model_validate(self._call("GET", f"/threads/{_part(thread_id)}"))

    def say(
        self,
        thread_id: str,
        text: str,
        message_id: str,
        photos: Sequence[bytes] = (),
        brief: dict[str, Any] | None = None,
        playbook: str = "",
    ) -> None:
        """Say something; a conversation with a new id begins, perhaps under a brief.

        Repeating it is harmless.
        """
        path = f"/threads/{_part(thread_id)}"
        said: dict[str, Any] = {"text": text, "message_id": message_id}
        if playbook:
            said["playbook"] = playbook
        if not photos:
            self._call("POST", f"{path}/messages", said | ({"brief": brief} if brief else {}))
            return
        if brief:
            said["brief"] = json.dumps(brief)
        files = [("photos", (f"photo-{n}", photo)) for n, photo in enumerate(photos, start=1)]
        self._send("POST", f"{path}/illustrated-messages", data=said, files=files)

    def playbooks(self) -> list[Playbook]:
        """The playbooks that a conversation may begin with."""
        return _PLAYBOOKS.validate_python(self._call("GET", "/playbooks"))

    def tools(self) -> list[ToolCard]:
        """The tools that a brief may allow."""
        return _TOOLS.validate_python(self._call("GET", "/tools"))

    def trace(self, thread_id: str, turn: int) -> list[Trace]:
        """How each action of a turn came about."""
        path = f"/threads/{_part(thread_id)}/turns/{turn}/trace"
        return _TRACES.validate_python(self._call("GET", path))

    def stop(self, thread_id: str) -> Thread:
        """Take back all that waits in a conversation, and let the agent begin nothing more."""
        return Thread.model_validate(self._call("POST", f"/threads/{_part(thread_id)}/stop"))

    def close_plan(self, plan_id: str) -> ApprovedPlan:
        """End an approved plan."""
        path = f"/plans/{_part(plan_id)}/close"
        return ApprovedPlan.model_validate(self._call("POST", path))

    def take_over(self, thread_id: str) -> None:
        """Take a conversation out of the agent's hands."""
        self._call("POST", f"/threads/{_part(thread_id)}/takeover")

    def speak(self, thread_id: str, text: str, message_id: str) -> None:
        """Say something in the agent's place. Repeating it is harmless."""
        said = {"text": text, "message_id": message_id}
        self._call("POST", f"/threads/{_part(thread_id)}/speak", said)

    def hand_back(self, thread_id: str) -> None:
        """Give a conversation back to the agent."""
        self._call("POST", f"/threads/{_part(thread_id)}/handback")

    def hold(self, thread_id: str, call_id: str, why: str = "") -> None:
        """Take an action out of the outbox before it goes."""
        path = f"/threads/{_part(thread_id)}/actions/{_part(call_id)}/hold"
        self._send("POST", path, json={"why": why})

    def take_back(self, thread_id: str, call_id: str, why: str = "") -> None:
        """Order that what was done be taken back."""
        path = f"/threads/{_part(thread_id)}/actions/{_part(call_id)}/take-back"
        self._send("POST", path, json={"why": why})

    def requests(self) -> list[Request]:
        """What waits for a decision, oldest first."""
        return _REQUESTS.validate_python(self._call("GET", "/requests"))

    def workplace(self, opened: str = "", last: str = "") -> Workplace:
        """The queue with one open request, the oldest if none is named; how another stands."""
        query = urlencode({"opened": opened, "last": last})
        return Workplace.model_validate(self._call("GET", f"/requests/workplace?{query}"))

    def request(self, request_id: str) -> Request:
        """One request in any state."""
        return Request.model_validate(self._call("GET", f"/requests/{_part(request_id)}"))

    def decide(
        self, request_id: str, decision: dict[str, Any], version: int, opened: str = ""
    ) -> Progress:
        """Decide the request as it was shown in `version`, and read on with the one `opened`."""
        query = urlencode({"version": version, "opened": opened})
        path = f"/requests/{_part(request_id)}/decision-and-workplace?{query}"
        return Progress.model_validate(self._call("POST", path, decision))

    def pass_up(self, request_id: str, version: int, note: str = "") -> Request:
        """Ask a lead instead."""
        path = f"/requests/{_part(request_id)}/pass-up?version={version}"
        return Request.model_validate(self._call("POST", path, {"note": note}))

    def undo(self, request_id: str) -> Request:
        """Take back one's decision."""
        return Request.model_validate(self._call("POST", f"/requests/{_part(request_id)}/undo"))

    def withdraw(self, request_id: str) -> Request:
        """Take back what one asked for."""
        return Request.model_validate(self._call("POST", f"/requests/{_part(request_id)}/withdraw"))

    def offers(self, kind: str = "", location: str = "") -> list[Task]:
        """The tasks in the field that this operator may take, the most urgent first."""
        wanted = {"kind": kind, "location": location}
        query = urlencode({name: value for name, value in wanted.items() if value})
        return _TASKS.validate_python(self._call("GET", f"/tasks?{query}"))

    def my_tasks(self) -> list[Task]:
        """What this operator has in hand, then what ended last."""
        return _TASKS.validate_python(self._call("GET", "/tasks/mine"))

    def task(self, task_id: str) -> Task:
        """One task with its proofs."""
        return Task.model_validate(self._call("GET", f"/tasks/{_part(task_id)}"))

    def claim(self, task_id: str) -> Task:
        """Take a task."""
        return Task.model_validate(self._call("POST", f"/tasks/{_part(task_id)}/claim"))

    def give_back(self, task_id: str) -> Task:
        """Put a task back among the offers."""
        return Task.model_validate(self._call("POST", f"/tasks/{_part(task_id)}/give-back"))

    def withdraw_task(self, task_id: str) -> Task:
        """Take back a task that this person asked for."""
        return Task.model_validate(self._call("POST", f"/tasks/{_part(task_id)}/withdraw"))

    def submit_proof(
        self, task_id: str, photos: Sequence[bytes], note: str, device: str = ""
    ) -> Task:
        """Show that a task is done; `device` is the browser's own name for itself."""
        files = [("photos", (f"photo-{n}", photo)) for n, photo in enumerate(photos, start=1)]
        path = f"/tasks/{_part(task_id)}/proofs"
        told = self._send("POST", path, device, data={"note": note}, files=files or None).json()
        return Task.model_validate(told)

    def law(self) -> Standing:
        """The law in force and what is proposed instead."""
        return Standing.model_validate(self._call("GET", "/policy"))

    def law_history(self) -> list[Edition]:
        """The texts that came into force, the last one first."""
        return _EDITIONS.validate_python(self._call("GET", "/policy/history"))

    def check_law(self, text: str) -> Check:
        """Whether a text could be law."""
        return Check.model_validate(self._call("POST", "/policy/check", {"text": text}))

    def backtest(self, text: str, last: int) -> Backtest:
        """What a text would do otherwise with the newest actions."""
        given = {"text": text, "last": last}
        return Backtest.model_validate(self._call("POST", "/policy/backtest", given))

    def propose(self, text: str, note: str) -> Bill:
        """Put a law forward."""
        given = {"text": text, "note": note}
        return Bill.model_validate(self._call("POST", "/policy/bills", given))

    def second(self, bill_id: str) -> Bill:
        """Agree to another admin's bill and so enact it."""
        return Bill.model_validate(self._call("POST", f"/policy/bills/{_part(bill_id)}/second"))

    def withdraw_bill(self, bill_id: str) -> Bill:
        """Take back a bill of one's own."""
        return Bill.model_validate(self._call("POST", f"/policy/bills/{_part(bill_id)}/withdraw"))

    def refuse_bill(self, bill_id: str) -> Bill:
        """Refuse another admin's bill."""
        return Bill.model_validate(self._call("POST", f"/policy/bills/{_part(bill_id)}/refuse"))

    def photo(self, digest: str) -> bytes:
        """A photo as JPEG."""
        return self._send("GET", f"/photos/{_part(digest)}").content

    def _call(self, method: str, path: str, body: Any = None) -> Any:
        answer = self._send(method, path, json=body)
        try:
            return answer.json()
        except ValueError as error:
            raise _silent() from error

    def _send(self, method: str, path: str, device: str = "", **body: Any) -> httpx.Response:
        headers = {"cookie": f"{COOKIE}={self._session}"}
        if device:
            headers["user-agent"] = device
        try:
            answer = self._pool.request(method, path, headers=headers, **body)
            if not answer.is_success:
                _raise(answer.status_code, answer.json())
        except (httpx.HTTPError, ValueError) as error:
            raise _silent() from error
        return answer


def open_pool(address: str = "") -> httpx.Client:
    """Connections to the API at `address`, else at COUNTERSIGN_API."""
    nothing = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
    return httpx.Client(
        base_url=address or os.environ.get("COUNTERSIGN_API", "http://127.0.0.1:8501/api"),
        cookies=nothing,
        timeout=TIMEOUT_SECONDS,
        trust_env=False,
    )


def _part(text: str) -> str:
    """An id as one part of a path; ids come from the address bar, too."""
    return quote(text, safe="", errors="replace")


def _silent() -> Unavailable:
    return Unavailable("server_silent", "The server does not answer; try again in a moment.")


def _raise(status: int, told: Any) -> NoReturn:
    found = told if isinstance(told, dict) else {}
    code = str(found.get("code", "unexpected"))
    sentence = str(found.get("message", "The server answered in a way nobody understands."))
    raise _KINDS.get(status, Unavailable)(code, sentence)


_SUMMARIES = TypeAdapter(list[ThreadSummary])
_TRACES = TypeAdapter(list[Trace])
_REQUESTS = TypeAdapter(list[Request])
_PLAYBOOKS = TypeAdapter(list[Playbook])
_TOOLS = TypeAdapter(list[ToolCard])
_TASKS = TypeAdapter(list[Task])
_EDITIONS = TypeAdapter(list[Edition])
_KINDS: dict[int, type[CountersignError]] = {
    401: Forbidden,
    403: Forbidden,
    404: Missing,
    409: Conflict,
    413: Invalid,
    422: Invalid,
}
