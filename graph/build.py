"""build: the whole picture on one screen. The edges are the nodes' own `Command[Literal[...]]`."""

from typing import Any

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from nodes.act import act
from nodes.answer import answer
from nodes.approve import approve
from nodes.context import Context
from nodes.elicit import elicit
from nodes.escalate import escalate
from nodes.gate import gate
from nodes.plan import plan
from nodes.state import Turn

Graph = CompiledStateGraph[Turn, Context, Turn, Turn]


def build(saver: BaseCheckpointSaver[Any] | None = None) -> Graph:
    """The compiled graph; node names are a stored format, so threads parked in them wake again."""
    graph = StateGraph(Turn, context_schema=Context)
    graph.add_node(plan)
    graph.add_node(gate)
    graph.add_node(act)
    graph.add_node(approve)
    graph.add_node(elicit)
    graph.add_node(escalate)
    graph.add_node(answer)
    graph.add_edge(START, "plan")
    graph.add_edge("answer", END)
    return graph.compile(checkpointer=saver)


def picture() -> str:
    """The graph as Mermaid text, drawn from the compiled graph itself."""
    return build().get_graph().draw_mermaid()
