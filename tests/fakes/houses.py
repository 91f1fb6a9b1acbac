"""houses: real houses on a temporary home, and one advance of a thread without a background."""

import asyncio
import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from domain.clock import Clock
from domain.request import Request
from domain.settings import Settings
from graph.house import House
from graph.runner import Runner
from server.bootstrap import open_house
from tests.fakes.papers import LAW_TEXT

PEOPLE = {
    "requester-1": "requester",
    "requester-2": "requester",
    "reviewer-1": "reviewer",
    "reviewer-2": "reviewer",
    "lead-1": "lead",
    "operator-1": "operator",
    "admin-1": "admin",
    "admin-2": "admin",
}
MODEL = "tests.fakes.model:ScriptedModel"
TOOLS = "tests.fakes.world:TOOLS"


def settings(home: Path, **changed: object) -> Settings:
    """Settings that nothing in the environment can bend, under the law of `tests.fakes.papers`."""
    chosen = {"home": home, "database": "", "model": MODEL, "tools": TOOLS, "playbooks": None}
    return Settings.model_validate(chosen | {"policy": law_file()} | changed)


def law_file() -> Path:
    """The tests' law as a file that all of them share, named by what it says."""
    digest = hashlib.sha256(LAW_TEXT.encode()).hexdigest()[:16]
    path = Path(tempfile.gettempdir()) / f"countersign-tests-{digest}.toml"
    if not path.exists():
        # Several processes may write it at once.
        part = path.with_suffix(f".{os.getpid()}")
        part.write_text(LAW_TEXT, encoding="utf-8")
        part.replace(path)
    return path


def open_test_house(
    home: Path,
    clock: Clock | None = None,
    boundary: Callable[[str], None] = lambda name: None,
    **changed: object,
) -> House:
    """A house with a scripted model, the fake world's tools and one person of each kind."""
    house = open_house(settings(home, **changed), clock=clock, boundary=boundary)
    for person, role in PEOPLE.items():
        house.people.add(person, roles=[role])
    return house


def advance(house: House, thread_id: str) -> bool:
    """Carry a thread as far as it goes, here and now; False if somebody else holds it."""
    return asyncio.run(Runner(house.graph, house.rooms, "test/0").advance(thread_id))


def say(house: House, text: str, thread_id: str = "t-1", by: str = "requester-1") -> None:
    """Send a message and carry the thread as far as it goes."""
    house.threads.send(thread_id, text, by=by)
    advance(house, thread_id)


def heard(house: House, thread_id: str = "t-1") -> list[str]:
    """What tools, or people in their place, have answered in a thread."""
    said = house.threads.read(thread_id).messages
    return [message.text for message in said if message.speaker == "tool"]


def answers(house: House, thread_id: str = "t-1") -> dict[str, str]:
    """The same by the tool that was called, for calls at the same time answer in any order."""
    messages = house.threads.read(thread_id).messages
    names = {call["id"]: call["name"] for message in messages for call in message.calls}
    return {names[said.call_id]: said.text for said in messages if said.call_id is not None}


def asked(house: House) -> Request:
    """The one request that waits."""
    (request,) = house.desk.open_requests()
    return request


def decide(house: House, decision: dict[str, Any], by: str = "reviewer-1") -> None:
    """Decide the one request that waits, and carry the thread on."""
    house.desk.decide(asked(house).id, decision, by=by)
    advance(house, "t-1")


def states(house: House) -> list[tuple[str, int]]:
    """How each attempt of the thread stands."""
    return [(effect.state, effect.attempt) for effect in house.effects("t-1")]
