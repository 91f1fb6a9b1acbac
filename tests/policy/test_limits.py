"""test_limits: which running sums a cost falls into, and how far each may go (E4)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.brief import Brief
from domain.risk import Cost, Risk
from policy.context import Context, Use
from policy.gate import judge
from policy.limits import (
    Case,
    Counter,
    cost_at_stake,
    counters_of,
    limits_of,
    names_somebody_new,
    remembers_recipients,
    stricter,
    uses_of,
)
from tests.fakes.papers import LAW, SAFE, action, law

PAYS = SAFE.model_copy(update={"cost": Cost(argument="amount"), "recipient": "to"})
EVE = {"to": "eve", "amount": 9_000}
NIGHT = 1_772_495_999_999  # the last millisecond of 2026-03-02 in UTC
LIMITS = {"thread": 1, "brief": 2, "recipient": 3, "requester": 4, "house": 5}


def counters(
    limits: dict[str, int] = LIMITS,
    risk: Risk = PAYS,
    arguments: dict[str, Any] = EVE,
    thread_id: str = "t-1",
    owner: str = "ann",
    at: int = NIGHT,
    remembering: bool = False,
) -> tuple[Counter, ...]:
    case = Case(thread_id, owner, at)
    return counters_of(limits, risk, arguments, case, remembering=remembering)


def test_the_shipped_law_limits_thread_requester_recipient_and_house() -> None:
    assert limits_of(LAW, None, "EUR") == {
        "thread": 50_000,
        "requester": 100_000,
        "recipient": 50_000,
        "house": 1_000_000,
    }


def test_nought_in_the_law_is_no_limit_and_a_budget_of_nought_is_one() -> None:
    free = law(
        thread_minor="0", requester_day_minor="0", recipient_day_minor="0", house_day_minor="0"
    )
    assert limits_of(free, None, "EUR") == {}
    assert limits_of(free, Brief(), "EUR") == {}
    assert limits_of(free, Brief(budget_minor=0), "EUR") == {"brief": 0}


def test_a_budget_in_one_currency_allows_nothing_in_another() -> None:
    brief = Brief(budget_minor=700, currency="USD")
    assert limits_of(LAW, brief, "USD")["brief"] == 700
    assert limits_of(LAW, brief, "EUR")["brief"] == 0


def test_of_two_limits_the_lower_holds_and_neither_is_forgotten() -> None:
    assert stricter({"thread": 5, "house": 2}, {"thread": 3, "brief": 0, "house": 9}) == {
        "thread": 3,
        "house": 2,
        "brief": 0,
    }


def test_a_day_ends_at_midnight_in_utc_and_a_thread_never() -> None:
    before = {counter.scope: counter for counter in counters()}
    after = {counter.scope: counter for counter in counters(at=NIGHT + 1)}
    daily = {"recipient", "requester", "house"}
    assert {scope for scope in before if before[scope] != after[scope]} == daily
    assert {before[scope].period for scope in daily} == {"2026-03-02"}
    assert {after[scope].period for scope in daily} == {"2026-03-03"}


@pytest.mark.parametrize(
    ("changed", "moved"),
    [
        ({"thread_id": "t-2"}, {"thread", "brief"}),
        ({"owner": "rob"}, {"requester"}),
        ({"arguments": EVE | {"to": "bob"}}, {"recipient"}),
        ({"arguments": EVE | {"to": "E V E"}}, set()),
        ({"arguments": EVE | {"amount": 1}}, set()),
    ],
)
def test_each_counter_is_that_of_its_own_subject(changed: dict[str, Any], moved: set[str]) -> None:
    before = {counter.scope: counter for counter in counters()}
    after = {counter.scope: counter for counter in counters(**changed)}
    assert {scope for scope in before if before[scope] != after[scope]} == moved


def test_sums_of_two_currencies_are_never_added_up() -> None:
    dollars = PAYS.model_copy(update={"cost": Cost(argument="amount", currency="USD")})
    ours = {(each.scope, each.key) for each in counters()}
    assert ours.isdisjoint({(each.scope, each.key) for each in counters(risk=dollars)})


def test_only_what_is_limited_is_counted_and_recipients_where_they_are_remembered() -> None:
    assert [each.scope for each in counters({"house": 5})] == ["house"]
    ever, house = counters({"house": 5}, remembering=True)
    assert (ever.scope, ever.period, ever.limit_minor) == ("recipient", "", None)
    assert house.limit_minor == 5
    unnamed = PAYS.model_copy(update={"recipient": None})
    assert [each.scope for each in counters(risk=unnamed, remembering=True)] == [
        "thread",
        "brief",
        "requester",
        "house",
    ]


def test_of_several_recipients_the_fullest_is_told() -> None:
    several = counters({"recipient": 3, "house": 5}, arguments=EVE | {"to": ["eve", "bob"]})
    assert uses_of(several, [7, 9, 4]) == (
        Use(scope="recipient", used_minor=9, limit_minor=3),
        Use(scope="house", used_minor=4, limit_minor=5),
    )


def test_somebody_is_new_until_they_got_more_than_a_small_sum() -> None:
    known = counters({"house": 5}, remembering=True)
    assert names_somebody_new(known, [0, 99], 0)
    assert not names_somebody_new(known, [1, 0], 0)
    assert names_somebody_new(known, [5_000, 0], 5_000)
    assert not names_somebody_new(known, [5_001, 0], 5_000)


def test_one_new_recipient_among_many_is_enough_and_nobody_is_never_known() -> None:
    several = counters({}, arguments=EVE | {"to": ["eve", "bob"]}, remembering=True)
    assert names_somebody_new(several, [9_999, 0], 10)
    unnamed = counters({}, arguments={"amount": 1}, remembering=True)
    assert names_somebody_new(unnamed, [9_999], 10)
    assert not names_somebody_new(counters(), [0, 0, 0, 0, 0], 10)


def test_the_law_says_whether_recipients_are_remembered() -> None:
    assert remembers_recipients(LAW)
    assert not remembers_recipients(law(new_recipient='"auto"'))


@given(
    limits=st.dictionaries(st.sampled_from(sorted(LIMITS)), st.integers(0, 30)),
    cost=st.integers(1, 30),
    to=st.lists(st.sampled_from("abc"), min_size=1, max_size=3),
    data=st.data(),
)
def test_what_finds_no_room_never_goes_alone_so_the_law_and_the_intent_agree(
    limits: dict[str, int], cost: int, to: list[str], data: st.DataObject
) -> None:
    """Otherwise a refused intent would come back from the law as it was, again and again."""
    arguments = {"to": to, "amount": cost}
    met = counters(limits, arguments=arguments)
    used = [data.draw(st.integers(0, 60)) for _ in met]
    fits = all(
        before + cost <= limits[counter.scope] for counter, before in zip(met, used, strict=True)
    )
    known = Context(uses=uses_of(met, used))
    assert judge(action(arguments, risk=PAYS), known, LAW).route.acts_alone is fits


def test_reads_and_tools_without_a_profile_put_nothing_at_stake() -> None:
    assert cost_at_stake(PAYS, EVE) == 9_000
    assert cost_at_stake(PAYS, {"amount": "many"}) is None
    assert cost_at_stake(PAYS.model_copy(update={"read_only": True}), EVE) == 0
    assert cost_at_stake(None, EVE) == 0
