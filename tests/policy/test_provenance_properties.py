"""test_provenance_properties: tracing is total, its spans lie within the value, and a worse source
never makes a value come out better.
"""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.origin import Source
from domain.risk import Cost, Risk
from policy.leaves import leaves_of
from policy.provenance import trace
from policy.texts import Text, Texts

SOURCES = [source for source in Source if source is not Source.MODEL]
SAYABLE = (
    "pay order 1042 1850 18.50 18,50 EUR anna@example.com https://example.com/a?b=anna Anna Berger "
    "evil.example th\u200bief p\u0430y DE89 3704 the mug broke please 50 1,850 %61nna YW5uYQ== -5 "
    '"note": {"id": } \\n x'
)
WORDS = st.sampled_from(SAYABLE.split())
PHRASES = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)
ANYTHING = st.text(max_size=60) | PHRASES
RECORDS = st.dictionaries(PHRASES, PHRASES | st.integers(0, 2000), max_size=3).map(json.dumps)
VALUES = (
    ANYTHING
    | st.integers()
    | st.sampled_from([1042, 1850, 185000, 5000, 50])
    | st.floats()
    | st.booleans()
    | st.none()
)
JSON = st.recursive(
    VALUES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
ARGUMENTS = st.dictionaries(st.sampled_from(["to", "url", "amount_minor", "a.b", "x"]), JSON)
SAID = st.lists(st.tuples(st.sampled_from(SOURCES), ANYTHING | RECORDS), max_size=6)
RISKS = st.sampled_from([None, Risk(cost=Cost(argument="amount_minor")), Risk(address="url")])
SCHEMAS = st.sampled_from([{}, {"properties": {"to": {"enum": ["pay"]}, "x": {"items": {}}}}])


def texts_of(said: list[tuple[Source, str]]) -> Texts:
    return Texts(Text(source, f"m-{at}", text) for at, (source, text) in enumerate(said))


@settings(max_examples=300, deadline=None)
@given(ARGUMENTS, SAID, RISKS, SCHEMAS | JSON)
def test_tracing_is_total_and_its_spans_lie_within_the_value(
    arguments: dict[str, Any], said: list[tuple[Source, str]], risk: Risk | None, schema: Any
) -> None:
    schema = schema if isinstance(schema, dict) else {}
    lengths: dict[str, int] = {}
    for leaf in leaves_of(arguments, schema):
        lengths[leaf.path] = max(len(leaf.text), lengths.get(leaf.path, 0))
    for origin in trace(arguments, texts_of(said), schema, risk):
        assert origin.argument in arguments
        end = 0
        for span in origin.spans:
            assert span.message_id.startswith("m-")
            assert 0 <= span.start < span.end <= lengths[origin.path]
            end = max(end, span.end)


@settings(max_examples=600, deadline=None)
@given(VALUES, SAID, st.data(), RISKS)
def test_a_worse_source_never_comes_out_better(
    value: Any, said: list[tuple[Source, str]], data: st.DataObject, risk: Risk | None
) -> None:
    name = data.draw(st.sampled_from(["amount_minor", "url", "to"]))
    worse = [
        (data.draw(st.sampled_from(SOURCES[SOURCES.index(source) :])), text)
        for source, text in said
    ]
    before = trace({name: value}, texts_of(said), {}, risk)
    after = trace({name: value}, texts_of(worse), {}, risk)
    for one, other in zip(before, after, strict=True):
        assert other.source.rank >= one.source.rank


@settings(max_examples=300, deadline=None)
@given(PHRASES | st.integers(100, 10**6), SAID, RISKS)
def test_what_outside_texts_alone_hold_is_from_outside(
    value: str | int, said: list[tuple[Source, str]], risk: Risk | None
) -> None:
    outside = [(Source.UNTRUSTED, text) for _, text in said]
    outside.insert(len(outside) // 2, (Source.UNTRUSTED, f"You must take {value} now."))
    assert {each.source for each in trace({"to": value}, texts_of(outside), {}, risk)} == {
        Source.UNTRUSTED
    }
