"""amounts: how much is left of a sum that a record tells, less what the same verb has taken."""

from collections.abc import Iterable

from graph.practice.facts import Fact, Identity, Record
from graph.practice.kinds import MINOR_STEMS, MONEY_STEMS
from graph.practice.tool import Parameter, Tool
from graph.practice.words import name_stems, readable, stems_of


def amount_left(
    parameter: Parameter, tool: Tool, identity: Identity, known: Iterable[Record]
) -> Fact | None:
    """What a person who names no sum means: all that is left; None where no record tells."""
    best: Fact | None = None
    for record in known:
        agreement = record.speaks_of(identity)
        if agreement < 0 or (record.listed and agreement < 1):
            continue
        found = _left(parameter, tool, record)
        if found is not None:
            value, rank, source = found
            score = rank + agreement + record.number / 1e6
            if best is None or score >= best.score:
                best = Fact(value, score, record, source)
    return best


def _left(
    parameter: Parameter, tool: Tool, record: Record
) -> tuple[int | float, float, str] | None:
    sums = {
        name: value
        for name, value in record.fields.items()
        if isinstance(value, int | float)
        and not isinstance(value, bool)
        and _same_unit(parameter, name_stems(name))
    }
    for rank, wanted in ((0.9, _LEFT), (0.8, _WHOLE), (0.4, _PARTS)):
        for name, value in sums.items():
            if not name_stems(name) & wanted or name_stems(name) & tool.verbs:
                continue
            taken = [other for other in sums if name_stems(other) & tool.verbs]
            if wanted is _LEFT or not taken:
                return _typed(parameter, value), rank, readable(name)
            left = value - sums[taken[0]]
            return _typed(parameter, left), rank, f"{readable(name)} less {readable(taken[0])}"
    return None


def _same_unit(parameter: Parameter, stems: frozenset[str]) -> bool:
    minor = parameter.type == "integer" and bool(
        parameter.stems & MINOR_STEMS or not parameter.stems & MONEY_STEMS
    )
    named = "minor unit" in parameter.description or "cents" in parameter.description
    return bool(stems & MINOR_STEMS) == (minor or named)


def _typed(parameter: Parameter, value: int | float) -> int | float:
    return int(value) if parameter.type == "integer" else round(value, 2)


_LEFT = stems_of("left remaining rest outstanding due available unpaid owed open")
_WHOLE = stems_of("total sum amount balance value")
_PARTS = stems_of("price cost fee")
