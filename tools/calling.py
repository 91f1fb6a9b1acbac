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
from storage.rows import clean
from tools.asking import Ask, CutOff
from tools.intent import Intent

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


async def perform(intent: Intent, late: Late, ask: Ask | None = None) -> Ending:
    """Call the tool; an idempotent one again when nobody knows. `late` hears a call that ends
    after it was given up; `ask` puts a question of the tool's to the requester.
    """
    calls = CALLS_OF_AN_IDEMPOTENT_TOOL if intent.tool.idempotent else 1
    ending = await _once(intent, late, ask)
    for attempt in range(1, calls):
        if ending.state != UNKNOWN:
            break
        await asyncio.sleep(PAUSE_SECONDS * attempt)
        ending = await _once(intent, late, ask)
    return ending


async def _once(intent: Intent, late: Late, ask: Ask | None) -> Ending:
    task = asyncio.ensure_future(_read(intent.tool.call(intent.arguments, intent.key, ask)))
    finished, _ = await asyncio.wait({task}, timeout=intent.tool.timeout_seconds)
    if finished:
        return task.result()
    task.add_done_callback(lambda done: None if done.cancelled() else late(done.result()))
    return Ending(
        UNKNOWN, f"{intent.tool.name} gave no answer in {intent.tool.timeout_seconds:g} seconds."
    )


async def _read(call: Awaitable[Any]) -> Ending:
    try:
        result = await call
    except CountersignError as refusal:
        return Ending(FAILED, clean(refusal.sentence))
    except _NEVER_REACHED as error:
        return Ending(FAILED, f"It could not be reached: {_words(error)}")
    except _NOBODY_KNOWS as error:
        return Ending(UNKNOWN, f"The connection was lost: {_words(error)}")
    except CutOff as error:
        return Ending(UNKNOWN, _words(error))
    except Exception as error:  # whatever a tool raises is its word that nothing happened
        return Ending(FAILED, _words(error))
    except (asyncio.CancelledError, SystemExit) as error:  # it was cut off, that is no word
        return Ending(UNKNOWN, f"The call was cut off: {_words(error)}")
    # Outside the try: what cannot be shown has happened all the same.
    return Ending(DONE, _text(result))


def _text(result: Any) -> str:
    text = clean(result if isinstance(result, str) else _shown(result))
    if len(text) <= RESULT_CHARACTERS:
        return text
    return f"{text[:RESULT_CHARACTERS]}… ({len(text):,} characters in all)"


def _shown(result: Any) -> str:
    try:
        return json.dumps(result, ensure_ascii=False, default=str)
    except Exception:  # a result may be of any kind, and refuse to be written in any way
        return f"It answered with a {type(result).__name__} that cannot be shown."


def _words(error: BaseException) -> str:
    return clean(str(error) or type(error).__name__)[:2000]
