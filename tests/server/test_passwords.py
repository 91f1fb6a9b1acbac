"""Passwords: who gets in, who waits how long, and what the audit keeps of it."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from domain.errors import Forbidden, Invalid, Missing
from graph.house import House
from server import passwords as server_passwords
from server.accounts import Accounts
from server.hashing import is_outdated
from server.passwords import FAILURES_MAX, Passwords
from storage import passwords as rows
from tests.fakes.clock import StillClock
from tests.fakes.houses import open_test_house
from tests.server.visits import PASSWORD

WRONG = "not this one at all"


pytestmark = pytest.mark.usefixtures("quick_hashing")


@pytest.fixture
def passwords(still_house: House) -> Passwords:
    """The passwords of a house in which `ann` alone has one."""
    still_house.people.add("ann", ["lead"])
    made = Passwords(still_house)
    made.change("ann", PASSWORD, by="test")
    return made


def opens(passwords: Passwords, password: str = PASSWORD, person: str = "ann") -> bool:
    """Whether an attempt opens a session."""
    try:
        return bool(passwords.sign_in(person, password))
    except Forbidden:
        return False


def fail(passwords: Passwords, times: int) -> None:
    assert not any(opens(passwords, WRONG) for _ in range(times))


def events(house: House) -> list[str]:
    return [entry.event for entry in house.trail.read("house") if "person." in entry.event]


def test_the_right_password_opens_a_session_of_its_own(
    passwords: Passwords, still_house: House
) -> None:
    accounts = Accounts(still_house)
    first, second = (passwords.sign_in("ann", PASSWORD) for _ in range(2))
    assert first != second
    for session in (first, second):
        person = accounts.signed_in(session)
        assert person is not None
        assert person.id == "ann"


def test_signing_in_again_ends_the_session_one_comes_with(
    passwords: Passwords, still_house: House
) -> None:
    before = passwords.sign_in("ann", PASSWORD)
    after = passwords.sign_in("ann", PASSWORD, leaving=before)
    assert Accounts(still_house).signed_in(before) is None
    assert Accounts(still_house).signed_in(after) is not None


@pytest.mark.parametrize(
    ("person", "password"),
    [
        ("ann", WRONG),
        ("ann", ""),
        ("ann", PASSWORD + "\n"),
        ("Ann", PASSWORD),
        ("nobody", PASSWORD),
        ("", ""),
        ("reviewer-1", ""),  # known here, and without a password
        ("ann' or '1'='1", PASSWORD),
    ],
)
def test_everything_else_is_refused_in_the_same_words(
    passwords: Passwords, person: str, password: str
) -> None:
    with pytest.raises(Forbidden) as wrong:
        passwords.sign_in("ann", WRONG)
    with pytest.raises(Forbidden) as refused:
        passwords.sign_in(person, password)
    assert (refused.value.code, refused.value.sentence) == (
        wrong.value.code,
        wrong.value.sentence,
    )


def test_after_five_failures_in_a_row_the_account_waits(
    passwords: Passwords, clock: StillClock
) -> None:
    fail(passwords, FAILURES_MAX - 1)
    assert opens(passwords)
    fail(passwords, FAILURES_MAX)
    assert not opens(passwords)
    clock.step(seconds=29)
    assert not opens(passwords)
    clock.step(seconds=1)
    assert opens(passwords)
    fail(passwords, FAILURES_MAX - 1)
    assert opens(passwords)


def test_each_further_failure_waits_longer_up_to_a_quarter_of_an_hour(
    passwords: Passwords, clock: StillClock
) -> None:
    fail(passwords, FAILURES_MAX)
    for seconds in (30, 60, 120, 240, 480, 900, 900):
        clock.step(seconds=seconds - 1)
        assert not opens(passwords)
        clock.step(seconds=1)
        fail(passwords, 1)
    clock.step(seconds=900)
    assert opens(passwords)


def test_attempts_while_it_waits_do_not_lengthen_the_wait(
    passwords: Passwords, clock: StillClock
) -> None:
    fail(passwords, FAILURES_MAX + 3)
    clock.step(seconds=30)
    assert opens(passwords)


def test_a_clock_set_back_keeps_nobody_out_for_longer(
    passwords: Passwords, clock: StillClock
) -> None:
    fail(passwords, FAILURES_MAX)
    clock.step(days=-1)
    assert opens(passwords)


def test_a_restart_does_not_end_the_wait(tmp_path: Path, world: Path, clock: StillClock) -> None:
    with open_test_house(tmp_path / "home", clock=clock) as house:
        passwords = Passwords(house)
        passwords.change("lead-1", PASSWORD, by="test")
        assert not any(opens(passwords, WRONG, "lead-1") for _ in range(FAILURES_MAX))
    with open_test_house(tmp_path / "home", clock=clock) as house:
        assert not opens(Passwords(house), PASSWORD, "lead-1")
        clock.step(minutes=1)
        assert opens(Passwords(house), PASSWORD, "lead-1")


def test_a_new_password_ends_the_wait_and_every_session(
    passwords: Passwords, still_house: House
) -> None:
    accounts = Accounts(still_house)
    session = passwords.sign_in("ann", PASSWORD)
    token = accounts.make_token("ann", 1, by="test")
    fail(passwords, FAILURES_MAX)
    assert passwords.change("ann", "another long one", by="test") == 1
    assert accounts.signed_in(session) is None
    assert accounts.called_by(token) is not None
    assert not opens(passwords)
    assert opens(passwords, "another long one")


def test_a_password_changed_while_the_old_one_is_looked_at_is_the_one_that_counts(
    passwords: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(kept: str | None, password: str) -> bool:
        passwords.change("ann", "another long one", by="test")
        return kept is not None

    monkeypatch.setattr(server_passwords, "matches", slowly)
    assert not opens(passwords)


def test_the_right_one_does_not_slip_through_when_the_wait_began_meanwhile(
    passwords: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = server_passwords.matches

    def slowly(kept: str | None, password: str) -> bool:
        monkeypatch.setattr(server_passwords, "matches", real)
        fail(passwords, FAILURES_MAX)
        return real(kept, password)

    monkeypatch.setattr(server_passwords, "matches", slowly)
    assert not opens(passwords)


def test_a_hash_of_old_parameters_is_made_anew_by_the_next_sign_in(
    passwords: Passwords, still_house: House
) -> None:
    storage = still_house.rooms.storage
    old = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    with storage.unit("old") as unit:
        rows.hash_anew(unit, "ann", old)
    assert not opens(passwords, WRONG)
    assert opens(passwords)
    with storage.view() as unit:
        row = rows.find(unit, "ann")
    assert row is not None
    assert not is_outdated(row["hash"])
    assert opens(passwords)


@pytest.mark.parametrize(
    ("person", "password", "error"),
    [("nobody", PASSWORD, Missing), ("ann", "short", Invalid), ("lead-1", "lead-1", Invalid)],
)
def test_a_password_that_cannot_be_changes_nothing(
    passwords: Passwords, still_house: House, person: str, password: str, error: type[Exception]
) -> None:
    before = events(still_house)
    with pytest.raises(error):
        passwords.change(person, password, by="test")
    assert events(still_house) == before
    assert opens(passwords)


def test_each_attempt_is_in_the_audit_and_no_password_is(
    passwords: Passwords, still_house: House, clock: StillClock, tmp_path: Path
) -> None:
    session = passwords.sign_in("ann", PASSWORD)
    assert not opens(passwords, WRONG, person=PASSWORD)  # a password typed as an id
    fail(passwords, FAILURES_MAX)
    told = still_house.trail.read("house")[-9:]
    assert [(entry.actor, entry.event) for entry in told] == [
        ("test", "person.password_changed"),
        ("ann", "person.signed_in"),
        *[("house", "person.sign_in_failed")] * (1 + FAILURES_MAX),
        ("house", "person.locked"),
    ]
    assert told[2].payload == {"id": ""}
    assert told[3].payload == {"id": "ann"}
    assert told[-1].payload == {"id": "ann", "failures": FAILURES_MAX, "wait_seconds": 30}
    assert still_house.trail.verify().faults == ()
    with closing(sqlite3.connect(tmp_path / "home" / "countersign.db")) as database:
        kept = "\n".join(database.iterdump())
    assert not any(secret in kept for secret in (PASSWORD, WRONG, session))


def test_a_session_lasts_from_its_own_beginning(
    passwords: Passwords, still_house: House, clock: StillClock
) -> None:
    session = passwords.sign_in("ann", PASSWORD)
    (standing,) = Accounts(still_house).standing("ann")
    assert standing.since == standing.seen == clock.now()
    assert standing.expires - clock.now() == timedelta(hours=12)
    assert session not in str(standing)
