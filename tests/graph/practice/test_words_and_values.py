"""Words, values, dates and clauses are read out of plain sentences."""

from datetime import UTC, datetime

import pytest

from graph.practice.clause import Role
from graph.practice.clauses import clauses
from graph.practice.values import values
from graph.practice.words import name_words, stem

NOW = datetime(2026, 1, 14, 12, 0, tzinfo=UTC)


def found(text: str) -> list[tuple[str, object]]:
    return [(value.kind, value.value) for value in values(text, NOW)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("booked", "booking"),
        ("cancelled", "cancel"),
        ("deliveries", "delivery"),
        ("e-mail", "mails"),
        ("addresses", "address"),
        ("deployment", "deploy"),
        ("paid", "pays"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_identifiers_fall_apart_into_words() -> None:
    assert name_words("getOpenTickets_by-id") == ["get", "open", "tickets", "by", "id"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pay €5", ("money", (500, "EUR"))),
        ("pay 1,200.50 dollars", ("money", (120050, "USD"))),
        ("pay 1.200 euros", ("money", (120000, "EUR"))),
        ("pay 50 cents", ("money", (50, ""))),
        ("see #31", ("integer", 31)),
        ("see INC-204", ("code", "INC-204")),
        ("take 1.2.3", ("code", "1.2.3")),
        ("ask bob@example.com.", ("email", "bob@example.com")),
        ("say 'a, b and c'", ("quoted", "a, b and c")),
        ("tomorrow at 15:30", ("datetime", "2026-01-15T15:30:00")),
        ("on Friday", ("date", "2026-01-16")),
        ("on Wednesday", ("date", "2026-01-21")),
        ("on 3 March", ("date", "2026-03-03")),
        ("on 24.12.2026", ("date", "2026-12-24")),
        ("in 2 weeks", ("date", "2026-01-28")),
        ("at 3 pm", ("time", "15:00:00")),
        ("ask Anna Berger", ("name", "Anna Berger")),
    ],
)
def test_a_value_is_read_as_what_it_is(text: str, expected: tuple[str, object]) -> None:
    assert found(text) == [expected]


def test_impossible_dates_are_no_dates() -> None:
    assert all(kind not in ("date", "datetime") for kind, _ in found("on 31.02.2026 at 25:61"))


def test_an_explanation_is_no_wish() -> None:
    roles = [
        each.role for each in clauses("Paint room 4, the wall is grey, and call Bob", ["paint"])
    ]
    assert roles == [Role.WISH, Role.CONTEXT, Role.WISH]


def test_joints_inside_quotes_do_not_cut() -> None:
    assert len(clauses("Call it 'red, and then blue; or not'", ["call"])) == 1


def test_a_prohibition_is_heard() -> None:
    said = clauses("Paint room 4 but don't call anybody", ["paint", "call"])
    assert [each.role for each in said] == [Role.WISH, Role.PROHIBITION]


def test_a_condition_is_heard() -> None:
    said = clauses("Paint room 4 if the wall is grey", ["paint"])
    assert [each.role for each in said] == [Role.WISH, Role.CONDITION]
