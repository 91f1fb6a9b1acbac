"""briefing: whether a brief can be kept, and what holds where two of them meet: the narrower."""

from collections.abc import Collection

from domain.brief import Brief
from domain.errors import Invalid
from domain.verdict import Route

CHECKPOINTS = (Route.REVIEW, Route.LEAD, Route.TWO)
_NAMED = 3


def checked(brief: Brief, known: Collection[str]) -> Brief:
    """`brief` as a house with the tools `known` keeps it, without empty lines and repetitions.

    Raises Invalid `brief_broken` where it names a tool that is not there, or contradicts itself.
    """
    tools = None if brief.tools is None else tuple(dict.fromkeys(brief.tools))
    checkpoints = {n: route for n, route in brief.checkpoints.items() if route is not Route.AUTO}
    if unknown := sorted({*(tools or ()), *checkpoints} - set(known)):
        raise _broken(f"names {_listed(unknown)}, and the house has no such tool")
    if odd := sorted({route for route in checkpoints.values() if route not in CHECKPOINTS}):
        raise _broken(f"has a checkpoint called {odd[0]}; there are review, lead and two")
    left_out = [] if tools is None else sorted(set(checkpoints) - set(tools))
    if left_out:
        raise _broken(f"sets a checkpoint before {_listed(left_out)} and leaves the tool out")
    return brief.model_copy(
        update={
            "goal": brief.goal.replace("\x00", "").strip(),
            "constraints": _lines(brief.constraints),
            "steps": _lines(brief.steps),
            "tools": tools,
            "checkpoints": checkpoints,
        }
    )


def narrowed(brief: Brief, further: Brief) -> Brief:
    """`brief` with what `further` adds; of two bounds the narrower one holds.

    Raises Invalid `brief_broken` where the two count in different currencies or would grow too
    long together.
    """
    if None not in (brief.budget_minor, further.budget_minor) and (
        brief.currency != further.currency
    ):
        raise _broken(f"counts in {further.currency}, its playbook in {brief.currency}")
    budgeted = brief if brief.budget_minor is not None else further
    budgets = [each for each in (brief.budget_minor, further.budget_minor) if each is not None]
    constraints = tuple(dict.fromkeys((*brief.constraints, *further.constraints)))
    if len(constraints) > MOST_CONSTRAINTS:
        raise _broken(f"has more than {MOST_CONSTRAINTS} constraints with its playbook's")
    return Brief(
        goal=further.goal or brief.goal,
        constraints=constraints,
        steps=brief.steps or further.steps,
        tools=_in_both(brief.tools, further.tools),
        budget_minor=min(budgets, default=None),
        currency=budgeted.currency,
        autonomy=min(brief.autonomy, further.autonomy),
        checkpoints=_stricter(brief, further),
        playbook=brief.playbook,
    )


def _in_both(one: tuple[str, ...] | None, other: tuple[str, ...] | None) -> tuple[str, ...] | None:
    if one is None or other is None:
        return other if one is None else one
    return tuple(name for name in one if name in other)


def _stricter(brief: Brief, further: Brief) -> dict[str, Route]:
    """The stricter checkpoint of each tool that is left."""
    tools = _in_both(brief.tools, further.tools)
    found = dict(brief.checkpoints)
    for name, route in further.checkpoints.items():
        found[name] = max(route, found.get(name, Route.AUTO), key=lambda each: each.rank)
    return {name: route for name, route in found.items() if tools is None or name in tools}


def _lines(lines: tuple[str, ...]) -> tuple[str, ...]:
    squeezed = (" ".join(line.replace("\x00", "").split()) for line in lines)
    return tuple(line for line in dict.fromkeys(squeezed) if line)


def _listed(names: list[str]) -> str:
    shown = ", ".join(name[:80] for name in names[:_NAMED])
    return shown if len(names) <= _NAMED else f"{shown} and {len(names) - _NAMED} more"


def _broken(what: str) -> Invalid:
    return Invalid("brief_broken", f"The brief {what}. Mend it; nothing was changed.")


MOST_CONSTRAINTS = 20
