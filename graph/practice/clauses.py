"""clauses: splits what a person said into wishes, questions, explanations and prohibitions.

Only what is asked for may become a call: "the window is broken" explains, it asks for nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from graph.practice.clause import Clause, Role
from graph.practice.delegation import delegated, is_one_errand
from graph.practice.openings import CAUSING, LEADING, OPENINGS
from graph.practice.thesaurus import TELLING, VERBS
from graph.practice.words import stem, words


@dataclass(frozen=True)
class _Known:
    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()


def clauses(
    text: str,
    verbs: Iterable[str],
    nouns: frozenset[str] = frozenset(),
    agents: frozenset[str] = frozenset(),
) -> list[Clause]:
    """The clauses of `text`; `verbs` are the stems that the tools at hand are called by, `nouns`
    those that can serve as verbs, `agents` those that may be people.
    """
    known = _Known(VERBS | frozenset(verbs), nouns, agents)
    found: list[Clause] = []
    for sentence in _sentences(text):
        for number, piece in enumerate(_pieces(sentence)):
            clause = _clause(piece, known, first=number == 0)
            _add(found, clause, piece, first=number == 0)
    return found


def _add(found: list[Clause], clause: Clause, piece: str, *, first: bool) -> None:
    """Take a clause in; a fragment such as "and the other" belongs to what was said before it."""
    previous = found[-1] if found else None
    fragment = clause.role is Role.BARE or (
        clause.role is Role.CONTEXT
        and len(words(clause.text)) < 3
        and not _SUBJECT.match(_bare(piece))
    )
    if clause.role is Role.BARE and not first and _tells(clause.text):
        clause, fragment = replace(clause, role=Role.CONTEXT), False
    same = clause.role is Role.WISH and not (clause.agent or first)
    if previous and previous.errand and same and is_one_errand(previous.head, clause.head):
        found[-1] = replace(_longer(previous, clause, piece), head=_kept(previous, clause))
    elif previous and fragment and not first and clause.text:
        found[-1] = _longer(previous, clause, piece)
    elif clause.text and clause.role is Role.CONTEXT and previous:
        found[-1] = replace(previous, explained=(*previous.explained, clause.text))
        found.append(clause)
    elif clause.text:
        found.append(clause)


def _longer(previous: Clause, clause: Clause, piece: str) -> Clause:
    added = f"{_joint(piece)}{clause.text}"
    errand = f"{previous.errand}{added}" if previous.errand else ""
    return replace(previous, text=f"{previous.text}{added}", errand=errand)


def _joint(piece: str) -> str:
    return " and " if re.match(r"\W*and\b", piece, re.IGNORECASE) else ", "


def _kept(previous: Clause, clause: Clause) -> str:
    # What an errand is for is the first thing to do there; the way to it is not.
    return clause.head if is_one_errand(previous.head, "") else previous.head


def _tells(text: str) -> bool:
    """A fragment with several words and no value is a statement without its article."""
    if _TIMED.match(text):
        return False
    return len(words(text)) >= 3 and not any(character in text for character in "0123456789@\"'“")


def _sentences(text: str) -> list[str]:
    return [each for each in _END.split(_sheltered(text)) if each]


def _pieces(sentence: str) -> list[str]:
    """Cut before joining words, never inside quotes and never after "tell her that ..."."""
    said = _SAID.search(sentence)
    head, tail = (sentence[: said.end()], sentence[said.end() :]) if said else (sentence, "")
    pieces = [each for each in _JOINT.split(head) if each and each.strip(" ,")]
    if tail and pieces:
        pieces[-1] += tail
    return [each.translate(_SHOW) for each in pieces]


def _clause(piece: str, known: _Known, *, first: bool = True) -> Clause:
    text = _bare(piece).rstrip(".!").strip()
    errand = _errand(text, known, first=first)
    if errand is not None:
        return errand
    if CAUSING.match(text):
        return Clause(text, Role.WISH, _head(text))
    for role, pattern in OPENINGS:
        opening = pattern.match(text)
        if opening:
            return _opened(role, opening, text, known)
    if text.endswith("?"):
        return Clause(text, Role.QUESTION, _head(text))
    head = _head(text)
    if head in known.verbs or (head in known.nouns and not _NAMED.match(text)):
        return Clause(text, Role.WISH, head)
    return Clause(text, Role.CONTEXT if _STATEMENT.match(text) else Role.BARE, head)


def _bare(piece: str) -> str:
    text = piece.strip(" ,\t")
    leading = LEADING.match(text)
    return text[leading.end() :].strip(" ,\t") if leading else text


def _errand(text: str, known: _Known, *, first: bool) -> Clause | None:
    """A clause that wants a person sent; a question put to anybody is a question."""
    errand = delegated(text, known.verbs, known.agents, first=first)
    if errand is None:
        return None
    said = text.rstrip("?").strip()
    asked = next((role for role, opening in OPENINGS if opening.match(errand.action)), None)
    if asked is Role.QUESTION and text.endswith("?"):
        return Clause(said, Role.QUESTION, _head(errand.action))
    head = _head(errand.action) or _head(said)
    return Clause(said, Role.WISH, head, (), errand.agent, errand.action, errand.matter)


def _opened(role: Role, opening: re.Match[str], text: str, known: _Known) -> Clause:
    rest = text[opening.end() :].strip(" ,")
    if role is Role.WISH:
        rest = rest.rstrip("?").strip()
        nested = _clause(rest, known)
        if nested.agent or nested.role in (Role.PROHIBITION, Role.QUESTION, Role.CONDITION):
            return nested
        return Clause(rest, role, _head(rest))
    if role in (Role.PROHIBITION, Role.CONTEXT):
        return Clause(rest, role, _head(rest))
    return Clause(text, role, _head(text))


def _head(text: str) -> str:
    """The stem of the first word that is no adverb."""
    for word in words(text)[:4]:
        if not word.text.casefold().endswith("ly") or word.stem in TELLING:
            return stem(word.text)
    return ""


def _sheltered(text: str) -> str:
    """Hide the joints inside quotes from the knife."""
    return _QUOTED.sub(lambda found: found.group().translate(_HIDE), text)


_HIDE = {ord(seen): 0xE000 + number for number, seen in enumerate(" ,;.!?\n:")}
_SHOW = {hidden: seen for seen, hidden in _HIDE.items()}
_QUOTED = re.compile(r"\"[^\"]{1,5000}\"|“[^”]{1,5000}”|(?<!\w)['‘][^'‘’]{1,5000}['’](?!\w)")
_END = re.compile(
    r"(?<=[.!?])(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bMrs\.)\s+|\n+|\s*;\s*"
)
_TIMED = re.compile(r"(?:by|before|until|till|within|no later|at the latest)\b", re.IGNORECASE)
_SAID = re.compile(r":\s|\b(?:that|saying)\s", re.IGNORECASE)
_JOINT = re.compile(
    r",\s+(?=\S)|\s+(?=(?:and|but|then|because|so that|otherwise)\b)|\s+[–—-]\s+"
    r"|(?<!ask)(?<!look)(?<!know)(?<!check)(?<!see)(?<!\bme)(?<!\bus)"
    r"\s+(?=(?:unless|if|when|once)\b)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"(?:it|he|she|they|we|i|because|since|due to|as)\b(?!$)", re.IGNORECASE)
# "Note 5" and "the note is ..." name a thing; "note that ..." asks for one.
_NAMED = re.compile(r"\w+\s+(?:#|\d|\w*\d|(?:is|are|was|were|has|have|had|will|does|did)\b)")
_STATEMENT = re.compile(
    r"(?:the|a|an|this|that|these|those|it|he|she|they|we|i|you|there|my|our|your|his|her|its"
    r"|their|one|some|nobody|somebody|someone|everything|nothing|all)\b",
    re.IGNORECASE,
)
