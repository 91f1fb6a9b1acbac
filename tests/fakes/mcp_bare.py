"""mcp_bare: an MCP server on its streams without the SDK, which starts at once. It has one tool.

`ask` asks a person which room, and books it. It books once for each answer and keeps nothing else,
and it falls silent when it is told to stop.
"""

import json
import os
import sys
from typing import Any

WORLD = "COUNTERSIGN_TEST_WORLD"
NOTHING: dict[str, Any] = {"type": "object", "properties": {}}
FORM = {
    "type": "object",
    "properties": {"room": {"type": "string", "title": "Which room"}},
    "required": ["room"],
}
HELLO = {
    "protocolVersion": "2025-06-18",
    "capabilities": {"tools": {}},
    "serverInfo": {"name": "bare", "version": "1"},
}
TOOLS = {"tools": [{"name": "ask", "description": "Ask a person.", "inputSchema": NOTHING}]}


def main() -> None:
    """Serve until the streams end. The number of a question is that of its call."""
    for line in sys.stdin:
        heard = json.loads(line)
        number = heard.get("id")
        match heard.get("method"):
            case "initialize":
                _say(id=number, result=HELLO)
            case "tools/list":
                _say(id=number, result=TOOLS)
            case "tools/call":
                question = {"message": "For the booking.", "requestedSchema": FORM}
                _say(id=number, method="elicitation/create", params=question)
            case "ping":
                _say(id=number, result={})
            case None:
                _book(number, heard["result"])


def _book(number: int, reply: dict[str, Any]) -> None:
    _do(f"ask {reply['action']} {(reply.get('content') or {}).get('room', '')}".strip())
    told = f"{reply['action']} {reply.get('content')}"
    _say(id=number, result={"content": [{"type": "text", "text": told}]})


def _say(**message: Any) -> None:
    sys.stdout.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
    sys.stdout.flush()


def _do(what: str) -> None:
    descriptor = os.open(os.environ[WORLD], os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    os.write(descriptor, f"{what}\n".encode())
    os.close(descriptor)


if __name__ == "__main__":
    main()
