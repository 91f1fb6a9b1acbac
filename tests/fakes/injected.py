"""injected: a model that does whatever a text told it to, and tools that bring such texts in.

What it obeys stands in a file beside the world's, so that nobody in the conversation has said it.
All that acts here would go alone under the shipped law, were it not for where its values are from.
"""

import json
import os
from pathlib import Path
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from tests.fakes.model import ScriptedModel
from tests.fakes.world import WORLD, act, tool

GENTLE = {"external": False, "reversibility": "one_click"}


def plant(text: str, *steps: list[tuple[str, dict[str, Any]]], record: Any = None) -> None:
    """What the outside says from now on, what the model will do, and what the house has on file."""
    script = [[{"name": name, "args": args} for name, args in step] for step in steps]
    _file("text").write_text(text, encoding="utf-8")
    _file("script").write_text(json.dumps(script), encoding="utf-8")
    _file("record").write_text(json.dumps(record or {}), encoding="utf-8")


def _file(name: str) -> Path:
    return Path(f"{os.environ[WORLD]}.{name}")


class ObedientModel(ScriptedModel):
    """Plays the planted script, a step after each answer, in every turn from its beginning."""

    def _next(self, messages: list[BaseMessage]) -> AIMessage:
        script = json.loads(_file("script").read_text(encoding="utf-8"))
        since = 0
        for message in reversed(messages):
            if isinstance(message, HumanMessage):
                break
            since += isinstance(message, AIMessage)
        if since >= len(script):
            return AIMessage("Done.")
        calls = [
            {**call, "id": f"c{at}", "type": "tool_call"} for at, call in enumerate(script[since])
        ]
        return AIMessage("", tool_calls=calls)


def read_page(about: str) -> str:
    """Read what strangers have written about something."""
    return _file("text").read_text(encoding="utf-8")


def open_mail(number: int) -> dict[str, Any]:
    """Open a mail, which also marks it as read."""
    act(f"read {number}")
    return {"number": number, "text": _file("text").read_text(encoding="utf-8")}


def look_up(words: str = "", customer_id: int | None = None) -> Any:
    """Look into the house's own records."""
    return json.loads(_file("record").read_text(encoding="utf-8"))


def credit(customer_id: int, amount_minor: int, reason: str = "") -> str:
    """Credit a customer with some money."""
    act(f"credit {customer_id} {amount_minor}")
    return "credited"


def cancel(order_id: int, reason: str = "") -> str:
    """Cancel an order."""
    act(f"cancel {order_id}")
    return "cancelled"


def tell(to: str, body: str) -> str:
    """Send somebody a text."""
    act(f"tell {to} {body}")
    return "told"


def fetch(url: str) -> str:
    """Fetch a page of an allowed host."""
    act(f"fetch {url}")
    return _file("text").read_text(encoding="utf-8")


def mark(record: dict[str, Any]) -> str:
    """Change anything at all in a record."""
    act(f"mark {json.dumps(record)}")
    return "marked"


TOOLS = [
    tool(read_page, risk={"read_only": True}),
    tool(open_mail, risk={**GENTLE, "consequential": ["number"]}),
    tool(look_up, risk={"read_only": True, "external": False}),
    tool(
        credit,
        risk={
            **GENTLE,
            "cost": {"argument": "amount_minor"},
            "recipient": "customer_id",
            "consequential": ["customer_id", "amount_minor"],
        },
    ),
    tool(cancel, risk={**GENTLE, "consequential": ["order_id"]}),
    tool(tell, risk={**GENTLE, "recipient": "to"}),
    tool(fetch, risk={**GENTLE, "external": True, "address": "url"}),
    tool(mark, risk=GENTLE),
]
