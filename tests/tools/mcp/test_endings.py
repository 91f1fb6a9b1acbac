"""test_endings: a refusal did nothing, a server's error is its word, and silence is neither."""

import httpx
import pytest
from mcp import types
from mcp.shared.exceptions import McpError

from domain.errors import Unavailable
from tools.mcp.endings import ending_of, words_of

REQUEST = httpx.Request("POST", "https://s.example/mcp?token=secret")


def status(code: int) -> ExceptionGroup[Exception]:
    response = httpx.Response(code, request=REQUEST)
    return ExceptionGroup("", [httpx.HTTPStatusError("x", request=REQUEST, response=response)])


def protocol(code: int) -> McpError:
    return McpError(types.ErrorData(code=code, message="No."))


@pytest.mark.parametrize(
    ("error", "alone", "kind"),
    [
        (ExceptionGroup("", [httpx.ConnectError("refused")]), True, Unavailable),
        (ExceptionGroup("", [httpx.ConnectError("refused")]), False, ConnectionError),
        (ExceptionGroup("", [httpx.ReadError("cut")]), True, ConnectionError),
        (ExceptionGroup("", [httpx.ConnectError("a"), OSError()]), True, ConnectionError),
        (status(401), True, Unavailable),
        (status(401), False, ConnectionError),
        (status(408), True, ConnectionError),
        (status(500), True, ConnectionError),
        (OSError("broken pipe"), True, ConnectionError),
        (TimeoutError(), True, TimeoutError),
        (protocol(types.CONNECTION_CLOSED), True, ConnectionError),
        (protocol(408), True, TimeoutError),
        (protocol(types.INVALID_PARAMS), True, RuntimeError),
        (protocol(types.URL_ELICITATION_REQUIRED), True, RuntimeError),
    ],
    ids=repr,
)
def test_what_an_error_means(error: Exception, alone: bool, kind: type[Exception]) -> None:
    assert type(ending_of("s", error, alone=alone)) is kind


def test_the_words_name_no_address() -> None:
    assert words_of(status(401)) == "HTTP 401."
    assert words_of(protocol(-1)) == "No."
    assert words_of(FileNotFoundError(2, "No such file")) == (
        "FileNotFoundError: [Errno 2] No such file."
    )
