"""composing: free texts in the person's own words; nothing is claimed that has not happened yet."""

import re
from dataclasses import dataclass

from graph.practice.clause import Clause
from graph.practice.kinds import Style
from graph.practice.words import STOP_WORDS, stems_of, words

_LONGEST_TITLE = 78


@dataclass(frozen=True)
class Occasion:
    """What a text may be made of: the clause it is for, and the words around it."""

    clause: Clause
    wishes: tuple[str, ...] = ()
    explanations: tuple[str, ...] = ()
    about: str = ""
    name: str = ""
    letter: bool = False
    sends: bool = False
    known: frozenset[str] = frozenset()


def composed(style: Style, occasion: Occasion) -> tuple[str, float]:
    """A text of that style and how sure it is to be what was meant; "" where there is none."""
    return {
        Style.REASON: _reason,
        Style.TITLE: _title,
        Style.QUERY: _query,
        Style.BODY: _task if occasion.sends else _body,
        Style.TASK: _task,
    }[style](occasion)


def stated(text: str) -> str:
    """What a clause says after "that", "saying" or a colon; "" where it says nothing so."""
    said = _SAID.search(text)
    return text[said.end() :].strip().strip('"“”') if said else ""


def sentence(text: str) -> str:
    """`text` with a capital and a full stop."""
    trimmed = " ".join(text.split()).rstrip(" ,;")
    if not trimmed:
        return ""
    ending = "" if trimmed[-1] in ".!?" else "."
    return f"{trimmed[0].upper()}{trimmed[1:]}{ending}"


def _reason(occasion: Occasion) -> tuple[str, float]:
    given = occasion.clause.explained or occasion.explanations
    if given:
        return " ".join(sentence(each) for each in given), 0.9
    said = stated(occasion.clause.text)
    if said:
        return sentence(said), 0.8
    return f"Asked for: {sentence(occasion.clause.text)}", 0.5


def _title(occasion: Occasion) -> tuple[str, float]:
    called = _CALLED.search(occasion.clause.text)
    topic = _ABOUT.search(occasion.clause.text)
    said = stated(occasion.clause.text)
    given = occasion.clause.explained or occasion.explanations
    if called:
        return _short(called.group(1)), 0.85
    if topic and not said:
        return _short(topic.group(1)), 0.8
    if said and not occasion.about:
        return _short(said), 0.75
    reason = given[0] if given else said
    if occasion.about and reason:
        return _short(f"{occasion.about}: {reason}"), 0.75
    if occasion.about:
        return _short(f"About {occasion.about}"), 0.7
    return _short(given[0] if given else occasion.clause.text), 0.5


def _query(occasion: Occasion) -> tuple[str, float]:
    """The words that the tool itself does not explain; names alone where there are any."""
    said = words(occasion.clause.text)
    left = [
        re.sub(r"['’]s?$", "", word.text)
        for word in said[1:]
        if word.text.casefold() not in STOP_WORDS | _SEARCHING and word.stem not in occasion.known
    ]
    names = [word for word in left if word[0].isupper()]
    found = " ".join(names or left)[:100]
    return found, 0.7 if names else 0.5


def _task(occasion: Occasion) -> tuple[str, float]:
    """What to do, in the requester's words; who is sent without a word why has to be told."""
    clause = occasion.clause
    said = clause.errand or clause.matter or ("" if clause.agent else clause.text)
    given = clause.explained or (occasion.explanations if _POINTING.search(said) else ())
    told = " ".join(sentence(each) for each in (said, *given)) if said else ""
    return told, 0.93 if clause.errand or not clause.agent else 0.75


def _body(occasion: Occasion) -> tuple[str, float]:
    said = stated(occasion.clause.text)
    if not occasion.letter:
        given = said or " ".join(sentence(each) for each in occasion.explanations)
        return (sentence(said) if said else given or sentence(occasion.clause.text)), (
            0.85 if said else 0.6
        )
    lines = [f"Hello {occasion.name}," if occasion.name else "Hello,"]
    if said:
        lines.append(sentence(said))
    if occasion.about:
        lines.append(f"This message is about {occasion.about}.")
    if occasion.explanations:
        told = " ".join(sentence(each) for each in occasion.explanations)
        lines.append(f"We were told: {told}")
    if occasion.wishes:
        wished = "; ".join(" ".join(each.split()).rstrip(".") for each in occasion.wishes)
        lines.append(f"We have been asked to do the following: {sentence(wished)}")
    lines.append("Kind regards")
    return "\n\n".join(lines), 0.85 if said else 0.7


def _short(text: str) -> str:
    line = " ".join(text.split()).strip(" ,.:\"“”'")
    if len(line) > _LONGEST_TITLE:
        line = line[: _LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"
    return f"{line[:1].upper()}{line[1:]}"


_SEARCHING = stems_of("last latest newest first oldest recent open every everything anything")
_SAID = re.compile(r"\b(?:that|saying|says)\s+(?=\S+\s)|:\s+", re.IGNORECASE)
_POINTING = re.compile(r"\b(?:it|that|this|them)\b", re.IGNORECASE)
_CALLED = re.compile(
    r"\b(?:called|titled|named|entitled|subject|title)\b:?\s+[\"“'‘]?([^\"”'’,;]{1,200})",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:about|regarding|concerning)\s+(?:the\s+)?(.{1,200}?)"
    r"(?=\s+(?:with|to|on|at|for|by|from|tomorrow|today|next)\b|[,;.]|$)",
    re.IGNORECASE,
)
