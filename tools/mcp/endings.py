"""endings: what it means when a server, or the line to it, gives an error instead of an answer.

Three things are told apart: nothing was done, the server says that it failed, and nobody knows.
"""

from collections.abc import Iterator

import httpx
from mcp import types
from mcp.shared.exceptions import McpError
from pydantic import ValidationError

from domain.errors import CountersignError, Unavailable

WORDS = 500


def ending_of(server: str, error: BaseException, *, alone: bool) -> Exception:
    """What a call that was sent ends with. `alone`: nothing else was under way on its line, so a
    line that was never open, or was refused, was so for this very call.
    """
    if isinstance(error, McpError):
        return _answered(server, error.error)
    if isinstance(error, ValidationError):
        return ConnectionError(f"{server} answered what is no tool result.")
    if isinstance(error, TimeoutError):
        return TimeoutError(f"{server} gave no answer.")
    causes = list(_leaves(error))
    if alone and causes and all(map(_is_refusal, causes)):
        words = f"{server} did not take the call: {words_of(error)}"
        return Unavailable("server_unreachable", words)
    return ConnectionError(f"The line to {server} broke: {words_of(error)}")


def refusal_in(error: BaseException) -> CountersignError | None:
    """The house's own refusal, which a line that closes over it wraps; None where there is none."""
    return next((each for each in _leaves(error) if isinstance(each, CountersignError)), None)


def words_of(error: BaseException) -> str:
    """What went wrong with a line, in a sentence without secrets."""
    cause = next(_leaves(error), error)
    if isinstance(cause, httpx.HTTPStatusError):
        return f"HTTP {cause.response.status_code}."
    if isinstance(cause, TimeoutError):
        return "It gave no answer in time."
    if isinstance(cause, McpError):
        return f"{cause.error.message[:WORDS].rstrip('.')}."
    said = str(cause)[:WORDS].rstrip(".")
    return f"{type(cause).__name__}: {said}." if said else f"{type(cause).__name__}."


def _answered(server: str, error: types.ErrorData) -> Exception:
    if error.code == types.CONNECTION_CLOSED:
        return ConnectionError(f"The line to {server} broke.")
    if error.code == httpx.codes.REQUEST_TIMEOUT:
        return TimeoutError(f"{server} gave no answer.")
    if error.code == types.URL_ELICITATION_REQUIRED:
        return RuntimeError(f"{server} wants a person to open a web page first; nobody was sent.")
    return RuntimeError(error.message[:WORDS] or f"{server} refused the call.")


def _is_refusal(cause: BaseException) -> bool:
    if isinstance(cause, httpx.HTTPStatusError):
        status = cause.response.status_code
        return httpx.codes.is_client_error(status) and status != httpx.codes.REQUEST_TIMEOUT
    return isinstance(cause, httpx.ConnectError | httpx.ConnectTimeout)


def _leaves(error: BaseException) -> Iterator[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from _leaves(inner)
    else:
        yield error
