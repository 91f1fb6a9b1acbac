"""checking: arguments held against their tool; a plan also against the tools that it names.

A plan comes out as it will be signed: what its tools fill in by themselves is bounded, too, and
each step names the tool as it stands today. So what was shown is what may be done.
"""

from typing import Any

from pydantic import ValidationError

from domain.errors import Invalid
from domain.plan import Bound, Plan, PlanStep
from nodes.context import Rooms
from policy.fitting import Shape, filled
from tools.catalogue import Tool


def checked(rooms: Rooms, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """`arguments` as the tool called `name` takes them, a plan ready to be signed.

    Raises Invalid `tool_unknown`, `arguments_invalid`, `plan_invalid`.
    """
    fitting = rooms.catalogue.checked(name, arguments)
    tool = rooms.catalogue.find(name)
    return _planned(rooms, fitting) if tool is not None and tool.plans else fitting


def _planned(rooms: Rooms, arguments: dict[str, Any]) -> dict[str, Any]:
    try:
        plan = Plan.model_validate(arguments)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(part) for part in fault["loc"]) or "the plan"
        raise _unfit(f"{where}: {fault['msg']}") from error
    rule = rooms.law.plan
    if len(plan.steps) > rule.most_steps:
        raise _unfit(f"it has {len(plan.steps)} steps; the law allows {rule.most_steps}")
    steps = tuple(_step(rooms, number, step) for number, step in enumerate(plan.steps, start=1))
    minutes = min(plan.valid_minutes, max(rule.valid_for_seconds // 60, 1))
    return plan.model_copy(update={"steps": steps, "valid_minutes": minutes}).spoken()


def _step(rooms: Rooms, number: int, step: PlanStep) -> PlanStep:
    tool = rooms.catalogue.find(step.tool)
    if tool is None:
        raise _unfit(f"step {number}: there is no tool called {step.tool[:80]}")
    if tool.plans or tool.asks:
        raise _unfit(f"step {number}: {tool.name} is not for plans; leave the step out")
    if step.fingerprint not in ("", tool.fingerprint):
        raise _unfit(f"step {number}: {tool.name} has changed since; propose the plan anew")
    bounds = _with_defaults(tool, step.arguments)
    unknown = sorted(bounds.keys() - tool.schema["properties"].keys())
    if unknown and not tool.schema.get("additionalProperties"):
        raise _unfit(f"step {number}: {tool.name} takes no {unknown[0][:80]}")
    missing = [name for name in tool.schema.get("required", []) if name not in bounds]
    if missing:
        raise _unfit(f"step {number}: say what {missing[0]} of {tool.name} may be")
    fitted = {name: _bound(tool, number, name, bound) for name, bound in bounds.items()}
    return step.model_copy(update={"arguments": fitted, "fingerprint": tool.fingerprint})


def _with_defaults(tool: Tool, bounds: dict[str, Bound]) -> dict[str, Bound]:
    """What a call leaves out is filled in before the law looks, so a plan has to allow it."""
    stated = filled({}, tool.schema)
    return {name: Bound(exactly=value) for name, value in stated.items()} | bounds


def _bound(tool: Tool, number: int, name: str, bound: Bound) -> Bound:
    """A bound whose values are such as the tool takes: a number that came as text is a number."""
    schema = tool.schema["properties"].get(name, {})
    around = {key: value for key, value in tool.schema.items() if key == "$defs"}
    shape = Shape({"type": "object", "properties": {name: schema}, **around})
    what = f"{tool.name}'s schema"
    try:
        values = [shape.fitted({name: value}, what, "plan_invalid")[name] for value in bound.values]
    except Invalid as refusal:
        raise _unfit(f"step {number}: {refusal.sentence.rstrip('. ')}") from refusal
    if bound.is_exact:
        return Bound(exactly=values[0])
    return Bound(one_of=tuple(values)) if bound.one_of is not None else bound


def _unfit(why: str) -> Invalid:
    return Invalid("plan_invalid", f"This plan cannot be put to people: {why}.")
