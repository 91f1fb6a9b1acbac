"""letters: what the house writes, of a task in the field or for those who look at what was done,
passed on and told again when asked for.

A letter repeats the words of the task it is about, so it is kept out of everything that listens
for wishes, and so is an answer of ours that only passes it on.
"""

import re
from collections.abc import Sequence

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from domain.thread import HOUSE
from graph.practice.outcome import Outcome
from graph.practice.turn import Turn, text_of
from graph.practice.words import content_stems, stems_of

_LONGEST_LETTER, _MOST_LETTERS = 4000, 20


def is_letter(message: BaseMessage) -> bool:
    """Whether the house wrote it and no person."""
    return isinstance(message, HumanMessage) and message.name == HOUSE


def without_letters(messages: Sequence[BaseMessage]) -> list[BaseMessage]:
    """What people said, and our answers to them."""
    kept: list[BaseMessage] = []
    only_letters = False
    for message in messages:
        if is_letter(message):
            only_letters = only_letters or not (kept and _is_pending(kept[-1]))
        elif only_letters and _answers(message):
            only_letters = False
        else:
            only_letters = False
            kept.append(message)
    return kept


def unanswered(messages: Sequence[BaseMessage]) -> list[BaseMessage]:
    """What came since our last answer, letters and people's words alike."""
    last = max((place for place, each in enumerate(messages) if _answers(each)), default=-1)
    return [each for each in messages[last + 1 :] if isinstance(each, HumanMessage)]


def letters_in(messages: Sequence[BaseMessage]) -> list[str]:
    """The words of the letters among `messages`, each on one line."""
    told = [
        " ".join(text_of(each)[:_LONGEST_LETTER].split()) for each in messages if is_letter(each)
    ]
    return [each for each in dict.fromkeys(told) if each]


def passed_on(letters: Sequence[str]) -> str:
    """What the letters say, in their own words: nothing is added to what the house knows."""
    told = [f"News from the {_sender(each)}: {_plain(each)}" for each in letters[-_MOST_LETTERS:]]
    return "\n".join(told) or "A letter came without any words."


def told_again(turn: Turn, letters: Sequence[str]) -> str:
    """The answer to a question about what came back; "" where it is about something else."""
    said = frozenset(content_stems(turn.latest))
    written = {letter: frozenset(content_stems(letter)) for letter in letters}
    known = _ABOUT.union(*written.values())
    waiting = [call for call in turn.earlier if call.outcome is Outcome.POSTED and call.result]
    if not (letters or waiting) or not said or not said <= known or not said & _ABOUT:
        return ""
    if not _ASKED.search(turn.latest):
        return ""
    named = {letter: len((said - _ABOUT) & stems) for letter, stems in written.items()}
    most = max(named.values(), default=0)
    meant = [letter for letter, count in named.items() if count == most] if most else letters[-1:]
    silent = [
        call.result
        for call in waiting
        if call.result and not any(_same(call.result, letter) for letter in letters)
    ]
    lines = [f"The letter says: {_plain(each)}" for each in meant]
    lines += [f"No letter has come yet of this: {' '.join(each.split())[:300]}" for each in silent]
    return "\n".join(lines)


def _same(result: str, letter: str) -> bool:
    """Whether both speak of the same task, by the house's own name for it."""
    return bool(set(_NAME.findall(result)) & set(_NAME.findall(letter)))


def _is_pending(message: BaseMessage) -> bool:
    return not (_answers(message) or isinstance(message, SystemMessage))


def _answers(message: BaseMessage) -> bool:
    return isinstance(message, AIMessage) and not message.tool_calls


def _sender(letter: str) -> str:
    return "field" if _HEAD.match(letter) else "reviewers"


def _plain(letter: str) -> str:
    """The task by what was asked for, not by its number."""
    head = _HEAD.match(letter)
    if head is None:
        return letter
    return f"the task “{head['asked'].replace('.,', ',')}” {letter[head.end() :]}"


_NAME = re.compile(r"\b[a-z]{2,5}_\w{4,}")
_HEAD = re.compile(
    r"(?:The )?task [a-z]{2,5}_\w+ \((?P<asked>.{1,2500}?)\)\s(?=(?:is|has|was|will)\b)",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\?|\b(?:what|who|when|where|how|did|has|have|is|was|any|tell|show|read|say|said|news)\b",
    re.IGNORECASE,
)
_ABOUT = stems_of(
    "say said write wrote written tell told happen letter letters news operator operators task"
    " outcome result results done finish proof came come comes field report note status anything"
    " something yet far find found out photo photos picture become became"
)
