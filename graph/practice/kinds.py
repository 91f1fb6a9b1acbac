"""kinds: what sort of value a parameter takes, read from its type, format, name and description."""

import re
from enum import StrEnum

from graph.practice.tool import Parameter
from graph.practice.words import name_words, stem, stems_of


class Kind(StrEnum):
    """The sorts of values that are looked for in different ways."""

    CHOICE = "choice"
    ADDRESS = "address"
    MOMENT = "moment"
    MINOR = "minor"
    MONEY = "money"
    NUMBER = "number"
    FLAG = "flag"
    IDENTITY = "identity"
    LINK = "link"
    PLACE = "place"
    TEXT = "text"
    WORD = "word"
    LIST = "list"
    OBJECT = "object"
    NOTHING = "nothing"


class Style(StrEnum):
    """What a free text is for."""

    REASON = "reason"
    TITLE = "title"
    QUERY = "query"
    BODY = "body"
    TASK = "task"


def kind_of(parameter: Parameter) -> Kind:
    """The sort of value `parameter` takes."""
    if parameter.choices:
        return Kind.CHOICE
    simple = {
        "boolean": Kind.FLAG,
        "array": Kind.LIST,
        "object": Kind.OBJECT,
        "null": Kind.NOTHING,
    }.get(parameter.type)
    if simple:
        return simple
    if parameter.type in ("integer", "number"):
        return _number_kind(parameter)
    return _string_kind(parameter)


def style_of(parameter: Parameter) -> Style | None:
    """What a free text is for, None where the parameter is no free text."""
    named_task = not parameter.of_tool and bool(parameter.stems & _TASKS)
    if parameter.type == "string" and (named_task or _TASK.search(parameter.description)):
        return Style.TASK
    last_first = [stem(word) for word in reversed(name_words(parameter.name))]
    for word in last_first:
        for style, stems in _STYLES.items():
            if word in stems:
                return style
    return None


def identifies(parameter: Parameter) -> bool:
    """Whether its value names one thing among its like."""
    return (
        not parameter.stems & CONTACT
        and bool(parameter.stems & _IDENTITY)
        and kind_of(parameter)
        in (
            Kind.NUMBER,
            Kind.IDENTITY,
        )
    )


def is_deadline(parameter: Parameter) -> bool:
    """Whether its moment is one until which, not one at which."""
    return bool(parameter.stems & _DEADLINES) or bool(_BY_WHEN.search(parameter.description))


def topic(stems: frozenset[str]) -> frozenset[str]:
    """The stems of a name without those that only say "number" or "id"."""
    return stems - _NUMBERING


def _number_kind(parameter: Parameter) -> Kind:
    described = parameter.description.casefold()
    if parameter.type == "integer" and (
        parameter.stems & MINOR_STEMS
        or "minor unit" in described
        or re.search(r"\bcents\b", described)
    ):
        return Kind.MINOR
    return Kind.MONEY if parameter.stems & MONEY_STEMS else Kind.NUMBER


def _string_kind(parameter: Parameter) -> Kind:
    described = parameter.description.casefold()
    kind = Kind.WORD
    if "email" in parameter.format or _ADDRESS.search(described) or _named_address(parameter):
        kind = Kind.ADDRESS
    elif parameter.format in ("date", "date-time", "time") or _is_moment(parameter, described):
        kind = Kind.MOMENT
    elif parameter.format in ("uri", "url") or parameter.stems & {"url", "uri", "link"}:
        kind = Kind.LINK
    elif _is_place(parameter, described):
        kind = Kind.PLACE
    elif parameter.stems & (_IDENTITY | _EDITION):
        kind = Kind.IDENTITY
    elif style_of(parameter):
        kind = Kind.TEXT
    elif re.search(r"\b(?:number|identifier|id) of\b", described):
        kind = Kind.IDENTITY
    return kind


def _named_address(parameter: Parameter) -> bool:
    named = name_words(parameter.name)
    return bool({"email", "mail"} & set(named)) and style_of(parameter) is None


def _is_place(parameter: Parameter, described: str) -> bool:
    if parameter.stems & (_IDENTITY | _EDITION | stems_of("name")) or _ONLINE.search(described):
        return False
    return bool(parameter.stems & _PLACES) or bool(_PLACE.search(described))


def _is_moment(parameter: Parameter, described: str) -> bool:
    if parameter.stems & _MOMENTS or _BY.search(parameter.name):
        return True
    return bool(_MOMENT.search(described)) and style_of(parameter) is None


_NUMBERING = stems_of("id ids number no nr key code ref reference identifier uuid slug")
_IDENTITY = _NUMBERING | stems_of("sku")
_EDITION = stems_of("version release build tag revision commit")
CONTACT = stems_of("phone mobile telephone fax mail address contact")
MINOR_STEMS = stems_of("minor cents cent pence")
MONEY_STEMS = stems_of("amount price cost total sum fee budget salary value")
_MOMENTS = stems_of("date datetime time day deadline when timestamp until due before expiry")
_BY = re.compile(r"(?:finish|complete|need|done|due|ready|end)(?:e?d)?_?by$", re.IGNORECASE)
_DEADLINES = stems_of("deadline until due before expiry expires finish latest end by")
_BY_WHEN = re.compile(r"\bby when\b|\blatest\b|\bno later\b|\buntil\b", re.IGNORECASE)
_PLACES = stems_of("location place venue site where whereabouts destination address spot")
_PLACE = re.compile(r"^where\b|\b(?:street|postal) address\b|\bplace or address\b")
_ONLINE = re.compile(r"\b(?:web|url|page|host|server|network|repository|file|folder)\b")
_TASKS = stems_of("job task work errand chore assignment todo instructions")
_TASK = re.compile(
    r"\bwhat (?:\w+ ){0,3}(?:do|done)\b"
    r"|\bwhat (?:to|must|should) \w+|\b(?:work|job) to (?:be )?(?:do|done)\b"
    r"|\binstructions for the\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"e-?mail address|address of the (?:person|recipient)")
_MOMENT = re.compile(r"\biso[ -]?8601|\byyyy|\brfc ?3339|\bdate and time\b|\bdate\b.*\bformat\b")
_STYLES = {
    Style.REASON: stems_of("reason why cause explanation justification rationale"),
    Style.TITLE: stems_of("subject title headline summary topic heading"),
    Style.QUERY: stems_of("query q search keyword keywords term terms filter words"),
    Style.BODY: stems_of(
        "body message text content note notes comment comments description details question "
        "instructions remark remarks information prompt answer reply"
    ),
}
