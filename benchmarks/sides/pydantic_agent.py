"""pydantic_agent: deferred tools that need approval, with the new messages of a run kept in SQLite.

It ships no store, so this is the one of its documentation: a row of JSON a run, here with the calls
that wait, in one FULL commit in WAL. A decision is durable only with the run that follows it.
"""

import asyncio
import json
import sqlite3
from pathlib import Path

from pydantic_ai import (
    Agent,
    DeferredToolRequests,
    DeferredToolResults,
    ModelMessage,
    ModelMessagesTypeAdapter,
    ModelResponse,
    TextPart,
    Tool,
    ToolCallPart,
    UsageLimits,
)
from pydantic_ai.messages import UserPromptPart
from pydantic_ai.models.function import AgentInfo, FunctionModel

from benchmarks.work import TOOL_NAME, first_call, keep_note, next_call

UNLIMITED = UsageLimits(request_limit=None)


class PydanticAgent:
    """One agent over one file of messages, on a standing event loop."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._runner = asyncio.Runner()
        self._agent = Agent(
            FunctionModel(_answer),
            tools=[Tool(keep_note, requires_approval=True)],
            output_type=[str, DeferredToolRequests],
        )
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(
            "CREATE TABLE runs (id INTEGER PRIMARY KEY, thread TEXT, messages TEXT, waiting TEXT)"
        )
        connection.execute("CREATE INDEX runs_of_thread ON runs (thread, id)")

    def say(self, thread: str, text: str) -> None:
        history, _ = self._read(thread)
        self._run(thread, text, history, None)

    def approve(self, thread: str) -> None:
        history, waiting = self._read(thread)
        decided = DeferredToolResults(approvals=dict.fromkeys(waiting, True))
        self._run(thread, None, history, decided)

    def kept(self) -> dict[str, int]:
        (count,) = self._connection.execute("SELECT count(*) FROM runs").fetchone()
        return {"runs": count}

    def close(self) -> None:
        self._runner.close()
        self._connection.close()

    def _read(self, thread: str) -> tuple[list[ModelMessage], list[str]]:
        rows = self._connection.execute(
            "SELECT messages, waiting FROM runs WHERE thread = ? ORDER BY id", (thread,)
        ).fetchall()
        history: list[ModelMessage] = []
        for messages, _ in rows:
            history += ModelMessagesTypeAdapter.validate_json(messages)
        return history, json.loads(rows[-1][1]) if rows else []

    def _run(
        self,
        thread: str,
        text: str | None,
        history: list[ModelMessage],
        decided: DeferredToolResults | None,
    ) -> None:
        result = self._runner.run(
            self._agent.run(
                text,
                message_history=history,
                deferred_tool_results=decided,
                usage_limits=UNLIMITED,
            )
        )
        asked = result.output.approvals if isinstance(result.output, DeferredToolRequests) else []
        waiting = json.dumps([call.tool_call_id for call in asked])
        with self._connection:
            self._connection.execute(
                "INSERT INTO runs (thread, messages, waiting) VALUES (?, ?, ?)",
                (thread, result.new_messages_json().decode(), waiting),
            )


def open_on(folder: Path) -> PydanticAgent:
    """The agent on a database in `folder`."""
    return PydanticAgent(sqlite3.connect(folder / "agent.db"))


async def _answer(messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
    arguments = _arguments(messages)
    if arguments is None:
        return ModelResponse([TextPart("All notes are kept.")])
    call_id = f"call-{arguments['number']}"
    return ModelResponse([ToolCallPart(TOOL_NAME, arguments, tool_call_id=call_id)])


def _arguments(messages: list[ModelMessage]) -> dict[str, int] | None:
    heard = messages[-1].parts[-1]
    if isinstance(heard, UserPromptPart):
        return first_call(str(heard.content))
    proposed = messages[-2].parts[-1]
    assert isinstance(proposed, ToolCallPart)
    return next_call(proposed.args_as_dict())
