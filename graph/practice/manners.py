"""manners: greetings, thanks, calling it off, and what can be done here.

The list of abilities is for people: one short sentence for each tool, however long its own words
are.
"""

import re
from collections.abc import Sequence

from graph.practice.composing import sentence
from graph.practice.tool import Tool
from graph.practice.words import readable

SELF = "I am a practice planner, not a language model: I match your words with my tools."
_LONGEST_ABILITY, _MOST_ABILITIES = 90, 20


def greeting(text: str, tools: Sequence[Tool]) -> str:
    """The answer to words that only greet or thank; "" to any others."""
    said = text.strip()
    if said and _THANKS.fullmatch(said):
        return "You are welcome."
    return f"{SELF} {abilities(tools)}" if _GREETING.fullmatch(said) else ""


def dropped(text: str) -> bool:
    """Whether a person calls off what they asked for."""
    return bool(_DROPPED.fullmatch(text.strip()))


def abilities(tools: Sequence[Tool]) -> str:
    """What can be done, a short sentence for each tool."""
    if not tools:
        return "I have no tools at the moment."
    told = list(dict.fromkeys(_ability(each) for each in tools))
    more = len(told) - _MOST_ABILITIES
    rest = [f"And {more} more."] if more > 0 else []
    return f"What I can do: {' '.join([*told[:_MOST_ABILITIES], *rest])}"


def _ability(tool: Tool) -> str:
    told = " ".join(tool.description[:1000].split())
    first = _FIRST.match(told)
    short = first.group().rstrip(" .:;!?") if first else ""
    if len(short) > _LONGEST_ABILITY:
        short = short[:_LONGEST_ABILITY].rsplit(" ", 1)[0].rsplit(", ", 1)[0].rstrip(" ,")
    return sentence(short or readable(tool.name))


_FIRST = re.compile(r".+?(?=[.!?:;](?:\s|$)|$)")
_THANKS = re.compile(
    r"(?:(?:and|ok|okay|oh|well|very|so|that['’]?s|that is|all right)[\s.,!]+)*"
    r"(?:thanks|thank you|great|perfect|nice|good|wonderful|excellent"
    r"|well done|cool|lovely|super)\b"
    r"(?:[\s.,!]+(?:thanks|thank you|a lot|very much|so much|all|great|perfect|job|work|news|for"
    r"|that|this|it|the|your|help|letter|to hear|know)\b)*[\s.,!]*",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:(?:hi|hello|hey|good (?:morning|day|evening|afternoon)|greetings|thanks|thank you|help"
    r"|there|please|ok|okay|and|what (?:else )?can you do(?: for me)?|who are you|what are you"
    r"|can you help(?: me)?|are you [\w ]{1,40}|how are you)?[\s.,!?]*){0,6}",
    re.IGNORECASE,
)
_DROPPED = re.compile(
    r"(?:no|nope|never ?mind|forget (?:it|that)|stop|leave it|nothing)[\s.,!]*(?:thanks|thank you)?"
    r"[.!]*",
    re.IGNORECASE,
)
