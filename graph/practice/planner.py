"""planner: the next step of a turn: calls that are ready, or the answer.

It remembers nothing: the same messages and tools always give the same step. Reading comes first,
then every effect that is ready at once, each at most once in a turn.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from langchain_core.messages import BaseMessage

from graph.practice import speech
from graph.practice.clause import Role
from graph.practice.draft import Draft
from graph.practice.facts import records
from graph.practice.filling import Filler
from graph.practice.letters import told_again
from graph.practice.lookups import Lookups, signature
from graph.practice.manners import dropped
from graph.practice.outcome import may_pass
from graph.practice.saying import each_meant, said
from graph.practice.tool import Tool
from graph.practice.turn import Call, Turn, read_turn
from graph.practice.wishes import Listener, Request

_MOST_ROUNDS = 6
_MOST_TRIES = 5
_MOST_OPTIONS = 12


@dataclass(frozen=True)
class Step:
    """What the model says next: calls, or words alone."""

    text: str
    drafts: tuple[Draft, ...] = ()
    options: tuple[str, ...] = ()


def next_step(
    messages: Sequence[BaseMessage],
    tools: Sequence[Tool],
    now: datetime,
    letters: Sequence[str] = (),
) -> Step:
    """The next step after `messages`; `letters` are those of the house, which are no messages."""
    listener = Listener(tools, now)
    turn = read_turn(messages, listener.asks)
    request = listener.request(turn.text)
    if dropped(turn.latest):
        return Step(speech.ending(turn, tools))
    if not turn.calls and not _asks_tools(request) and (told := told_again(turn, letters)):
        return Step(told)
    if not request.wishes and not turn.calls:
        return Step(speech.without_calls(turn, request, tools))
    return _Planning(request, turn, tools).step()


def _asks_tools(request: Request) -> bool:
    """Whether tools are wanted, not only news: a wish, or a question that names its thing."""
    return any(
        each.clause.role is Role.WISH
        or (each.tool.required and said(each.tool, each.sentence).keys() >= _names(each.tool))
        for each in request.wishes
    )


def _names(tool: Tool) -> set[str]:
    return {each.name for each in tool.required}


class _Planning:
    def __init__(self, request: Request, turn: Turn, tools: Sequence[Tool]) -> None:
        self._request, self._turn = request, turn
        self._tools = [tool for tool in tools if tool.name not in request.forbidden]
        named = {tool.name: tool for tool in tools}
        self._filler = Filler(request, records(turn.results(), named), records(turn.earlier, named))
        for wish in request.wishes:
            for fixed in each_meant(wish.tool, said(wish.tool, wish.sentence)):
                self._filler.draft(wish, fixed)
        self._lookups = Lookups(self._tools, self._filler, turn.calls)
        self._settled = _settled(turn.calls)
        self._made = _made(self._filler.drafts, self._settled)
        self._pending = [
            each for place, each in enumerate(self._filler.drafts) if place not in self._made
        ]

    def step(self) -> Step:
        rounds = len({call.number for call in self._turn.calls})
        blocked = {id(each): why for each in self._pending if (why := self._blocked(each))}
        reads = self._unmade(self._reads(blocked)) if rounds < _MOST_ROUNDS else []
        if reads:
            return Step("", tuple(reads))
        ready = [
            each
            for each in self._pending
            if not each.missing
            and id(each) not in blocked
            and not each.tool.read_only
            and not self._request.conditions
        ]
        ready = self._unmade(ready) if rounds < 2 * _MOST_ROUNDS else []
        if ready:
            return Step("", tuple(ready))
        left = [(each, blocked.get(id(each), "")) for each in self._pending]
        text = speech.answer(self._turn, self._request, left, self._tools)
        return Step(text, options=_options([each for each, why in left if not why]))

    def _reads(self, blocked: dict[int, str]) -> list[Draft]:
        reads: list[Draft] = []
        # The thing itself is read first: what it tells may make any other search needless.
        before = [
            read
            for draft in self._pending
            for read in self._lookups.first(draft)
            if id(draft) not in blocked and not self._lookups.made(read)
        ]
        for draft in self._pending:
            if draft.tool.read_only and not draft.missing:
                reads.append(draft)
            if id(draft) in blocked:
                continue
            for parameter in draft.missing if not before else ():
                awaited = self._lookups.awaits(parameter, draft, self._pending)
                seeking = None if awaited else self._lookups.seeking(parameter, draft)
                if seeking and parameter.name not in draft.options:
                    reads.append(seeking)
        return [*before, *reads]

    def _blocked(self, draft: Draft) -> str:
        """Why a call must not be made: what it acts on could not be read, or nothing is left."""
        for read in self._lookups.first(draft):
            call = self._lookups.made(read)
            if call and call.refused:
                return f"{speech.named(call)} did not work: {speech.brief(call.result or '')}"
        return draft.empty

    def _unmade(self, drafts: Iterable[Draft]) -> list[Draft]:
        known = {signature(call.name, call.arguments) for call in self._settled}
        fresh: dict[str, Draft] = {}
        for draft in drafts:
            mark = signature(draft.tool.name, draft.arguments)
            if mark not in known:
                fresh.setdefault(mark, draft)
        return list(fresh.values())


def _options(drafts: Sequence[Draft]) -> tuple[str, ...]:
    """What a person can choose from, when one value alone is missing."""
    missing = [(each, parameter) for each in drafts for parameter in each.missing]
    if len(missing) != 1:
        return ()
    draft, parameter = missing[0]
    choices = parameter.choices or [fact.value for fact in draft.options.get(parameter.name, ())]
    return tuple(dict.fromkeys(str(choice) for choice in choices))[:_MOST_OPTIONS]


def _settled(calls: Sequence[Call]) -> list[Call]:
    """The calls that are not worth making again; each is tried some times and no more."""
    tries = Counter(signature(call.name, call.arguments) for call in calls)
    return [
        call
        for call in calls
        if not may_pass(call.result or "")
        or tries[signature(call.name, call.arguments)] >= _MOST_TRIES
    ]


def _made(drafts: Sequence[Draft], calls: Sequence[Call]) -> dict[int, Call]:
    """Which drafts have been proposed already; a person may have edited the arguments since."""
    made: dict[int, Call] = {}
    for call in calls:
        alike = [
            (_agreement(draft, call), -place)
            for place, draft in enumerate(drafts)
            if place not in made and draft.tool.name == call.name
        ]
        if alike:
            made[-max(alike)[1]] = call
    return made


def _agreement(draft: Draft, call: Call) -> int:
    same = sum(call.arguments.get(name) == value for name, value in draft.arguments.items())
    return same if same or not draft.tool.read_only else -1
