"""saying: the arguments that one sentence gives by itself, lists and objects included."""

import re
from typing import Any

from graph.practice.casting import cast, chosen, flagged
from graph.practice.fitting import Found, Sentence
from graph.practice.kinds import Kind, kind_of
from graph.practice.tool import Parameter, Tool
from graph.practice.words import words


def said(tool: Tool, sentence: Sentence) -> dict[str, Found]:
    """The arguments that a sentence itself gives."""
    found = dict(sentence.fitted(tool))
    for parameter in tool.parameters:
        if parameter.name in found:
            continue
        kind = kind_of(parameter)
        value: Any = None
        if kind is Kind.CHOICE:
            value = chosen(parameter, sentence.text)
        elif kind is Kind.FLAG:
            value = flagged(parameter, sentence.text)
        elif kind is Kind.LIST:
            value = _listed(parameter, tool, sentence) or None
        elif kind is Kind.OBJECT and parameter.required:
            value = _nested(parameter, tool, sentence)
        if value is not None:
            found[parameter.name] = Found(value, "what was said", 0.85)
    return found


def _listed(parameter: Parameter, tool: Tool, sentence: Sentence) -> list[Any]:
    item = parameter.item
    if item is None:
        return []
    if item.choices:
        found = [
            choice for choice in item.choices if f"{choice}".casefold() in sentence.text.casefold()
        ]
        return found
    if kind_of(item) is Kind.OBJECT:
        one = _nested(item, tool, sentence)
        return [one] if one else []
    if kind_of(item) in (Kind.WORD, Kind.TEXT):
        return _words_after(parameter, sentence.text)
    return [
        ready for value in sentence.fitting(item, tool) if (ready := cast(item, value)) is not None
    ]


def _words_after(parameter: Parameter, text: str) -> list[str]:
    """The words that are listed behind the parameter's own name: "tags red, blue and new"."""
    for word in words(text):
        if word.stem in parameter.stems:
            rest = re.split(r"[.;:]\s|\bwith\b|\bfor\b", text[word.end :].lstrip(" :="))[0]
            parts = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", rest)
            return [part.strip(" \"'“”.") for part in parts if 0 < len(part.split()) <= 3][:20]
    return []


def _nested(parameter: Parameter, tool: Tool, sentence: Sentence) -> dict[str, Any] | None:
    inner = Tool(parameter.name, "", (), True, parameter.fields, frozenset())
    found = said(inner, sentence)
    if not parameter.fields or any(
        each.required and each.name not in found for each in parameter.fields
    ):
        return None
    return {name: each.value for name, each in found.items()}
