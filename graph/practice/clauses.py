"""clauses: splits what a person said into wishes, questions, explanations and prohibitions.

Only what is asked for may become a call: "the window is broken" explains, it asks for nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from graph.practice.clause import Clause, Role
from graph.practice.thesaurus import TELLING, VERBS
from graph.practice.words import stem, words


@dataclass(frozen=True)
class _Known:
    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()


def clauses(text: str, verbs: Iterable[str], nouns: frozenset[str] = frozenset()) -> list[Clause]:
    """The clauses of `text`; `verbs` are the stems that the tools at hand are called by, `nouns`
    those that can serve as verbs.
    """
    known = _Known(VERBS | frozenset(verbs), nouns)
    found: list[Clause] = []
    for sentence in _sentences(text):
        for number, piece in enumerate(_pieces(sentence)):
            _add(found, _clause(piece, known), piece, first=number == 0)
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
    if previous and fragment and not first and clause.text:
        found[-1] = replace(previous, text=f"{previous.text}{_joint(piece)}{clause.text}")
    elif clause.text and clause.role is Role.CONTEXT and previous:
        found[-1] = replace(previous, explained=(*previous.explained, clause.text))
        found.append(clause)
    elif clause.text:
        found.append(clause)


def _joint(piece: str) -> str:
    return " and " if re.match(r"\W*and\b", piece, re.IGNORECASE) else ", "


def _tells(text: str) -> bool:
    """A fragment with several words and no value is a statement without its article."""
    return len(words(text)) >= 3 and not any(character in text for character in "0123456789@\"'“")


def _sentences(text: str) -> list[str]:
    return [each for each in re.split(r"(?<=[.!?])\s+|\n+|\s*;\s*", _sheltered(text)) if each]


def _pieces(sentence: str) -> list[str]:
    """Cut before joining words, never inside quotes and never after "tell her that ..."."""
    said = _SAID.search(sentence)
    head, tail = (sentence[: said.end()], sentence[said.end() :]) if said else (sentence, "")
    pieces = [each for each in _JOINT.split(head) if each and each.strip(" ,")]
    if tail and pieces:
        pieces[-1] += tail
    return [each.translate(_SHOW) for each in pieces]


def _clause(piece: str, known: _Known) -> Clause:
    text = _bare(piece).rstrip(".!").strip()
    for role, pattern in _OPENINGS:
        opening = pattern.match(text)
        if opening:
            return _opened(role, opening, text)
    if text.endswith("?"):
        return Clause(text, Role.QUESTION, _head(text))
    head = _head(text)
    if head in known.verbs or (head in known.nouns and not _NAMED.match(text)):
        return Clause(text, Role.WISH, head)
    return Clause(text, Role.CONTEXT if _STATEMENT.match(text) else Role.BARE, head)


def _bare(piece: str) -> str:
    text = piece.strip(" ,\t")
    leading = _LEADING.match(text)
    return text[leading.end() :].strip(" ,\t") if leading else text


def _opened(role: Role, opening: re.Match[str], text: str) -> Clause:
    rest = text[opening.end() :].strip(" ,")
    if role is Role.WISH:
        rest = rest.rstrip("?").strip()
        nested = _clause(rest, _Known())
        if nested.role in (Role.PROHIBITION, Role.QUESTION, Role.CONDITION):
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
_SAID = re.compile(r":\s|\b(?:that|saying)\s", re.IGNORECASE)
_JOINT = re.compile(
    r",\s+(?=\S)|\s+(?=(?:and|but|then|because|so that|otherwise)\b)|\s+[–—-]\s+"
    r"|(?<!ask)(?<!know)(?<!check)(?<!see)(?<!\bme)(?<!\bus)\s+(?=(?:unless|if|when|once)\b)",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"(?:(?:and|but|then|also|so|now|next|finally|afterwards?|after that|please|kindly|hi|hello|hey"
    r"|ok|okay|well|first|just|immediately|thanks|thank you)\b[\s,.!]*)+",
    re.IGNORECASE,
)
_OPENINGS = (
    (
        Role.WISH,
        re.compile(r"(?:(?:do not|don['’]?t) forget to|remember to)\b", re.IGNORECASE),
    ),
    (
        Role.PROHIBITION,
        re.compile(r"(?:do not|don['’]?t|never|without|no need to|not)\b", re.IGNORECASE),
    ),
    (
        Role.WISH,
        re.compile(
            r"(?:(?:can|could|would|will) you(?: please| kindly| also)?|would you mind"
            r"|(?:i|we)(?:['’]d| would)? (?:want|like|need|wish)(?: you)?(?: to)?"
            r"|(?:i|we) have to|you (?:should|must|can)|let['’]?s|let us|make sure(?: to)?"
            r"|go ahead and)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Role.CONDITION,
        re.compile(
            r"(?:if|unless|otherwise|in case|as soon as|once|provided"
            r"|when(?! (?:is|are|was|were|will|do|does|did|can|has|have|should)\b))\b",
            re.IGNORECASE,
        ),
    ),
    (
        Role.QUESTION,
        re.compile(
            r"(?:what|which|who|whose|when|where|why|how|is|are|was|were|do|does|did|has|have|had"
            r"|can (?:i|we)|should (?:i|we)|(?:tell|show|give) (?:me|us)"
            r"|let (?:me|us) (?:know|see))\b",
            re.IGNORECASE,
        ),
    ),
    (
        Role.CONTEXT,
        re.compile(r"(?:because(?: of)?|since|due to|for the reason that|as)\b", re.IGNORECASE),
    ),
)
_SUBJECT = re.compile(r"(?:it|he|she|they|we|i|because|since|due to|as)\b(?!$)", re.IGNORECASE)
# "Note 5" and "the note is ..." name a thing; "note that ..." asks for one.
_NAMED = re.compile(r"\w+\s+(?:#|\d|\w*\d|(?:is|are|was|were|has|have|had|will|does|did)\b)")
_STATEMENT = re.compile(
    r"(?:the|a|an|this|that|these|those|it|he|she|they|we|i|you|there|my|our|your|his|her|its"
    r"|their|one|some|nobody|somebody|someone|everything|nothing|all)\b",
    re.IGNORECASE,
)
