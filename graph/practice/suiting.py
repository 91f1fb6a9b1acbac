"""suiting: how well each kind of value suits each kind of parameter, before any nearness."""

from typing import Any

from graph.practice.kinds import Kind, kind_of
from graph.practice.tool import Parameter, Tool
from graph.practice.value import Value

SUITS = {
    (Kind.ADDRESS, "email"): 1.0,
    (Kind.MOMENT, "datetime"): 0.95,
    (Kind.MOMENT, "date"): 0.92,
    (Kind.MOMENT, "time"): 0.9,
    (Kind.MINOR, "money"): 1.0,
    (Kind.MINOR, "integer"): 0.5,
    (Kind.MINOR, "decimal"): 0.55,
    (Kind.MONEY, "money"): 1.0,
    (Kind.MONEY, "decimal"): 0.7,
    (Kind.MONEY, "integer"): 0.6,
    (Kind.NUMBER, "integer"): 0.8,
    (Kind.NUMBER, "decimal"): 0.8,
    (Kind.IDENTITY, "code"): 0.95,
    (Kind.IDENTITY, "integer"): 0.8,
    (Kind.IDENTITY, "quoted"): 0.7,
    (Kind.LINK, "url"): 1.0,
    (Kind.PLACE, "place"): 0.97,
    (Kind.PLACE, "somewhere"): 0.85,
    (Kind.PLACE, "quoted"): 0.8,
    (Kind.PLACE, "name"): 0.6,
    (Kind.PLACE, "code"): 0.6,
    (Kind.PLACE, "word"): 0.5,
    (Kind.WORD, "quoted"): 0.75,
    (Kind.WORD, "code"): 0.7,
    (Kind.WORD, "name"): 0.72,
    (Kind.WORD, "word"): 0.5,
    (Kind.WORD, "integer"): 0.5,
    (Kind.TEXT, "quoted"): 0.6,
}
_SURE = {
    (Kind.MOMENT, "datetime"): 0.95,
    (Kind.MOMENT, "time"): 0.92,
    (Kind.MOMENT, "date"): 0.92,
    (Kind.PLACE, "place"): 0.97,
    (Kind.PLACE, "somewhere"): 0.88,
}


def alone(parameter: Parameter, value: Value, tool: Tool) -> float:
    """A time or a place is hardly anything else where the tool asks for one only."""
    kind = kind_of(parameter)
    alike = [each for each in tool.parameters if kind_of(each) is kind]
    return _SURE.get((kind, value.kind), 0.0) if len(alike) == 1 else 0.0


def read_as(value: Value, ready: Any) -> str:
    """Where a value came from; a time that was not said in full is owned up to."""
    if value.kind in ("time", "date") and str(ready).startswith(value.latest or "?"):
        day, clock = value.latest[:16].split("T")
        return f"“{value.text}”, taken as {clock} UTC on {day}"
    return "what was said"
