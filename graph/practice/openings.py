"""openings: the words that a clause begins with, and what they make of it."""

import re

from graph.practice.clause import Role

LEADING = re.compile(
    r"(?:(?:and|but|then|also|so|now|next|finally|afterwards?|after that|please|kindly|hi|hello|hey"
    r"|ok|okay|well|first|just|immediately|thanks|thank you)\b[\s,.!]*)+",
    re.IGNORECASE,
)
# "Have the lift inspected" asks for it; "have you inspected the lift?" only asks.
CAUSING = re.compile(
    r"(?:have|get)\s(?:the|an?|my|our|this|these|that|those|it|them)\b[^?]{0,500}ed\b[^?]*$",
    re.IGNORECASE,
)
OPENINGS = (
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
