"""brief: what was fixed before a conversation began, as rows of text."""

from collections.abc import Iterable

from domain.brief import Brief
from ui.parts.fields import fields
from ui.parts.words import ASKED, money, tool_words

_REVIEWER = "a reviewer"


def brief(key: str, given: Brief) -> None:
    """Show a brief."""
    fields(key, rows_of(given))


def rows_of(given: Brief) -> dict[str, str]:
    """What a brief fixes, by name; what it leaves open is left out."""
    rows = {
        "playbook": tool_words(given.playbook),
        "goal": given.goal,
        "constraints": _listed(given.constraints),
        "steps": "\n".join(f"{n}. {_step(line, given)}" for n, line in enumerate(given.steps, 1)),
        "tools": _tools(given),
        "checkpoints": _listed(
            f"{tool_words(name)}: {ASKED.get(route, _REVIEWER)}"
            for name, route in given.checkpoints.items()
        ),
        "budget": _budget(given),
        "goes alone": _share(given.autonomy),
    }
    return {name: words for name, words in rows.items() if words}


def _step(line: str, given: Brief) -> str:
    """A step without its tool, which stands among the tools."""
    said, _, tool = line.rpartition(" (")
    return said if said and tool.removesuffix(")") in (given.tools or ()) else line


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"• {line}" for line in lines)


def _tools(given: Brief) -> str:
    if given.tools is None:
        return ""
    return ", ".join(map(tool_words, given.tools)) or "None"


def _budget(given: Brief) -> str:
    if given.budget_minor is None:
        return ""
    return f"{money(given.budget_minor, given.currency)} for all of it"


def _share(autonomy: float) -> str:
    if autonomy >= 1:
        return ""
    return f"{autonomy:.0%} of what could" if autonomy else "Nothing but looking things up"
