"""saying: the arguments that one sentence gives by itself, lists and objects included."""

import re
from dataclasses import replace
from typing import Any

from graph.practice.casting import cast, chosen, done, flagged
from graph.practice.fitting import Found, Sentence, linked
from graph.practice.kinds import Kind, identifies, kind_of
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
        sureness = 0.85
        if kind is Kind.CHOICE:
            value, sureness = _chosen(parameter, tool, sentence)
        elif kind is Kind.FLAG:
            value = flagged(parameter, sentence.text)
        elif kind is Kind.LIST:
            value = _listed(parameter, tool, sentence) or None
        elif kind is Kind.OBJECT and parameter.required:
            value = _nested(parameter, tool, sentence)
        if value is not None:
            found[parameter.name] = Found(value, "what was said", sureness)
    return found


def _chosen(parameter: Parameter, tool: Tool, sentence: Sentence) -> tuple[Any, float]:
    """What is to be done goes before a choice that is only mentioned; a tool that looks does
    nothing: "cancel it" looks for no cancelled one.
    """
    acted = None
    if not tool.read_only:
        acted = done(parameter, sentence.head, sentence.text, tool.verbs)
    plain = chosen(parameter, sentence.text)
    return (acted, 0.92) if acted and (tool.sends or plain is None) else (plain, 0.85)


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


def each_meant(tool: Tool, found: dict[str, Found]) -> list[dict[str, Found]]:
    """One set of settled arguments for each thing named: "cancel 4 and 5" is two calls."""
    for parameter in tool.required:
        first = found.get(parameter.name)
        if identifies(parameter) and first and first.place and first.sentence:
            others = linked(first.sentence, first.place)
            used = [each.place for each in found.values() if each.place]
            values = [
                first,
                *(
                    replace(first, value=ready, place=value)
                    for value in others
                    if value not in used and (ready := _like(first.value, value.value)) is not None
                ),
            ]
            return [{parameter.name: value} for value in values[:10]]
    return [{}]


def _like(model: Any, value: Any) -> Any:
    return type(model)(value) if isinstance(model, int | str) else None
