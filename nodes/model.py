"""model: one question to the model, its troubles told in words.

What a provider raises is its own affair; here it becomes a refusal that says whether waiting helps,
and the thread stays where it was.
"""

import asyncio

from langchain_core.language_models import LanguageModelInput
from langchain_core.messages import AIMessage
from langchain_core.runnables import Runnable

from domain.errors import CountersignError, Unavailable

ANSWER_WITHIN_SECONDS = 120.0


async def ask_model(
    model: Runnable[LanguageModelInput, AIMessage], messages: LanguageModelInput
) -> AIMessage:
    """The model's answer; raises Unavailable `model_silent` or `model_failed`."""
    try:
        async with asyncio.timeout(ANSWER_WITHIN_SECONDS):
            return await model.ainvoke(messages)
    except CountersignError:
        raise
    except TimeoutError as error:
        raise Unavailable(
            "model_silent", "The model gave no answer in time; it is asked again in a while."
        ) from error
    except Exception as error:  # each provider has its own tree of errors
        raise Unavailable("model_failed", _words(error)) from error


def _words(error: Exception) -> str:
    status = getattr(error, "status_code", None)
    if status == 429:
        return "The model's provider asks to slow down; it is asked again in a while."
    if status in (401, 403):
        return "The model's provider refuses the key; check it and send a message to go on."
    if isinstance(status, int) and status >= 500:
        return "The model's provider has a fault; it is asked again in a while."
    return f"The model could not be asked ({type(error).__name__}); it is asked again in a while."
