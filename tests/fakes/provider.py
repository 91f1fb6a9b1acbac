"""provider: an OpenAI-compatible server on loopback that answers what a test has lined up.

A line-up entry is a chat completion's message, an HTTP status, or a raw body; the last one repeats.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = dict[str, Any] | int | str


class Provider:
    """The line-up, and the requests that came."""

    def __init__(self, replies: list[Reply]) -> None:
        self.replies = replies
        self.requests: list[dict[str, Any]] = []
        self.url = ""

    def next(self) -> Reply:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


def called(name: str, arguments: str, call_id: str = "c1") -> dict[str, Any]:
    """One tool call as the wire has it; `arguments` is text, well formed or not."""
    function = {"name": name, "arguments": arguments}
    return {"id": call_id, "type": "function", "function": function}


def message(*calls: dict[str, Any], text: str = "") -> dict[str, Any]:
    """A completion's message with calls or words."""
    said: dict[str, Any] = {"role": "assistant", "content": text}
    return said | {"tool_calls": list(calls)} if calls else said


@contextmanager
def provider(*replies: Reply) -> Iterator[Provider]:
    """A running provider; its `url` ends in /v1."""
    lined_up = Provider(list(replies))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            lined_up.requests.append(json.loads(self.rfile.read(length)))
            reply = lined_up.next()
            status = reply if isinstance(reply, int) else 200
            body = _body(reply)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    lined_up.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield lined_up
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


def _body(reply: Reply) -> bytes:
    if isinstance(reply, int):
        return json.dumps({"error": {"message": "lined up", "type": "x"}}).encode()
    if isinstance(reply, str):
        return reply.encode(errors="replace")
    usage = {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}
    finish = "tool_calls" if "tool_calls" in reply else "stop"
    choice = {"index": 0, "message": reply, "finish_reason": finish}
    completion = {"id": "x", "object": "chat.completion", "created": 1, "model": "local"}
    return json.dumps(completion | {"choices": [choice], "usage": usage}).encode()
