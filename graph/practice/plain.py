"""plain: runs of words that nothing else explains, such as a name in lower case."""

from collections.abc import Sequence

from graph.practice.tool import Tool
from graph.practice.value import Value
from graph.practice.words import STOP_WORDS, Word, name_stems


def plain_words(
    text: str, said: Sequence[Word], values: Sequence[Value], tool: Tool
) -> list[Value]:
    """The runs of `said` that neither `tool` nor a value of the text accounts for."""
    known = tool.verbs | tool.nouns
    for each in tool.parameters:
        for name in (each.name, *map(str, each.choices)):
            known |= name_stems(name)
    runs: list[list[Word]] = []
    open_run = False
    for word in said[1:80]:
        free = not (
            word.text.casefold() in STOP_WORDS
            or word.stem in known
            or any(value.overlaps(word.start, word.end) for value in values)
        )
        if free and open_run and text[runs[-1][-1].end : word.start].isspace():
            runs[-1].append(word)
        elif free:
            runs.append([word])
        open_run = free
    return [_run(text, run) for run in runs]


def _run(text: str, run: list[Word]) -> Value:
    said = text[run[0].start : run[-1].end]
    return Value("word", said, said, run[0].start, run[-1].end)
