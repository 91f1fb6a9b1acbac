"""origins: what was said before an action was proposed, by whom, and which of it came from outside.

It is the window that the model had before it, up to its own answer, so that a later look finds the
same. What is told of a call is believed for what its row says it is, never for how it is worded: a
tool may well answer in the words of a person.
"""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from domain.action import Action
from domain.brief import Brief
from domain.origin import Source
from domain.risk import Ambiguity, Cost, Reversibility, Risk
from domain.thread import AGENT, HOUSE, Speaker
from nodes.context import Rooms
from nodes.prompts import WINDOW_MESSAGES
from policy import folding
from policy.fitting import coerced, filled
from policy.leaves import leaves_of
from policy.provenance import trace
from policy.records import WORDS_OF_A_FIELD
from policy.texts import Text, Texts
from storage import transcript
from storage.rows import unpacked_each
from storage.unit import Row, Unit

# An answer of fewer words tells nobody what to do. One who acts confirms it in some words, too, and
# repeats what the call said.
WORDS_THAT_LEAD = 3
WORDS_THAT_CONFIRM = 8
OPERATOR = "operator"

Facts = dict[str, Any]


class _Window(NamedTuple):
    texts: Texts
    outside: tuple[str, ...]
    proposed: dict[str, Facts]
    ordered: frozenset[str]


def origins(unit: Unit, rooms: Rooms, thread_id: str, action: Action, brief: Brief | None) -> Facts:
    """Where the values of `action` came from, and who brought words from outside before it.

    Nothing is looked for where no verdict hangs on it: in a read that calls no address, and in
    what the house proposes itself because a person ordered it; that is no agent's guess, either.
    """
    risk = action.risk
    if risk is not None and risk.read_only and not risk.grants and risk.address is None:
        return {}
    turn, step = transcript.place_of(action.call_id)
    answer_id = transcript.answer_id(turn, step)
    window = unit.once(
        ("origins", thread_id, answer_id), lambda: _window(unit, rooms, thread_id, answer_id, brief)
    )
    if action.call_id in window.ordered:
        return {"guessed": False}
    tool = rooms.catalogue.find(action.name)
    texts, schema = window.texts, tool.schema if tool is not None else {}
    # A plan is put into the house's form before anybody sees it, so it never is as proposed.
    if tool is None or not tool.plans:
        proposed = window.proposed.get(action.call_id, action.arguments)
        edited = [*_changed(proposed, action.arguments, schema)]
        if edited:
            by_hand = (Text(Source.REVIEWER, "", words) for words in edited)
            texts = Texts((*texts.all(), *by_hand))
    traced = trace(action.arguments, texts, schema, risk)
    ours = all(origin.source.rank < Source.MODEL.rank for origin in traced)
    outside = () if ours and _only_calls(risk) else window.outside
    return {"origins": traced, "outside": outside}


def _only_calls(risk: Risk | None) -> bool:
    """Whether an address is all of the effect: where it is ours, nothing else led there."""
    if risk is None or risk.address is None or risk.recipient is not None:
        return False
    return risk.cost == Cost() and risk.reversibility is not Reversibility.IRREVERSIBLE


def _changed(proposed: Facts, now: Facts, schema: Facts) -> Iterator[str]:
    """What a reviewer put in place of what the agent proposed. Long text is theirs by the pieces
    that they say elsewhere: who mends a word of it has not written it.
    """
    if proposed == now:
        return
    before = {leaf.path: leaf.text for leaf in leaves_of(coerced(filled(proposed, schema), schema))}
    for leaf in leaves_of(now):
        is_long = leaf.text.count(" ") >= WORDS_OF_A_FIELD
        if not is_long and before.get(leaf.path) != leaf.text:
            yield leaf.text


def _window(
    unit: Unit, rooms: Rooms, thread_id: str, answer_id: str, brief: Brief | None
) -> _Window:
    rows = transcript.up_to(unit, thread_id, answer_id, WINDOW_MESSAGES + 1)
    reader = _Reader(rooms, brief)
    for row, body in zip(rows, unpacked_each(row["body"] for row in rows), strict=True):
        reader.read(row, body)
    ordered = frozenset(reader.ordered)
    return _Window(reader.texts, tuple(reader.outside), reader.proposed, ordered)


