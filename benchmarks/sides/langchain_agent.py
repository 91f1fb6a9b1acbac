"""langchain_agent: create_agent, HumanInTheLoopMiddleware and SqliteSaver, each as shipped.

Nothing is tuned: durability is "async", the saver's commits are FULL in WAL, the requests batched.
"""

import sqlite3
from pathlib import Path
from typing import Any

from langchain.agents import create_agent
from langchain.agents.middleware import HumanInTheLoopMiddleware
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.sqlite import SqliteSaver
from langgraph.types import Command

from benchmarks.voice import TOOL, Voice
from benchmarks.work import TOOL_NAME


class LangChainAgent:
    """One agent over one file of checkpoints."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._agent: Any = create_agent(
            Voice(),
            tools=[TOOL],
            middleware=[HumanInTheLoopMiddleware(interrupt_on={TOOL_NAME: True})],
            checkpointer=SqliteSaver(connection),
        )

    def say(self, thread: str, text: str) -> None:
        said = {"messages": [{"role": "user", "content": text}]}
        self._agent.invoke(said, _config(thread))

    def approve(self, thread: str) -> None:
        decision = {"decisions": [{"type": "approve"}]}
        self._agent.invoke(Command(resume=decision), _config(thread))

    def kept(self) -> dict[str, int]:
        (count,) = self._connection.execute("SELECT count(*) FROM checkpoints").fetchone()
        return {"checkpoints": count}

    def close(self) -> None:
        self._connection.close()


def open_on(folder: Path) -> LangChainAgent:
    """The agent on a database in `folder`."""
    return LangChainAgent(sqlite3.connect(folder / "agent.db", check_same_thread=False))


def _config(thread: str) -> RunnableConfig:
    return {"configurable": {"thread_id": thread}}
