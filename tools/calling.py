"""calling: run one tool and read what its ending says. Silence is not a failure.

An exception is the tool's word that it did not happen. A time-out or a lost connection is no word
at all: nobody knows, and only a tool that honours its key may be called again.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import httpx

from domain.errors import CountersignError
from storage.effects import DONE, FAILED, UNKNOWN
from tools.journal import Intent

RESULT_CHARACTERS = 100_000
CALLS_OF_AN_IDEMPOTENT_TOOL = 3
PAUSE_SECONDS = 0.2

_NEVER_REACHED = (ConnectionRefusedError, httpx.ConnectError, httpx.ConnectTimeout)
_NOBODY_KNOWS = (TimeoutError, ConnectionError, httpx.TransportError)

Late = Callable[["Ending"], None]


@dataclass(frozen=True)
class Ending:
    """How a call ended: `done`, `failed` or `unknown`, and the words for it."""

    state: str
    result: str


async def perform(intent: Intent, late: Late) -> Ending:
    """Call the tool; an idempotent one again when nobody knows. `late` hears a call that ends
    after it was given up.
    """
    calls = CALLS_OF_AN_IDEMPOTENT_TOOL if intent.tool.idempotent else 1
    ending = await _once(intent, late)
    for attempt in range(1, calls):
        if ending.state != UNKNOWN:
            break
        await asyncio.sleep(PAUSE_SECONDS * attempt)
        ending = await _once(intent, late)
    return ending


async def _once(intent: Intent, late: Late) -> Ending:
    task = asyncio.ensure_future(_read(intent.tool.call(intent.arguments, intent.key)))
    finished, _ = await asyncio.wait({task}, timeout=intent.tool.timeout_seconds)
    if finished:
        return task.result()
    task.add_done_callback(lambda done: None if done.cancelled() else late(done.result()))
    return Ending(
        UNKNOWN, f"{intent.tool.name} gave no answer in {intent.tool.timeout_seconds:g} seconds."
    )


async def _read(call: Awaitable[Any]) -> Ending:
    try:
        return Ending(DONE, _text(await call))
    except CountersignError as refusal:
        return Ending(FAILED, refusal.sentence)
    except _NEVER_REACHED as error:
        return Ending(FAILED, f"It could not be reached: {_words(error)}")
    except _NOBODY_KNOWS as error:
        return Ending(UNKNOWN, f"The connection was lost: {_words(error)}")
    except Exception as error:  # whatever a tool raises is its word that nothing happened
        return Ending(FAILED, _words(error))


def _text(result: Any) -> str:
    if isinstance(result, str):
        text = result
    else:
        text = json.dumps(result, ensure_ascii=False, default=str)
    if len(text) <= RESULT_CHARACTERS:
        return text
    return f"{text[:RESULT_CHARACTERS]}… ({len(text):,} characters in all)"


def _words(error: BaseException) -> str:
    return (str(error) or type(error).__name__)[:2000]
