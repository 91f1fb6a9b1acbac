"""langgraph_stock: the documented graph of model, review and tool, with SqliteSaver as shipped.

Review and tool are nodes of their own: with both in one node a crash would ask the person again
for what has happened, so this is the better of the two patterns.
"""

import sqlite3
from pathlib import Path
from typing import Any, Literal

from langchain_core.messages import AIMessage
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.sqlite import SqliteSaver
from langgraph.graph import START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode
from langgraph.types import Command, interrupt

from benchmarks.voice import TOOL, Voice


class LangGraphStock:
    """One graph over one file of checkpoints."""

    questions = 0

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._graph = _graph(SqliteSaver(connection))

    def say(self, thread: str, text: str) -> None:
        said = {"messages": [{"role": "user", "content": text}]}
        self._graph.invoke(said, _config(thread))

    def approve(self, thread: str) -> None:
        self._graph.invoke(Command(resume="approve"), _config(thread))

    def look(self, thread: str) -> None:
        self._graph.get_state(_config(thread))

    def go_on(self, thread: str) -> bool:
        state = self._graph.get_state(_config(thread))
        if not state.tasks:
            return False
        waits = any(task.interrupts for task in state.tasks)
        self._graph.invoke(Command(resume="approve") if waits else None, _config(thread))
        return True

    def kept(self) -> dict[str, int]:
        (count,) = self._connection.execute("SELECT count(*) FROM checkpoints").fetchone()
        return {"checkpoints": count}

    def close(self) -> None:
        self._connection.close()


def open_on(folder: Path) -> LangGraphStock:
    """The graph on a database in `folder`."""
    return LangGraphStock(sqlite3.connect(folder / "graph.db", check_same_thread=False))


def _graph(saver: SqliteSaver) -> Any:
    model = Voice().bind_tools([TOOL])

    def plan(state: MessagesState) -> dict[str, Any]:
        return {"messages": [model.invoke(state["messages"])]}

    def after_plan(state: MessagesState) -> Literal["review", "__end__"]:
        last = state["messages"][-1]
        return "review" if isinstance(last, AIMessage) and last.tool_calls else "__end__"

    def review(state: MessagesState) -> Command[Literal["act", "__end__"]]:
        calls = getattr(state["messages"][-1], "tool_calls", [])
        decision = interrupt({"question": "May this run?", "tool_calls": calls})
        if decision == "approve":
            return Command(goto="act")
        return Command(goto="__end__")

    graph = StateGraph(MessagesState)
    graph.add_node("plan", plan)
    graph.add_node("review", review)
    graph.add_node("act", ToolNode([TOOL]))
    graph.add_edge(START, "plan")
    graph.add_conditional_edges("plan", after_plan)
    graph.add_edge("act", "plan")
    return graph.compile(checkpointer=saver)


def _config(thread: str) -> RunnableConfig:
    return {"configurable": {"thread_id": thread}}
