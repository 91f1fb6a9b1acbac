"""writing: the free text that a parameter asks for, with what is known around it."""

from collections.abc import Sequence

from graph.practice.clause import Clause, Role
from graph.practice.composing import Occasion, composed
from graph.practice.facts import Identity, Record, Subject
from graph.practice.fitting import Found
from graph.practice.kinds import Kind, Style, kind_of, style_of
from graph.practice.thesaurus import TELLING
from graph.practice.tool import Parameter, Tool
from graph.practice.values import is_address
from graph.practice.wish import Wish
from graph.practice.wishes import Request
from graph.practice.words import content_stems, name_stems, stems_of


def written(
    parameter: Parameter,
    wish: Wish,
    request: Request,
    subject: Subject,
    known: Sequence[Record],
) -> Found | None:
    """A text for `parameter`, None where it takes no free text or nothing can be said."""
    style = style_of(parameter)
    if style is None or kind_of(parameter) is not Kind.TEXT:
        return None
    around = _around(wish, request, subject)
    occasion = Occasion(
        clause=wish.clause,
        wishes=tuple(each.text for each in around if each.role is Role.WISH),
        explanations=tuple(each.text for each in around if each.role is Role.CONTEXT),
        about=subject.called,
        name=_name(subject.identity, known),
        letter=_is_letter(wish),
        known=_known(wish.tool),
        sends=wish.tool.sends,
    )
    text, sureness = composed(style, occasion)
    text = text[: parameter.longest] if parameter.longest else text
    return Found(text, "the person's own words", sureness) if text else None


def searched(wish: Wish, tools: Sequence[Tool]) -> Found | None:
    """What to search for: the words that no tool at hand explains."""
    text, sureness = composed(Style.QUERY, Occasion(wish.clause, known=_known(*tools)))
    return Found(text, "the person's own words", sureness) if text else None


def _around(wish: Wish, request: Request, subject: Subject) -> list[Clause]:
    """The other clauses; one that names another thing is nobody's business in this text."""
    named = set(subject.identity.values())
    return [
        clause
        for clause, sentence in zip(request.clauses, request.sentences, strict=True)
        if clause is not wish.clause
        and all(
            str(value.value) in named
            for value in sentence.values
            if named and value.kind in ("integer", "code")
        )
    ]


def _is_letter(wish: Wish) -> bool:
    kinds = {kind_of(each) for each in wish.tool.parameters}
    return Kind.ADDRESS in kinds and bool(wish.tool.verbs & (TELLING | stems_of("send")))


def _known(*tools: Tool) -> frozenset[str]:
    return frozenset(
        stem
        for tool in tools
        for stem in (
            *tool.verbs,
            *name_stems(tool.name),
            *content_stems(tool.description),
            *(stem for each in tool.parameters for stem in each.stems),
        )
    )


def _name(identity: Identity, known: Sequence[Record]) -> str:
    """The name that stands beside the only address in what is known."""
    for record in reversed(known):
        if record.speaks_of(identity) < 0 or record.listed:
            continue
        for field, value in record.fields.items():
            if not is_address(value):
                continue
            beside = name_stems(field) - stems_of("mail address") | stems_of("name")
            for other, named in record.fields.items():
                if isinstance(named, str) and name_stems(other) == beside:
                    return named[:80]
    return ""
