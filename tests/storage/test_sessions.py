"""test_sessions: what opens the door stands until it lapses, is ended, idle or of a past demo."""

import pytest

from storage import passwords, sessions
from storage.unit import Storage

D = "d" * 64


@pytest.mark.parametrize("kind", [sessions.INVITATION, sessions.TOKEN])
def test_an_invitation_or_token_holds_until_it_expires(storage: Storage, kind: str) -> None:
    other = {sessions.INVITATION: sessions.TOKEN, sessions.TOKEN: sessions.INVITATION}[kind]
    with storage.unit("test") as unit:
        sessions.keep(unit, D, kind, "ann", 1, 100)
        row = sessions.find(unit, D, kind, 99)
        assert row is not None
        assert (row["person_id"], row["created_at"], row["seen_at"]) == ("ann", 1, 1)
        assert sessions.find(unit, D, other, 99) is None
        assert sessions.find(unit, D, kind, 100) is None
        assert sessions.find_session(unit, D, 99, 0) is None


@pytest.mark.parametrize("kind", [sessions.SESSION, sessions.DEMO])
def test_a_session_holds_until_it_expires_or_goes_idle(storage: Storage, kind: str) -> None:
    with storage.unit("test") as unit:
        sessions.keep(unit, D, kind, "ann", 10, 100)
        assert sessions.find_session(unit, D, 99, 9) is not None
        assert sessions.find_session(unit, D, 100, 9) is None
        assert sessions.find_session(unit, D, 99, 10) is None
        sessions.see(unit, D, 50)
        assert sessions.find_session(unit, D, 99, 49) is not None
        assert sessions.find(unit, D, sessions.TOKEN, 99) is None


def test_what_was_ended_stays_ended(storage: Storage) -> None:
    with storage.unit("test") as unit:
        sessions.keep(unit, D, sessions.SESSION, "ann", 1, 100)
        assert sessions.end(unit, D)
        assert not sessions.end(unit, D)
        assert sessions.find_session(unit, D, 50, 0) is None
        assert sessions.standing(unit, 50, 0) == []


def test_signing_out_ends_no_api_token(storage: Storage) -> None:
    with storage.unit("test") as unit:
        sessions.keep(unit, D, sessions.TOKEN, "ann", 1, 100)
        assert not sessions.end(unit, D)
        assert sessions.find(unit, D, sessions.TOKEN, 50) is not None


def test_the_first_password_ends_every_session_without_one(storage: Storage) -> None:
    with storage.unit("test") as unit:
        sessions.keep(unit, "demo", sessions.DEMO, "ann", 1, 100)
        sessions.keep(unit, "real", sessions.SESSION, "ann", 1, 100)
        passwords.keep(unit, "lea", "hash", 2)
        assert sessions.find_session(unit, "demo", 50, 0) is None
        assert sessions.find_session(unit, "real", 50, 0) is not None
        assert [row["token_digest"] for row in sessions.standing(unit, 50, 0)] == ["real"]


def test_ending_everything_of_one_person_leaves_the_others(storage: Storage) -> None:
    with storage.unit("test") as unit:
        for name, kind, person in (
            ("a", sessions.SESSION, "ann"),
            ("b", sessions.DEMO, "ann"),
            ("c", sessions.TOKEN, "ann"),
            ("d", sessions.SESSION, "lea"),
            ("e", sessions.TOKEN, "lea"),
        ):
            sessions.keep(unit, name, kind, person, 1, 100)
        assert sessions.end_sessions_of(unit, "ann", 50, 0) == 2
        assert sessions.end_tokens_of(unit, "ann", 50) == 1
        assert sessions.end_sessions_of(unit, "ann", 50, 0) == 0
        assert [row["token_digest"] for row in sessions.standing(unit, 50, 0)] == ["d", "e"]


def test_a_new_password_takes_the_place_of_the_old_and_forgets_failures(storage: Storage) -> None:
    with storage.unit("test") as unit:
        assert not passwords.exist(unit)
        passwords.keep(unit, "ann", "one", 1)
        passwords.count_failures(unit, "ann", 7, 99)
        passwords.hash_anew(unit, "ann", "one again")
        row = passwords.find(unit, "ann")
        assert row is not None
        assert (row["hash"], row["failures"], row["locked_until"]) == ("one again", 7, 99)
        passwords.keep(unit, "ann", "two", 2)
        row = passwords.find(unit, "ann")
        assert row is not None
        assert (row["hash"], row["changed_at"]) == ("two", 2)
        assert (row["failures"], row["locked_until"]) == (0, 0)
        assert passwords.exist(unit)
        assert passwords.find(unit, "lea") is None