class _Reader:
    """Reads a window from its oldest message on, because what came first may have led the rest."""

    def __init__(self, rooms: Rooms, brief: Brief | None) -> None:
        self._catalogue = rooms.catalogue
        self._trusted = frozenset(rooms.law.provenance.trusted_tools)
        self._names: dict[str, str] = {}
        self.proposed: dict[str, Facts] = {}
        self.ordered: set[str] = set()
        self.outside: dict[str, None] = {}
        self.texts = Texts()
        if brief is not None:
            fixed = "\n".join((brief.goal, *brief.constraints, *brief.steps))
            self.texts.add(Text(Source.REQUESTER, "", fixed))

    def read(self, row: Row, body: Facts) -> None:
        """Take in one message."""
        speaker = row["speaker"]
        if speaker == Speaker.USER:
            self._add(Source.REQUESTER, row, body["text"], row["by"])
        elif speaker == Speaker.HOUSE:
            self._letter(row, body)
        elif speaker == Speaker.TOOL:
            self._result(row, body)
        elif row["by"] not in (AGENT, HOUSE):
            self._add(Source.REVIEWER, row, body["text"], row["by"])
        for call in body.get("calls", ()):
            self._names[call["id"]] = call["name"]
            self.proposed[call["id"]] = call["arguments"]
            if row["by"] == HOUSE:
                self.ordered.add(call["id"])

    def _letter(self, row: Row, body: Facts) -> None:
        """Of a letter about a task the house's own word is its number; operators wrote the rest."""
        self._add(Source.REVIEWER, row, body.get("reviewer", ""))
        if not body.get("task"):
            return
        self._add(Source.TRUSTED_TOOL, row, body["task"], HOUSE)
        # Photos say things, too, that no comparison reads.
        wrote = str(body.get("quoted", body["text"]))
        self._bring_in(row, wrote, OPERATOR, leads=bool(wrote or body.get("photos")))

    def _result(self, row: Row, body: Facts) -> None:
        """What became of a call: words of the tool, of people in its place, and of the house."""
        name = self._names.get(body["call_id"])
        if name is None:
            return
        arguments = self.proposed.get(body["call_id"], {})
        for key, source in _PEOPLE:
            self._add(source, row, body.get(key, ""))
        tool = self._catalogue.find(name)
        schema = tool.schema if tool is not None else {}
        for changed in _changed(arguments, body.get("ran") or arguments, schema):
            self._add(Source.REVIEWER, row, changed)
        if tool is not None and (tool.hires or tool.plans):
            return
        begin, end = body.get("tool") or (0, len(body["text"]))
        words = body["text"][begin:end]
        if name in self._trusted and not self._was_led(arguments, schema):
            self._add(Source.TRUSTED_TOOL, row, words, name)
        else:
            self._bring_in(row, words, name, leads=self._leads(name, words, arguments))

    def _leads(self, name: str, words: str, arguments: Facts) -> bool:
        """Whether an answer says more than that something was done."""
        if name in self.outside:
            return True
        tool = self._catalogue.find(name)
        reads = tool is None or tool.risk is None or _brings_text(tool.risk)
        least = WORDS_THAT_LEAD if reads else WORDS_THAT_CONFIRM
        return _words_beside(words, arguments) >= least

    def _was_led(self, arguments: Facts, schema: Facts) -> bool:
        """Whether words from outside may have said what to look up: then what is found is led."""
        if not self.outside:
            return False
        given = {name: value for name, value in arguments.items() if name[:1] != "_"}
        if not given:
            return False
        traced = trace(given, self.texts, schema)
        return any(origin.source.rank >= Source.MODEL.rank for origin in traced)

    def _bring_in(self, row: Row, words: str, by: str, *, leads: bool) -> None:
        self._add(Source.UNTRUSTED, row, words, by)
        if leads:
            self.outside[by] = None

    def _add(self, source: Source, row: Row, words: str, by: str = "") -> None:
        if words:
            self.texts.add(Text(source, row["message_id"], words, by))


def _brings_text(risk: Risk) -> bool:
    """Whether a tool's answer is what it is called for, and no mere word that it was done."""
    return risk.read_only or risk.address is not None or risk.ambiguity is Ambiguity.FREE_FORM


def _words_beside(words: str, arguments: Facts) -> int:
    """How many words of an answer the call itself did not say. The names in a record do not count,
    unless they are sentences.
    """
    known = set(folding.words(json.dumps(arguments, ensure_ascii=False)).split())
    try:
        record: Any = json.loads(words)
    except (ValueError, RecursionError):
        record = words
    count, waiting = 0, [record]
    while waiting and count < WORDS_THAT_CONFIRM:
        value = waiting.pop()
        if isinstance(value, str):
            said = folding.words(value[:_CHARACTERS_THAT_TELL]).split()
            count += sum(word not in known for word in said)
        elif isinstance(value, dict):
            waiting += [*value.values(), *(name for name in value if " " in name)]
        elif isinstance(value, list):
            waiting += value
    return count


_CHARACTERS_THAT_TELL = 400
_PEOPLE = (("requester", Source.REQUESTER), ("reviewer", Source.REVIEWER))
