"""test_calling: an ending is the tool's word, and silence is none."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from langchain_core.tools import StructuredTool

from domain.errors import Unavailable
from tests.fakes.papers import LAW
from tools import calling
from tools.calling import Ending, perform
from tools.catalogue import tool_of
from tools.intent import Intent, Lease


def ending_of(function: Callable[..., Any], late: Any = None, **metadata: Any) -> Ending:
    """How one call of this function ends; the loop goes on until a late call has ended too."""
    seconds = metadata.setdefault("timeout_seconds", 5)
    machine = StructuredTool.from_function(
        **{"coroutine" if asyncio.iscoroutinefunction(function) else "func": function},
        name="t",
        description="d",
        metadata=metadata,
    )
    intent = Intent(Lease("t-1", 1), "call-1", 1, tool_of(machine), {}, {}, None, LAW)

    async def call() -> Ending:
        ending = await perform(intent, late or (lambda _: None))
        if late:
            await asyncio.sleep(seconds * 4)
        return ending

    return asyncio.run(call())


def raising(error: BaseException) -> Callable[[], str]:
    def fail() -> str:
        raise error

    return fail


class Unwritable:
    def __str__(self) -> str:
        raise RuntimeError("no words")


@pytest.mark.parametrize(
    ("result", "text"),
    [
        ("done", "done"),
        ("", ""),
        (None, "null"),
        ({"paid": 1}, '{"paid": 1}'),
        (5, "5"),
        ("half \ud83d pair", "half ? pair"),
    ],
)
def test_what_a_tool_returns_is_its_result(result: Any, text: str) -> None:
    assert ending_of(lambda: result) == Ending("done", text)


def test_a_long_result_is_cut_and_says_so() -> None:
    ending = ending_of(lambda: "x" * 200_000)
    assert len(ending.result) < 101_000
    assert "200,000" in ending.result


@pytest.mark.parametrize(
    "result", [{(1, 2): "tuple as key"}, Unwritable(), [float("nan")], {"a": {"b", "set"}}]
)
def test_a_result_that_cannot_be_written_down_was_still_done(result: Any) -> None:
    assert ending_of(lambda: result).state == "done"


def test_a_result_that_holds_itself_was_still_done() -> None:
    circle: list[Any] = []
    circle.append(circle)
    assert ending_of(lambda: circle).state == "done"


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (ValueError("no"), "failed"),
        (RuntimeError(), "failed"),
        (KeyError("order"), "failed"),
        (OSError("disk"), "failed"),
        (Unavailable("shop_closed", "Closed."), "failed"),
        (ConnectionRefusedError("nobody there"), "failed"),
        (httpx.ConnectError("nobody there"), "failed"),
        (httpx.ConnectTimeout("nobody there"), "failed"),
        (TimeoutError("slow"), "unknown"),
        (ConnectionResetError("cut"), "unknown"),
        (BrokenPipeError("cut"), "unknown"),
        (httpx.ReadTimeout("slow"), "unknown"),
        (httpx.RemoteProtocolError("cut"), "unknown"),
        (httpx.WriteError("cut"), "unknown"),
        (asyncio.CancelledError(), "unknown"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else value,
)
def test_each_kind_of_exception_says_failed_or_says_nothing(
    error: BaseException, state: str
) -> None:
    ending = ending_of(raising(error))
    assert ending.state == state
    assert ending.result


def test_words_of_an_error_that_no_row_could_keep_are_mended() -> None:
    ending = ending_of(raising(ValueError("half \ud800" + "x" * 9000)))
    assert ending.result.startswith("half ?")
    assert len(ending.result) == 2000


def test_a_time_out_is_unknown_and_a_late_ending_is_heard() -> None:
    late: list[Ending] = []

    def slow() -> str:
        time.sleep(0.1)
        return "at last"

    ending = ending_of(slow, late.append, timeout_seconds=0.05)
    assert ending.state == "unknown"
    assert late == [Ending("done", "at last")]


def test_a_late_failure_is_heard_too() -> None:
    late: list[Ending] = []

    async def slow() -> str:
        await asyncio.sleep(0.1)
        raise ValueError("refused at last")

    assert ending_of(slow, late.append, timeout_seconds=0.05).state == "unknown"
    assert late == [Ending("failed", "refused at last")]


class Flaky:
    """Loses the connection some times before it answers; remembers the keys it was given."""

    def __init__(self, losses: int) -> None:
        self.losses = losses
        self.keys: list[str] = []

    def tool(self) -> Callable[..., str]:
        def post(idempotency_key: str) -> str:
            self.keys.append(idempotency_key)
            if len(self.keys) <= self.losses:
                raise ConnectionResetError("cut")
            return "posted"

        return post


@pytest.mark.parametrize(
    ("losses", "idempotent", "state", "calls"),
    [(0, True, "done", 1), (2, True, "done", 3), (9, True, "unknown", 3), (1, False, "unknown", 1)],
)
def test_only_a_tool_that_honours_its_key_is_called_again_and_with_the_same_one(
    losses: int,
    idempotent: bool,
    state: str,
    calls: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(calling, "PAUSE_SECONDS", 0.001)
    flaky = Flaky(losses)
    assert ending_of(flaky.tool(), idempotent=idempotent).state == state
    assert len(flaky.keys) == calls
    assert len(set(flaky.keys)) == 1


def test_a_word_is_never_asked_for_twice() -> None:
    calls: list[int] = []

    def refuse() -> str:
        calls.append(1)
        raise ValueError("no")

    assert ending_of(refuse, idempotent=True).state == "failed"
    assert len(calls) == 1
