"""weights: the stems of a tool, each with the weight of the place where it counts most."""

import itertools

from graph.practice.tool import Tool
from graph.practice.words import content_stems, name_stems, name_words, stem

NAME, EXAMPLE, DESCRIPTION, FIELD = 3.0, 1.5, 1.2, 0.5


def bag_of(tool: Tool) -> dict[str, float]:
    """Each stem of a tool with the weight of the place where it counts most."""
    bag: dict[str, float] = {}
    named = name_words(tool.name)
    joined = {stem(first + second) for first, second in itertools.pairwise(named)}
    layers = [
        (NAME, name_stems(tool.name) | joined),
        (EXAMPLE, {stem for example in tool.examples for stem in content_stems(example)}),
        (DESCRIPTION, set(content_stems(tool.description))),
        (FIELD, {stem for each in tool.parameters for stem in each.hints}),
        (
            FIELD,
            {
                stem
                for each in tool.parameters
                for choice in each.choices
                if isinstance(choice, str)
                for stem in name_stems(choice)
            },
        ),
    ]
    for weight, stems in layers:
        for each in stems:
            bag[each] = max(weight, bag.get(each, 0.0))
    return bag
