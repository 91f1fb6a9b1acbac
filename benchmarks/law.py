"""law: what one verdict costs, and what it costs to know where the values of an action came from.

The window is read from the rows, traced and judged anew each time, as the gate does it.
"""

import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import Any

from benchmarks.sides.countersign import settings_on
from domain.action import Action
from domain.risk import Cost, Reversibility, Risk
from domain.thread import AGENT, HOUSE, Speaker
from graph.house import House
from nodes.origins import origins
from nodes.prompts import WINDOW_MESSAGES
from policy.context import Context
from policy.digest import digest_of
from policy.gate import judge
from server.bootstrap import open_house
from storage import threads, transcript

SEED = 20
MESSAGE_CHARACTERS = 1_000
TALK = (
    "the parcel came late and mug arrived broken please look into it again order customer says "
    "that nobody answered for days we would like money back or another one with kind regards "
    "shop stock blanket tea tin candle pan grinder delivered shipped paid monday address street"
)
WORDS = TALK.split()
ASKED = "Refund order 1042 of Anna Berger, 18.50 EUR, and tell her by mail."
BODY = (
    "Dear Anna, we are sorry that your parcel came late and that the mug was broken. We have paid "
    "18.50 EUR back to you today and hope that you will order with us again. If anything else is "
    "missing, write to help@shop.example and name order 1042. With kind regards, the shop"
)
Call = tuple[str, dict[str, Any]]

REFUND: Call = (
    "refund_order",
    {"order_id": 1042, "amount_minor": 1850, "reason": "The mug was broken."},
)
MAIL: Call = ("send_mail", {"to": "anna.berger@example.com", "subject": "Your mug", "body": BODY})
RISKS = {
    "refund_order": Risk(cost=Cost(argument="amount_minor"), recipient="order_id"),
    "send_mail": Risk(recipient="to", reversibility=Reversibility.IRREVERSIBLE),
}


def measure(folder: Path, tick: Callable[[], None], verdicts: int) -> dict[str, Any]:
    """Microseconds of a verdict alone, and with the origins of a refund and of a mail."""
    folder.mkdir(parents=True, exist_ok=True)
    with open_house(settings_on(folder)) as house:
        house.runner.stop()
        law, chance = house.rooms.law, Random(SEED)
        _talk(house, chance)
        actions = [_action(number, *call) for number, call in enumerate((REFUND, MAIL), start=1)]

        def alone(number: int) -> None:
            judge(actions[number % 2], Context(), law)

        def traced(action: Action) -> None:
            with house.rooms.storage.view() as unit:
                found = origins(unit, house.rooms, "thread-0", action, None)
            judge(action, Context(**found), law)

        figures: dict[str, Any] = {"verdicts": verdicts, "messages": WINDOW_MESSAGES}
        works = {
            "alone": alone,
            "refund": lambda _: traced(actions[0]),
            "mail": lambda _: traced(actions[1]),
        }
        for name, work in works.items():
            figures |= {f"{name}_{key}": value for key, value in _timed(work, verdicts).items()}
            tick()
        return figures


def _talk(house: House, chance: Random) -> None:
    """A window's worth of about a kilobyte each: a fifth the requester's, two fifths tools'."""
    house.people.add("ann", roles=["requester"])
    with house.rooms.storage.unit("talk") as unit:
        threads.create(unit, "thread-0", "ann", "a long matter", 0)
        for number in range(WINDOW_MESSAGES):
            kind = number % 5
            call = {"id": f"call_1_{number + 1}_1", "arguments": {}}
            answer = transcript.answer_id(1, number + 1)
            if kind == 0:
                speaker, by, name = Speaker.USER, "ann", f"msg-{number}"
                body: dict[str, Any] = {"text": f"{_prose(chance)} {ASKED}"}
            elif kind in (1, 3):
                tool = "read_order" if kind == 1 else "fetch_page"
                speaker, by, name = Speaker.ASSISTANT, AGENT, answer
                body = {"text": _prose(chance), "calls": [{**call, "name": tool}]}
            else:
                before = f"call_1_{number}_1"
                text = _record(chance, number) if kind == 2 else _prose(chance)
                speaker, by, name = Speaker.TOOL, HOUSE, transcript.result_id(before)
                body = {"text": text, "call_id": before, "tool": [0, len(text)]}
            _say(unit, name, speaker, by, body)
        calls = [
            {"id": f"call_2_1_{number}", "name": name, "arguments": arguments}
            for number, (name, arguments) in enumerate((REFUND, MAIL), start=1)
        ]
        body = {"text": "", "calls": calls}
        _say(unit, transcript.answer_id(2, 1), Speaker.ASSISTANT, AGENT, body)


def _say(unit: Any, name: str, speaker: Speaker, by: str, body: dict[str, Any]) -> None:
    transcript.append(
        unit, "thread-0", name, speaker=speaker, by=by, turn=1, step=1, body=body, at=0
    )


def _prose(chance: Random) -> str:
    words: list[str] = []
    while sum(map(len, words)) + len(words) < MESSAGE_CHARACTERS:
        words.append(chance.choice(WORDS) + chance.choice(["", "", "", ",", "."]))
    return " ".join(words)


def _record(chance: Random, number: int) -> str:
    fields = ", ".join(f'"{chance.choice(WORDS)}_{at}": {at + number}' for at in range(50))
    return f'{{"order_id": {1000 + number}, "email": "anna.berger@example.com", {fields}}}'


def _action(number: int, name: str, arguments: dict[str, Any]) -> Action:
    return Action(
        call_id=f"call_2_1_{number}",
        name=name,
        arguments=arguments,
        digest=digest_of(name, arguments),
        fingerprint="f" * 64,
        confidence=0.9,
        risk=RISKS[name],
    )


def _timed(work: Callable[[int], None], times: int) -> dict[str, float]:
    for number in range(times // 10):
        work(number)
    taken = []
    for number in range(times):
        start = time.perf_counter()
        work(number)
        taken.append((time.perf_counter() - start) * 1_000_000)
    hundredths = quantiles(taken, n=100)
    return {"p50_us": hundredths[49], "p99_us": hundredths[98]}
