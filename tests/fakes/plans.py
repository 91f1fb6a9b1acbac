"""plans: what a model proposes as a plan, and calls that only a plan lets go alone."""

from typing import Any

from tests.fakes.model import script

UNSURE = 0.7
Call = tuple[str, dict[str, Any]]


def step(tool: str, times: int = 1, **bounds: Any) -> dict[str, Any]:
    """A step; a bound that is no dictionary is an exact value."""
    spoken = {
        name: bound if isinstance(bound, dict) else {"exactly": bound}
        for name, bound in bounds.items()
    }
    return {"tool": tool, "times": times, "arguments": spoken}


def propose(*steps: dict[str, Any], **given: Any) -> Call:
    """The call that puts a plan before people."""
    return "propose_plan", {"goal": "Keep two notes", "steps": list(steps)} | given


def unsure(tool: str, **arguments: Any) -> Call:
    """A call that asks a person, unless a plan covers it, because the agent is not sure enough."""
    return tool, arguments | {"_confidence": UNSURE}


def story(plan: Call, *calls: Call) -> str:
    """The chat message that makes the model propose a plan, and then make calls one by one."""
    return script([plan], *([call] for call in calls))
