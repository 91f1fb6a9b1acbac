"""machine: one tool of a server, as the catalogue takes it, with all that its server says of it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from jsonschema import Draft202012Validator
from mcp import types

from domain.errors import Invalid
from policy.fitting import filled
from storage.rows import clean
from tools.asking import Ask
from tools.catalogue import Remote, Tool, tool_of
from tools.mcp.answers import text_of
from tools.mcp.declared import Server
from tools.mcp.meeting import Call
from tools.mcp.schemas import safe_schema

DESCRIPTION_CHARACTERS = 4000

Calling = Callable[[Call], Awaitable[types.CallToolResult]]


class ServersTool(Remote):
    """A tool that lives with a server. `own_name` and `digest` are those of its listing."""

    own_name: str
    digest: str
    timeout_seconds: float
    calling: Calling

    def _run(self, **arguments: Any) -> Any:
        raise NotImplementedError("a server's tool is awaited")

    async def relay(self, arguments: dict[str, Any], ask: Ask | None) -> str:
        """What the server answers, in text; raises RuntimeError with its words where it failed."""
        call = Call(self.own_name, arguments, self.digest, self.timeout_seconds, ask)
        answer = await self.calling(call)
        if answer.isError:
            raise RuntimeError(text_of(answer) or "It failed and did not say why.")
        return text_of(answer)


def tool_from(server: Server, name: str, listed: types.Tool, digest: str, calling: Calling) -> Tool:
    """A listed tool, called `name` here; raises Invalid `tools_broken` where it cannot be one."""
    try:
        schema = safe_schema(listed.inputSchema)
        Draft202012Validator(schema).is_valid(filled({}, schema))
    except (ValueError, RecursionError) as error:
        raise Invalid("tools_broken", f"{name}: {error}.") from error
    machine = ServersTool(
        name=name,
        description=clean(listed.description or listed.title or listed.name)[
            :DESCRIPTION_CHARACTERS
        ],
        args_schema=schema,
        metadata={"timeout_seconds": server.timeout_seconds},
        own_name=listed.name,
        digest=digest,
        timeout_seconds=server.timeout_seconds,
        calling=calling,
    )
    hints = listed.annotations.model_dump(exclude_none=True) if listed.annotations else {}
    return replace(tool_of(machine), server=server.name, hints=hints)
