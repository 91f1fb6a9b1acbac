"""casting: turns something said into the type, the form and the bounds that a schema asks for."""

from itertools import pairwise
from typing import Any

from graph.practice.kinds import Kind, is_deadline, kind_of
from graph.practice.thesaurus import related
from graph.practice.tool import Parameter
from graph.practice.value import Value
from graph.practice.values import is_address
from graph.practice.words import name_stems, name_words, stem, words


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


def done(parameter: Parameter, head: str, text: str, verbs: frozenset[str]) -> Any:
    """The choice that names what is to be done: "inspect it" is an inspection; None without one."""
    said = words(text)
    stems = {word.stem for word in said}
    joined = {one.stem: stem(one.text + other.text) for one, other in pairwise(said)}
    acts = [head, *(word.stem for word in said if word.stem in verbs)]
    ranked: list[tuple[float, int, Any]] = []
    for rank, act in enumerate(dict.fromkeys(each for each in acts if len(each) > 3)):
        forms = dict.fromkeys(related(act), 0.7) | {joined.get(act, act): 1.1, act: 1.0}
        for choice in parameter.choices:
            named = [stem(word) for word in name_words(str(choice))]
            noun = stem("".join(name_words(str(choice))))
            likeness = max(_made_of(noun, form) * factor for form, factor in forms.items())
            whole = bool(set(named) & set(forms)) and set(named) <= stems | set(forms)
            if likeness or (whole and len(named) > 1):
                score = likeness + 2.0 * (len(named) > 1 and whole) - rank / 10
                ranked.append((score, -len(ranked), choice))
    return max(ranked)[2] if ranked else None


def _made_of(noun: str, act: str) -> float:
    """How much a noun is made of a verb: the less that is added, the more."""
    root, longer = sorted((act, noun), key=len)
    return len(root) / len(longer) if len(root) > 3 and longer.startswith(root) else 0.0


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
        if clock_only or day_only:
            return text if clock_only else None
        text = value.latest
    elif value.kind == "date" and not day_only and parameter.format != "time":
        text = value.latest if is_deadline(parameter) else text
    if not text:
        return None
    if day_only:
        return text[:10]
    if parameter.format == "time":
        return text[11:] or None
    if parameter.format == "date-time":
        return f"{text}Z" if "T" in text else f"{text}T00:00:00Z"
    return text
