"""test_origins: where the values came from, marked in them and told in a legend."""

from typing import Any

from domain.origin import Origin, Source, Span
from domain.request import Request
from tests.ui.values import HOSTILE, request
from ui.parts.fields import field_rows
from ui.parts.origins import Marks

PAGE = {"source": "untrusted", "message_id": "result/call_1_1_1", "by": "read_page"}
SAID = {"source": "requester", "message_id": "m-1", "by": "requester-1"}


def origin(path: str, source: str, *spans: dict[str, Any]) -> Origin:
    return Origin(path=path, source=Source(source), spans=tuple(map(Span.model_validate, spans)))


def asked(arguments: dict[str, Any], *origins: Origin, **changed: Any) -> Request:
    given = {"origins": origins, "names": {"requester-1": "Robin"}, **changed}
    return request(action={"arguments": arguments}, **given)


def text_of(pieces: Any) -> str:
    return "".join(piece[1] for piece in pieces)


def test_a_text_is_cut_where_its_sources_change() -> None:
    body = "Dear Anna, confirm your password at once."
    shown = asked({"body": body}, origin("body", "untrusted", {"start": 11, "end": 40, **PAGE}))
    pieces = Marks(shown).pieces("body", body, body)
    assert pieces is not None
    assert text_of(pieces) == body
    assert [(piece[0], piece[1]) for piece in pieces] == [
        ("=", "Dear Anna, "),
        ("@", "confirm your password at once"),
        ("=", "."),
    ]
    assert pieces[1][2:] == ("untrusted", "1", "from outside")


def test_a_sum_is_marked_as_it_is_shown() -> None:
    shown = asked({"amount": 1850}, origin("amount", "requester", {"start": 0, "end": 4, **SAID}))
    assert Marks(shown).pieces("amount", 1850, "€18.50") == [
        ("@", "€18.50", "requester", "1", "said by the requester")
    ]


def test_values_deep_in_an_argument_are_marked_in_the_json_that_is_shown() -> None:
    record = {"pay": [{"to": "ann", "sum": 5, "why": 'a "b"'}], "none": {}}
    origins = [
        origin("record.pay.0.to", "untrusted", {"start": 0, "end": 3, **PAGE}),
        origin("record.pay.0.sum", "model"),
        origin("record.pay.0.why", "requester", {"start": 0, "end": 5, **SAID}),
    ]
    pieces = Marks(asked({"record": record}, *origins)).pieces("record", record, "")
    assert pieces is not None
    (plain,) = field_rows({"record": record})
    assert text_of(pieces) == text_of(plain["pieces"])
    marked = [(piece[1], piece[2]) for piece in pieces if piece[0] == "@"]
    assert marked == [("ann", "untrusted"), ("5", "model"), ('"a \\"b\\""', "requester")]


def test_the_legend_names_each_source_once_the_least_trusted_first() -> None:
    shown = asked(
        {"a": "x", "b": "y", "c": "z", "d": "w"},
        origin("a", "requester", {"start": 0, "end": 1, **SAID}),
        origin("b", "untrusted", {"start": 0, "end": 1, **PAGE}),
        origin("c", "model"),
        origin("d", "untrusted", {"start": 0, "end": 1, **PAGE}),
        cited={"result/call_1_1_1": HOSTILE},
    )
    assert [(entry.number, entry.words, entry.said) for entry in Marks(shown).legend()] == [
        (1, "From outside: Read page", HOSTILE),
        (2, "Made up by the agent: nobody said it", ""),
        (3, "The requester: Robin", ""),
    ]


def test_sentences_of_the_agent_are_not_marked_as_made_up() -> None:
    reason = "It broke on its way to them, and they would like to have their money back."
    pieces = Marks(asked({"reason": reason}, origin("reason", "model"))).pieces(
        "reason", reason, reason
    )
    assert pieces == [("=", reason)]


def test_hidden_signs_are_spelled_out_within_a_mark_too() -> None:
    shown = asked({"to": "a\u200bb"}, origin("to", "untrusted", {"start": 0, "end": 3, **PAGE}))
    assert text_of(Marks(shown).pieces("to", "a\u200bb", "a\u200bb")) == "a⟨U+200B⟩b"


def test_without_origins_nothing_is_marked() -> None:
    marks = Marks(asked({"to": "ann"}))
    assert (marks.pieces("to", "ann", "ann"), marks.legend()) == (None, [])
