"""playbook: a TOML file that lays out a piece of work, its steps, and where people look (E12).

It is read whole or refused whole. Its tools are those of its steps and of `tools`; with neither,
every tool is allowed.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from domain.brief import Brief, Line, Playbook, ToolName
from domain.errors import Invalid
from domain.verdict import Route
from policy.briefing import checked

TITLE_CHARACTERS = 80
Place = tuple[str | int, ...]


class Step(BaseModel):
    """One step; `checkpoint` is the least that is asked of people before its tool."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: Annotated[str, Field(min_length=1, max_length=160)]
    tool: ToolName | None = None
    checkpoint: Literal["none", "review", "lead", "two"] = "none"

    @model_validator(mode="after")
    def _has_what_it_checks(self) -> Self:
        if self.tool is None and self.checkpoint != "none":
            raise ValueError("a checkpoint stands before a tool; name the tool of this step")
        return self


class Paper(BaseModel):
    """What a file may state; a key that it does not know is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(default="", max_length=TITLE_CHARACTERS)
    goal: str = Field(default="", max_length=2_000)
    constraints: tuple[Line, ...] = Field(default=(), max_length=20)
    steps: tuple[Step, ...] = Field(default=(), max_length=20)
    tools: tuple[ToolName, ...] | None = Field(default=None, max_length=100)
    budget_minor: int | None = Field(default=None, ge=0, le=10**15, strict=True)
    currency: str = Field(default="EUR", pattern=r"^[A-Z]{3}$")
    autonomy: float = Field(default=1.0, ge=0.0, le=1.0, strict=True)


def read_playbook(text: str, source: str, name: str, known: Collection[str]) -> Playbook:
    """The playbook that `text` states, for a house with the tools `known`.

    Raises Invalid `playbook_broken` naming `source`, the lines and what to mend.
    """
    try:
        stated = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _broken(f"{source} is not TOML: {error}") from error
    try:
        paper = Paper.model_validate(stated)
    except ValidationError as error:
        faults = [(each["loc"], _words(each["msg"])) for each in error.errors()]
        raise _refused(source, text, faults) from error
    missing = [
        (place, f"the house has no tool called {tool[:80]}")
        for place, tool in _tools(paper)
        if tool not in known
    ]
    if missing:
        raise _refused(source, text, missing)
    title = " ".join(paper.title.replace("\x00", "").split())
    return Playbook(name=name, title=title or name, brief=_brief(paper, name, known))


def _tools(paper: Paper) -> Iterator[tuple[Place, str]]:
    """Every tool that is named, with where."""
    for number, step in enumerate(paper.steps):
        if step.tool is not None:
            yield ("steps", number, "tool"), step.tool
    for number, tool in enumerate(paper.tools or ()):
        yield ("tools", number), tool


def _brief(paper: Paper, name: str, known: Collection[str]) -> Brief:
    """A tool of two steps has the stricter one's checkpoint."""
    tools = tuple(tool for _, tool in _tools(paper))
    checkpoints: dict[str, Route] = {}
    for step in paper.steps:
        if step.tool is not None and step.checkpoint != "none":
            before = checkpoints.get(step.tool, Route.AUTO)
            stricter = (before, Route(step.checkpoint))
            checkpoints[step.tool] = max(stricter, key=lambda route: route.rank)
    brief = Brief(
        goal=paper.goal,
        constraints=paper.constraints,
        steps=tuple(_said(step) for step in paper.steps),
        tools=tools if tools or paper.tools is not None else None,
        budget_minor=paper.budget_minor,
        currency=paper.currency,
        autonomy=paper.autonomy,
        checkpoints=checkpoints,
        playbook=name,
    )
    return checked(brief, known)


def _said(step: Step) -> str:
    return step.what if step.tool is None else f"{step.what} ({step.tool})"


def _words(message: str) -> str:
    return message.removeprefix("Value error, ")


def _refused(source: str, text: str, faults: Sequence[tuple[Place, str]]) -> Invalid:
    told = []
    for place, what in faults:
        line = _line_of(text, place)
        where = f"line {line}" if line else "the end"
        told.append(f"{where}, {'.'.join(map(str, place)) or 'the playbook'}: {what}")
    return _broken(f"{source} cannot be used: {'; '.join(told)}")


def _broken(what: str) -> Invalid:
    return Invalid("playbook_broken", f"{what}. Mend it; the other playbooks stay.")


def _line_of(text: str, place: Place) -> int | None:
    """The line of the longest part of `place` that is written down, counted from 1."""
    wanted, table = [place[: size + 1] for size in range(len(place))], Place()
    counted: Counter[str] = Counter()
    nearest, depth = None, 0
    for number, line in enumerate(text.splitlines(), start=1):
        if head := _TABLE.match(line):
            table = (head[1], counted[head[1]])
            counted[head[1]] += 1
            here: list[Place] = [(head[1],), table]
        elif key := _KEY.match(line):
            here = [(*table, key[1])]
        else:
            continue
        for found in here:
            if found in wanted and len(found) > depth:
                nearest, depth = number, len(found)
    return nearest


_TABLE = re.compile(r"\s*\[\[\s*([\w-]+)\s*\]\]")
_KEY = re.compile(r"\s*([\w-]+)\s*=")
