"""test_words: ids, times, errors, people and routes."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain import errors
from domain.clock import SystemClock, from_milliseconds, to_milliseconds
from domain.errors import CountersignError, Invalid
from domain.ids import RandomIds, checked_id
from domain.people import Person, Role
from domain.risk import Cost, Risk
from domain.verdict import Route


@given(st.integers(min_value=-62_135_596_800_000, max_value=253_402_300_799_999))
def test_milliseconds_survive_the_way_to_a_moment_and_back(milliseconds: int) -> None:
    assert to_milliseconds(from_milliseconds(milliseconds)) == milliseconds


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_loses_less_than_a_millisecond_in_a_row(moment: datetime) -> None:
    kept = from_milliseconds(to_milliseconds(moment))
    assert timedelta(0) <= moment - kept < timedelta(milliseconds=1)


@given(
    st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1)),
    st.integers(min_value=-14, max_value=14),
)
def test_the_zone_in_which_a_moment_was_told_does_not_matter(moment: datetime, hours: int) -> None:
    told = moment.replace(tzinfo=timezone(timedelta(hours=hours)))
    assert to_milliseconds(told) == to_milliseconds(told.astimezone(UTC))


def test_the_system_clock_tells_utc() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)


def test_new_ids_are_prefixed_well_formed_and_never_the_same() -> None:
    made = {RandomIds().new("req") for _ in range(1000)}
    assert len(made) == 1000
    assert all(checked_id(name, "request").startswith("req_") for name in made)


@pytest.mark.parametrize("good", ["a", "7", "A.b_c:d@e-f", "x" * 128])
def test_well_formed_ids_pass_unchanged(good: str) -> None:
    assert checked_id(good, "thread") == good


@pytest.mark.parametrize(
    "bad", ["", " ", "-a", "_a", "a b", "a/b", "a\n", "ä", "\x00", "x" * 129, "\ud800", "../x"]
)
def test_malformed_ids_are_refused(bad: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_id(bad, "thread")
    assert refused.value.code == "id_malformed"


def test_every_kind_of_refusal_has_its_own_name_and_keeps_code_and_sentence() -> None:
    kinds = [errors.Invalid, errors.Forbidden, errors.Missing, errors.Conflict, errors.Unavailable]
    assert len({kind.kind for kind in kinds}) == len(kinds)
    for kind in kinds:
        refusal = kind("some_code", "A sentence.")
        assert isinstance(refusal, CountersignError)
        assert (refusal.code, refusal.sentence, str(refusal)) == (
            "some_code",
            "A sentence.",
            "A sentence.",
        )


def test_a_person_holds_any_of_the_roles_they_have() -> None:
    person = Person(id="p", name="P", roles=(Role.REQUESTER, Role.REVIEWER))
    assert person.holds(Role.LEAD, Role.REVIEWER)
    assert not person.holds(Role.LEAD, Role.ADMIN)


def test_routes_are_ranked_by_what_they_ask_of_people() -> None:
    order = [Route.AUTO, Route.RECHECK, Route.REVIEW, Route.LEAD, Route.TWO, Route.REFUSE]
    assert sorted(Route, key=lambda route: route.rank) == order


def test_a_risk_profile_that_says_nothing_is_the_dangerous_one() -> None:
    risk = Risk()
    assert (risk.read_only, risk.external, risk.reversibility) == (False, True, "irreversible")


@pytest.mark.parametrize(
    "broken",
    [
        {"reversable": "effort"},
        {"reversibility": "maybe"},
        {"cost": {"fixed_minor": -1}},
        {"cost": {"currency": "euro"}},
        {"cost": {"fixed_minor": 5, "argument": "amount"}},
    ],
)
def test_a_broken_risk_profile_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Risk.model_validate(broken)


def test_a_cost_is_nothing_unless_said() -> None:
    assert (Cost().fixed_minor, Cost().argument, Cost().currency) == (0, None, "EUR")
