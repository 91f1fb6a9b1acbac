"""delegation: hears that a person is to be sent: "have someone look at the gate".

Only its own words tell an errand from a message: "send a courier to" and "send a letter to" are
built alike, so a noun has to name a trade or one of the tools at hand.
"""

import re
from dataclasses import dataclass

from graph.practice.words import stem, stems_of, words

ANYONE = "someone"


@dataclass(frozen=True)
class Errand:
    """Whom to send, as a stem, and what to do in the requester's words, or with what: "a plumber
    for the sink". "" is not said.
    """

    agent: str
    action: str = ""
    matter: str = ""


def delegated(
    text: str, verbs: frozenset[str], agents: frozenset[str], *, first: bool = True
) -> Errand | None:
    """The errand that `text` asks for; `agents` are nouns of tools that may be people, `first`
    says that nothing was said before it in the sentence.
    """
    for pattern in _ASKING if first else _ASKING[:-1]:
        found = pattern.match(text)
        agent = _agent(found, agents) if found else ""
        if found and found["noun"] and pattern is _BARE:
            continue
        if found and agent:
            said = {name: (each or "").strip(" ,.!?") for name, each in found.groupdict().items()}
            return Errand(agent, _action(said.get("action", ""), verbs), said.get("matter", ""))
    return None


def errand_verbs(action: str) -> frozenset[str]:
    """The stems of what is done: "inspect, pick up or deliver it" names three of them."""
    found: set[str] = set()
    for piece in re.split(r",\s*(?:or\s+|and\s+)?|\s+(?:or|and)\s+", action[:300]):
        said = words(piece)[:3]
        if not said:
            break
        light = said[0].text.casefold() in _LIGHT and len(said) == 3
        found.add(said[2].stem if light else said[0].stem)
        if len(said) > 1 and said[1].text.casefold() in _PARTICLES:
            found.add(stem(said[0].text + said[1].text))
        if len(piece.split()) > 2:
            break
    return frozenset(found)


def is_one_errand(before: str, then: str) -> bool:
    """Whether a verb said after another one goes on with the same errand: "go and look"."""
    return before in _MOVING or then in _CARRYING


def _agent(found: re.Match[str], agents: frozenset[str]) -> str:
    last = words(found["agent"])[-1]
    if found["noun"] and (last.stem not in agents or last.stem in _THINGS):
        return ""
    return ANYONE if last.text.casefold() in _ANY else last.stem


def _action(said: str, verbs: frozenset[str]) -> str:
    """Without what only leads to it: "at the pier check it" is "check it"."""
    leading = _GOING.match(said)
    action = said[leading.end() :] if leading else said
    if _WHERE.match(action):
        for word in words(action)[1:10]:
            if word.stem in verbs:
                return action[word.start :]
    return action


_ANY = frozenset(re.findall(r"\w+", "someone somebody anyone anybody else person human man woman"))
_THINGS = stems_of(
    "order letter reminder offer number paper newsletter server printer folder poster banner answer"
    " voucher flyer timer counter container monitor sensor error door floor colour color transfer"
    " tracker layer filter parameter user customer error mirror author editor"
)
_TRADE = (
    r"operator|courier|technician|driver|inspector|photographer|messenger|engineer|plumber|worker"
    r"|electrician|locksmith|colleague|agent|contractor|cleaner|guard|surveyor|runner|gardener"
    r"|mechanic|handyman|carpenter|carrier|crew|caretaker|janitor|specialist|expert|volunteer"
    r"|employee|team|helper|builder|repairman|assistant"
)
_AGENT = (
    r"(?P<agent>(?:some|any)(?:one|body)(?:\selse)?"
    r"|(?:an?|another|some)\s(?:person|human|man|woman)"
    rf"|(?:(?:an?|another|some|any|the|our|your|my|two|one\sof\s(?:the|our|your|my))\s)?"
    rf"(?:[a-z-]{{1,20}}\s)?(?:{_TRADE})s?"
    r"|(?:an?|another)\s(?:[a-z-]{1,20}\s)?(?P<noun>[a-z]{1,20}(?:er|or|ian|ist|man|woman)))"
    r"(?![\w'’-])"
)
_SENDING = (
    r"(?:(?:get|ask|send|hire|find|dispatch|book|call|pay|commission|use|arrange(?:\sfor)?|assign"
    r"|organi[sz]e|order|schedule|need|want|is\sthere|(?:i|we)(?:['’]d|\swould)?\s"
    r"(?:also\s)?(?:need|want|like|require))\s)"
)
# "To 8 Long Acre" and "to the pier" say where; "to check" says what for.
_VERB_FIRST = (
    r"(?P<action>(?!(?:the|an?|this|that|my|our|your|his|her|their|its)\s)(?-i:[a-z]).{1,5000})"
)
_ASKING = tuple(
    re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        rf"(?:have|let|make)\s{_AGENT}\s(?P<action>.{{1,5000}})",
        rf"{_SENDING}{_AGENT}(?:\s(?:over|out|round|down|up|along))?(?:\s.{{1,80}}?)??"
        rf"\s(?:to|who\s(?:can|could|will)|that\scan)\s{_VERB_FIRST}",
        rf"(?:can|could|would|will|may|might)\s{_AGENT}\s(?P<action>.{{1,5000}})",
        rf"{_SENDING}{_AGENT}(?:\s(?:for|about)\s(?P<matter>(?:the|an?|my|our|this)\s.{{1,5000}}))?",
        rf"{_AGENT}\s(?:should|must|needs?\sto|has\sto|ought\sto)\s(?!have\b){_VERB_FIRST}",
    )
)
_BARE = _ASKING[3]
_GOING = re.compile(
    r"(?:(?:to|please|kindly|quickly|(?:go|come)(?:\s(?:over|out|there))?\sand)\s)+",
    re.IGNORECASE,
)
_WHERE = re.compile(r"(?:at|in|near|on|from|outside|inside)\s", re.IGNORECASE)
_PARTICLES = ("up", "off", "out", "in", "over", "on", "down")
_LIGHT = ("take", "make", "do", "get", "give")
_MOVING = stems_of("go walk drive head come visit travel stop ride run")
_CARRYING = stems_of("bring deliver drop hand return carry leave take")
