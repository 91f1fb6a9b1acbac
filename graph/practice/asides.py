"""asides: clauses that only say something about another call: "... and do not tell the neighbours",
"... and offer 8.50".
"""

from collections.abc import Sequence
from typing import Any

from graph.practice.casting import cast
from graph.practice.clause import Clause, Role
from graph.practice.fitting import Sentence
from graph.practice.kinds import Kind, kind_of
from graph.practice.wish import Wish
from graph.practice.words import content_stems, stems_of


def asides_of(
    said: Sequence[Clause], sentences: Sequence[Sentence], wishes: Sequence[Wish]
) -> dict[str, dict[str, Any]]:
    """Arguments by the text of the clause that sets them and by their parameter."""
    flags = [
        parameter
        for wish in wishes
        for parameter in wish.tool.parameters
        if kind_of(parameter) is Kind.FLAG
    ]
    own = {wish.clause.text for wish in wishes}
    found: dict[str, dict[str, Any]] = {}
    for place, (clause, sentence) in enumerate(zip(said, sentences, strict=True)):
        if clause.role in (Role.WISH, Role.PROHIBITION) and clause.text not in own:
            stems = set(content_stems(clause.text))
            named = [each for each in flags if each.stems <= stems]
            if named:
                wanted = clause.role is Role.WISH
                found[clause.text] = {each.name: wanted for each in named}
        sent = next((wish for wish in reversed(wishes) if wish.place < place), None)
        if clause.role is Role.WISH and sent is not None and sent.tool.sends and not clause.agent:
            paid = _paid(sentence, sent)
            found.update({clause.text: paid} if paid else {})
    return found


def _paid(sentence: Sentence, wish: Wish) -> dict[str, Any]:
    """The one sum of a clause that speaks of nothing but the pay for an errand."""
    sums = [each for each in sentence.values if each.kind in ("money", "decimal", "integer")]
    if len(sums) != 1:
        return {}
    around = f"{sentence.text[: sums[0].start]} {sentence.text[sums[0].end :]}"
    for parameter in wish.tool.parameters:
        wanted = kind_of(parameter) in (Kind.MINOR, Kind.MONEY)
        if wanted and set(content_stems(around)) <= parameter.hints | wish.tool.nouns | _PAYING:
            value = cast(parameter, sums[0])
            return {} if value is None else {parameter.name: value}
    return {}


_PAYING = stems_of("pay offer give spend reward fee tip budget cost price")
