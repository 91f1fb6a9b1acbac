"""provenance: where each value of an action came from, found by looking for it in what was said.

The best source that holds a value whole is its source. A value that stands nowhere is the agent's
own; long text and web addresses go by their pieces.
"""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from domain.origin import Origin, Source, Span
from domain.risk import Risk
from policy.carried import is_url, url_pieces
from policy.leaves import MOST_LEAVES, Leaf, leaves_of
from policy.pieces import span_of, text_pieces
from policy.records import WORDS_OF_A_FIELD
from policy.seeking import number_found, said_found, text_found
from policy.texts import Found, Texts

LONGEST_WHOLE = 2_000


def trace(
    arguments: Mapping[str, Any],
    texts: Texts,
    schema: Mapping[str, Any],
    risk: Risk | None = None,
) -> tuple[Origin, ...]:
    """One origin for each value that says something, in the order of their paths.

    `risk` names the argument that is a sum in minor units, and the one that is a URL. More values
    than anybody reads are not looked for one by one: their arguments count as the worst they can.
    """
    money = risk.cost.argument if risk is not None else None
    address = risk.address if risk is not None else None
    leaves = [*islice(leaves_of(arguments, schema), MOST_LEAVES + 1)]
    if len(leaves) > MOST_LEAVES:
        worst = Source.UNTRUSTED if texts.has_outside else Source.MODEL
        return tuple(_origin(str(name), str(name), worst) for name in arguments)
    traced = [_traced(leaf, texts, money=money, address=address) for leaf in leaves]
    return tuple(sorted((each for each in traced if each), key=lambda origin: origin.path))


def _traced(leaf: Leaf, texts: Texts, *, money: str | None, address: str | None) -> Origin | None:
    if leaf.is_name:
        return _name(leaf, texts)
    text, value = leaf.text, leaf.value
    if not isinstance(value, str):
        found = number_found(texts, value, text, is_money=leaf.path == money)
        return _whole(leaf, found)
    is_long = len(value) > LONGEST_WHOLE or value.count(" ") >= WORDS_OF_A_FIELD
    seek = said_found if is_long else text_found
    for wording in dict.fromkeys((value, _without_stop(value))):
        if (found := seek(texts, wording)) is not None:
            return _whole(leaf, found)
    if is_url(value) or leaf.path == address:
        source, spans = url_pieces(texts, value)
    else:
        source, spans = text_pieces(texts, value, lambda token: _token(texts, token))
    return _origin(leaf.argument, leaf.path, source, spans)


def _name(leaf: Leaf, texts: Texts) -> Origin | None:
    """A name that no schema states can carry words from outside as well as a value."""
    found = text_found(texts, str(leaf.value))
    if found is None or found.source is not Source.UNTRUSTED:
        return None
    return _origin(leaf.argument, leaf.path, Source.UNTRUSTED)


def _token(texts: Texts, token: str) -> Found | None:
    found = text_found(texts, token)
    if found is not None or not is_url(token):
        return found
    _, spans = url_pieces(texts, token)
    outside = [span for span in spans if span.source is Source.UNTRUSTED]
    return _place(outside[0]) if outside else None


def _place(span: Span) -> Found:
    return Found(span.source, span.message_id, span.by)


def _without_stop(value: str) -> str:
    """A sentence as it stands in the middle of another; a single word keeps its every sign."""
    return value[:-1] if " " in value.strip() and value.endswith((".", "!", "?")) else value


def _whole(leaf: Leaf, found: Found | None) -> Origin:
    if found is None:
        return _origin(leaf.argument, leaf.path, Source.MODEL)
    span = span_of(found, 0, len(leaf.text))
    return _origin(leaf.argument, leaf.path, found.source, (span,))


def _origin(argument: str, path: str, source: Source, spans: tuple[Span, ...] = ()) -> Origin:
    name = argument if "." in argument else ""
    return Origin(path=path, source=source, spans=spans, name=name)
