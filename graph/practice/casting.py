"""casting: turns something said into the type, the form and the bounds that a schema asks for."""

from typing import Any

from graph.practice.kinds import Kind, kind_of
from graph.practice.tool import Parameter
from graph.practice.values import Value, is_address
from graph.practice.words import name_stems, name_words, words


def cast(parameter: Parameter, value: Value) -> Any:
    """`value` as `parameter` wants it, None where it cannot be that."""
    kind = kind_of(parameter)
    raw = value.value
    if kind is Kind.MINOR:
        # People name whole units: "give back 5" means five euros, not five cents.
        raw = raw[0] if value.kind == "money" else round(raw * 100)
    elif value.kind == "money":
        raw = raw[0] / 100 if raw[1] else raw[0]
    elif kind is Kind.MOMENT:
        return _moment(parameter, value)
    return suited(parameter, raw)


def suited(parameter: Parameter, raw: Any) -> Any:
    """A plain value in the parameter's type, None where it does not suit."""
    kind = kind_of(parameter)
    if parameter.choices:
        return raw if raw in parameter.choices else None
    if parameter.type in ("integer", "number"):
        return _number(parameter, raw)
    if parameter.type == "boolean":
        return raw if isinstance(raw, bool) else None
    if parameter.type == "string" and isinstance(raw, str | int | float):
        text = str(raw).strip()
        if isinstance(raw, bool) or not text or (kind is Kind.ADDRESS and not is_address(text)):
            return None
        return text if not parameter.longest or len(text) <= parameter.longest else None
    return None


def chosen(parameter: Parameter, text: str) -> Any:
    """The choice that `text` names, nearest after the parameter's own name; None without one."""
    said = words(text)
    best: tuple[float, Any] | None = None
    for choice in parameter.choices:
        wanted = [word.casefold() for word in name_words(str(choice))]
        for start in range(len(said) - len(wanted) + 1 if wanted else 0):
            if [word.text.casefold() for word in said[start : start + len(wanted)]] != wanted:
                continue
            around = {word.stem for word in said[max(0, start - 3) : start + len(wanted) + 2]}
            score = len(wanted) + (2 if around & parameter.stems else 0) + start / 1e6
            best = max(best or (0.0, None), (score, choice), key=lambda each: each[0])
    if best is None and len(parameter.choices) == 1 and parameter.required:
        return parameter.choices[0]
    return best[1] if best else None


def flagged(parameter: Parameter, text: str) -> bool | None:
    """Whether `text` asks for the flag, None where it does not speak of it."""
    said = words(text)
    for place, word in enumerate(said):
        if word.stem in parameter.stems and len(word.text) > 2:
            before = {each.text.casefold() for each in said[max(0, place - 3) : place]}
            return not before & {"not", "no", "without", "don't", "don’t", "never"}
    return None


def _number(parameter: Parameter, raw: Any) -> int | float | None:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return None
    if parameter.type == "integer" and not (abs(raw) < 2**63 and int(raw) == raw):
        return None
    number: int | float = int(raw) if parameter.type == "integer" else raw
    low, high = parameter.minimum, parameter.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        return None
    return number


def _moment(parameter: Parameter, value: Value) -> str | None:
    text = str(value.value)
    named = name_stems(parameter.name)
    day_only = parameter.format == "date" or (
        not parameter.format and {"date", "dai"} & named and "time" not in named
    )
    if value.kind == "time":
        clock_only = parameter.format == "time" or (not parameter.format and "time" in named)
        return text if clock_only else None
    if day_only:
        return text[:10]
    if parameter.format == "time":
        return text[11:] or None
    if parameter.format == "date-time":
        return f"{text}Z" if "T" in text else f"{text}T00:00:00Z"
    return text
