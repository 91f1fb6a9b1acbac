"""speech: what the practice model says in words. It never claims more than the results say, and
never hides that it is no language model.
"""

import itertools
import json
from collections.abc import Iterable, Sequence
from typing import Any

from graph.practice.composing import sentence
from graph.practice.draft import Draft
from graph.practice.facts import Fact
from graph.practice.kinds import Kind, kind_of
from graph.practice.manners import SELF, abilities, greeting
from graph.practice.outcome import Outcome, parsed
from graph.practice.tool import Parameter, Tool
from graph.practice.turn import LONGEST_REQUEST, Call, Turn
from graph.practice.wishes import Request
from graph.practice.words import readable

_LONGEST_RESULT = 1200
_DEEPEST, _MOST_PARTS = 6, 50


def without_calls(turn: Turn, request: Request, tools: Sequence[Tool]) -> str:
    """The answer where no tool fits what was said."""
    if request.forbidden:
        return "All right, I will not do that. Nothing was done."
    greeted = greeting(turn.latest, tools)
    if greeted:
        return greeted
    asked = "; ".join(f"“{brief(each, 200)}”" for each in request.unmatched[:5])
    asked = asked or f"“{brief(turn.latest, 200)}”"
    return f"{_cut(turn)}I cannot do this: {asked}. Nothing was done. {SELF} {abilities(tools)}"


def ending(turn: Turn, tools: Sequence[Tool]) -> str:
    """The answer to somebody who calls it off: what has already happened stays said."""
    return "\n".join(["All right, I do nothing more.", *_results(turn, tools)])


def answer(
    turn: Turn,
    request: Request,
    left: Sequence[tuple[Draft, str]],
    tools: Sequence[Tool],
) -> str:
    """What was done, what was refused and why, what is left, and the question if there is one."""
    acting = {tool.name for tool in tools if not tool.read_only}
    done = [call for call in turn.calls if call.told]
    lines = [_cut(turn), *_results(turn, tools)]
    asked = {each.clause.text for each in request.wishes if each.tool.read_only}
    if asked or left or not any(call.name in acting for call in turn.calls):
        lines += [f"Found: {_told(call)}" for call in done if call.name not in acting][-5:]
    lines += [f"I cannot do this: “{brief(each, 200)}”." for each in request.unmatched[:5]]
    lines += [_left(draft, why, request) for draft, why in left]
    return "\n".join(dict.fromkeys(line for line in lines if line)) or "There is nothing to do."


def came_of(calls: Sequence[Call]) -> list[str]:
    """What became of calls that nobody here asked for, a line each."""
    return [f"{call.outcome}: {_told(call)}" for call in calls if call.result is not None]


def _results(turn: Turn, tools: Sequence[Tool]) -> list[str]:
    looking = {tool.name for tool in tools if tool.read_only}
    acted = [call for call in turn.calls if call.name not in looking]
    told = [f"{call.outcome}: {_told(call)}{_promise(call)}" for call in acted if call.told]
    told += [f"{call.outcome}: {_told(call)}" for call in turn.calls if call.refused]
    return told + [f"No result yet: {named(call)}." for call in turn.calls if call.result is None]


def rationale(draft: Draft) -> str:
    """One plain sentence: whose words ask for this call, and where its arguments come from."""
    sources: dict[str, list[str]] = {}
    for name, found in draft.found.items():
        sources.setdefault(found.source, []).append(readable(name))
    told = "; ".join(f"{_listed(names)} from {source}" for source, names in sources.items())
    asked = f"The words “{brief(draft.wish.clause.text, 160)}” ask for this"
    return f"{asked}; {told}." if told else f"{asked}."


def named(call: Call) -> str:
    """A call as a person would name it."""
    told = ", ".join(
        f"{readable(name)} {brief(_plain(value), 60).rstrip('.')}"
        for name, value in call.arguments.items()
        if not name.startswith("_")
    )
    return f"{readable(call.name)} ({told})" if told else readable(call.name)


def brief(text: str, longest: int = _LONGEST_RESULT) -> str:
    """`text` on one line, cut where it is too long."""
    line = " ".join(text[: longest * 4].split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def _told(call: Call) -> str:
    content = parsed(call.result or "")
    return f"{named(call)}. {sentence(brief(_plain(content) if content else call.result or ''))}"


def _promise(call: Call) -> str:
    return " I will tell you when I hear of it." if call.outcome is Outcome.POSTED else ""


def _left(draft: Draft, why: str, request: Request) -> str:
    name = readable(draft.tool.name)
    if why:
        return f"I did not propose to {name}: {why.rstrip('.')}."
    if draft.missing:
        return _question(draft)
    if request.conditions and not draft.tool.read_only:
        return (
            f"I did not propose to {name}, because you tied it to a condition "
            f"(“{brief(request.conditions[0], 160)}”) and I cannot judge conditions. Tell me to do "
            "it without one if it holds."
        )
    return f"I did not propose to {name} again: the same call was already made."


def _question(draft: Draft) -> str:
    wanted = _listed([_described(each) for each in draft.missing])
    offered = [
        f"{readable(name)}: {_listed([_offer(fact) for fact in _distinct(facts)[:8]])}"
        for name, facts in draft.options.items()
        if name in {each.name for each in draft.missing}
    ]
    found = f" I found {'; '.join(offered)}." if offered else ""
    return f"To {readable(draft.tool.name)} I need {wanted}.{found} What shall I take?"


def _described(parameter: Parameter) -> str:
    told = readable(parameter.name)
    if parameter.choices:
        return f"{told} (one of {_listed([str(each) for each in parameter.choices[:12]])})"
    if kind_of(parameter) is Kind.FLAG:
        return f"{told} (yes or no)"
    return f"{told} ({brief(parameter.description, 120)})" if parameter.description else told


def _distinct(facts: Iterable[Fact]) -> list[Fact]:
    return list({str(fact.value): fact for fact in reversed(list(facts))}.values())[::-1]


def _offer(fact: Fact) -> str:
    beside = [str(value) for name, value in fact.record.fields.items() if name != fact.field]
    return f"{fact.value} ({brief(', '.join(beside[:3]), 80)})" if beside else str(fact.value)


def _plain(value: Any, depth: int = 0) -> str:
    if depth > _DEEPEST:
        return "…"
    if isinstance(value, dict):
        told = (f"{readable(str(name))}: {_plain(each, depth + 1)}" for name, each in value.items())
        return "; ".join(itertools.islice(told, _MOST_PARTS))
    if isinstance(value, list):
        parts = (_plain(each, depth + 1) for each in value)
        inner = [
            f"({part})" if ": " in part else part for part in itertools.islice(parts, _MOST_PARTS)
        ]
        return ", ".join(inner) or "none"
    return value if isinstance(value, str) else json.dumps(value, default=str)


def _listed(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def _cut(turn: Turn) -> str:
    return f"I read only the first {LONGEST_REQUEST} letters. " if turn.cut else ""
