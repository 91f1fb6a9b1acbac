"""provider: an OpenAI-compatible server on loopback that answers what a test has lined up.

A line-up entry is a chat completion's message, an HTTP status, a raw body, or a stream that goes
wrong; the last one repeats. Who asks for a stream gets the same message in pieces.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

from tests.fakes.completions import Message, pieces, whole


@dataclass(frozen=True)
class Streamed:
    """A message in pieces with a pause before each, and how it ends after `pieces` of them."""

    message: Message
    pause_seconds: float = 0.0
    pieces: int | None = None
    then: Literal["cut", "close", "stall"] = "close"


class Silence:
    """The connection is accepted, and nothing is ever said."""


Reply = Message | int | str | Streamed | Silence


class Provider:
    """The line-up, and the requests that came."""

    def __init__(self, replies: list[Reply]) -> None:
        self.replies = replies
        self.requests: list[dict[str, Any]] = []
        self.url = ""
        self.closing = threading.Event()

    def next(self) -> Reply:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextmanager
def provider(*replies: Reply) -> Iterator[Provider]:
    """A running provider; its `url` ends in /v1."""
    lined_up = Provider(list(replies))
    handler = type("Handler", (_Handler,), {"lined_up": lined_up})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    lined_up.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield lined_up
    finally:
        lined_up.closing.set()
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    lined_up: Provider

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.lined_up.requests.append(asked)
        reply = self.lined_up.next()
        if isinstance(reply, dict) and asked.get("stream"):
            reply = Streamed(reply)
        with suppress(ConnectionError):  # the client gave up first
            if isinstance(reply, Silence):
                self.lined_up.closing.wait()
            elif isinstance(reply, Streamed):
                self._stream(reply, bool(asked.get("stream_options")))
            else:
                self._answer(reply)

    def _answer(self, reply: Message | int | str) -> None:
        self._begin(reply if isinstance(reply, int) else 200, "application/json")
        self._send(_body(reply))
        self._end()

    def _stream(self, reply: Streamed, with_usage: bool) -> None:
        self._begin(200, "text/event-stream")
        for piece in pieces(reply.message, with_usage)[: reply.pieces]:
            self.lined_up.closing.wait(reply.pause_seconds)
            self._send(b"data: %s\n\n" % piece)
        if reply.pieces is None:
            self._send(b"data: [DONE]\n\n")
        if reply.then == "stall":
            self.lined_up.closing.wait()
        if reply.then == "close":
            self._end()

    def _begin(self, status: int, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Connection", "close")
        self.end_headers()

    def _send(self, body: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(body), body))

    def _end(self) -> None:
        """Without this the client sees that the connection broke."""
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *arguments: object) -> None:
        pass


def _body(reply: Message | int | str) -> bytes:
    if isinstance(reply, int):
        return json.dumps({"error": {"message": "lined up", "type": "x"}}).encode()
    return reply.encode(errors="replace") if isinstance(reply, str) else whole(reply)
