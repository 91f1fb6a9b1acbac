"""test_recipients: however somebody is written, they stay the same recipient."""

from typing import Any

import pytest

from domain.risk import Risk
from policy.recipients import UNNAMED, recipients_of

TO = Risk(recipient="to")


def keys(value: Any, risk: Risk = TO) -> tuple[str, ...]:
    return recipients_of(risk, {risk.recipient: value} if risk.recipient else {})


@pytest.mark.parametrize(
    "spelling",
    [
        "EVE@Example.com",
        " eve@example.com ",
        "eve+2@example.com",
        "eve+a+b@example.com",
        "Eve Novak <eve@example.com>",
        '"Novak, Eve" <eve+x@example.com>',
        "mailto:eve@example.com",
        "eve @ example.com",
        "eve @example.com.",
        "eve@example.com",
        "eve\u200b@exam\u00adple.com",
        ["eve@example.com", "eve+1@example.com"],
        "eve@example.com; eve+1@example.com",
    ],
)
def test_no_spelling_of_a_mail_address_makes_somebody_new(spelling: Any) -> None:
    assert keys(spelling) == keys("eve@example.com")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("DE89 3704 0044", "de8937040044"),
        ("Jürgen", "Ju\u0308rgen"),
        ("Straße 1", "STRASSE 1"),
        ("①②", "12"),
        (1040, "1040"),
        (1040, "0001040"),
        ("١٠٤٠", 1040),
        ({"iban": "X1", "name": "Eve"}, {"name": "Eve", "iban": "X1"}),
        (["eve", "bob"], ["bob", "eve", "eve"]),
    ],
)
def test_what_looks_alike_is_one(one: Any, other: Any) -> None:
    assert keys(one) == keys(other)


def test_different_people_stay_apart() -> None:
    named = ["eve@example.com", "eve@example.org", "eva@example.com", "eve", "1040", "1041"]
    assert len({keys(name) for name in named}) == len(named)


def test_each_of_several_recipients_counts() -> None:
    both = set(keys("eve@example.com, bob@example.com"))
    assert both == {*keys("eve@example.com"), *keys("bob@example.com")}
    assert set(keys(["eve", "bob", "kim"])) == {*keys("eve"), *keys("bob"), *keys("kim")}


def test_a_number_is_taken_with_what_it_counts_and_a_name_by_itself() -> None:
    order, customer = Risk(recipient="order_id"), Risk(recipient="customer_id")
    assert keys(204, order) != keys(204, customer)
    assert keys("eve", order) == keys("eve", customer)


@pytest.mark.parametrize("nobody", [None, "", "  ", "\u200b", "\ud800", []])
def test_whoever_is_not_named_is_one_unnamed(nobody: Any) -> None:
    assert keys(nobody) == (UNNAMED,)
    assert recipients_of(TO, {}) == (UNNAMED,)


def test_a_tool_without_recipients_has_none() -> None:
    assert recipients_of(Risk(), {"to": "eve"}) == ()


@pytest.mark.parametrize("odd", [True, 1.5, {"a": [1, None]}, "x" * 100_000, "²", "½", "@eve"])
def test_a_key_is_short_and_tells_nobody(odd: Any) -> None:
    (key,) = keys(odd)
    assert len(key) == 32
    assert int(key, 16) >= 0
