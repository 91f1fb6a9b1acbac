"""leaning: the small words before a value that tell which of two like parameters it is for."""

from graph.practice.kinds import Kind, is_deadline, kind_of
from graph.practice.tool import Parameter
from graph.practice.words import stems_of


def leans(parameter: Parameter, before: str, kind: str) -> float:
    """How much the word `before` speaks for `parameter`, -1 to 1."""
    sort = kind_of(parameter)
    if sort is Kind.MOMENT:
        ending = is_deadline(parameter)
        return (1.0 if ending else -0.5) if before in _ENDING else (0.5 if not ending else 0.0)
    if sort is Kind.PLACE:
        return _towards(parameter, before)
    paid = sort in (Kind.MINOR, Kind.MONEY) and kind in ("money", "decimal")
    return 1.0 if paid and before in _PAYING else 0.0


def _towards(parameter: Parameter, before: str) -> float:
    for words, stems in ((_FROM, _ORIGIN), (_TO, _TARGET)):
        if before in words:
            other = _TARGET if stems is _ORIGIN else _ORIGIN
            return 1.0 if parameter.stems & stems else -1.0 if parameter.stems & other else 0.0
    return 0.0


_ENDING = ("before", "by", "until", "till", "than", "latest")
_PAYING = ("for", "pay", "paying", "pays", "offer", "offering", "to")
_FROM, _TO = ("from",), ("to", "into")
_ORIGIN = stems_of("from origin source pickup pick start departure collection")
_TARGET = stems_of("to destination target dropoff drop delivery arrival end")
