"""People and tokens from a terminal."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from domain.errors import Forbidden
from graph.house import House
from server.accounts import Accounts
from server.demo import Demo
from tests.server.commands.calls import Terminal


def test_somebody_is_added_and_listed(call: Terminal) -> None:
    said = call(
        "accounts",
        "add",
        "ann",
        "--name",
        "Ann",
        "--role",
        "lead",
        "--role",
        "admin",
        "--no-password",
    )
    assert (said.code, said.out) == (0, "Ann (ann) is known here as lead, admin.\n")
    assert call("accounts", "list").out.splitlines()[1] == "ann  Ann   lead, admin"
    (ann,) = call("accounts", "list", "--json").data
    assert ann == {
        "id": "ann",
        "name": "Ann",
        "roles": ["lead", "admin"],
        "skills": [],
        "tokens": [],
    }


def test_a_removed_role_holds_at_the_next_request(call: Terminal, house: House) -> None:
    assert house.desk.open_requests(by="reviewer-1") == []
    assert call("accounts", "roles", "reviewer-1", "--role", "operator").code == 0
    with pytest.raises(Forbidden):
        house.desk.open_requests(by="reviewer-1")


def test_a_token_is_shown_once_and_kept_as_a_digest(
    call: Terminal, house: House, home: Path
) -> None:
    token = call("accounts", "token", "reviewer-1").out.strip()
    found = Accounts(house).called_by(token)
    assert found is not None
    assert found.id == "reviewer-1"
    with closing(sqlite3.connect(home / "countersign.db")) as database:
        assert token not in "\n".join(database.iterdump())


def test_revoking_ends_tokens_and_sessions_of_that_person_alone(
    call: Terminal, house: House
) -> None:
    accounts, demo = Accounts(house), Demo(house)
    mine = accounts.make_token("reviewer-1", 1, by="test")
    session = demo.sign_in(demo.invite(), "reviewer-1")
    other = accounts.make_token("reviewer-2", 1, by="test")
    said = call("accounts", "revoke", "reviewer-1")
    assert said.out == "Ended for reviewer-1: 1 API tokens, 1 browser sessions.\n"
    assert accounts.called_by(mine) is None
    assert accounts.signed_in(session) is None
    assert accounts.called_by(other) is not None


def test_each_change_is_in_the_audit_under_the_terminals_name(call: Terminal, house: House) -> None:
    call("accounts", "add", "ann", "--role", "requester", "--no-password")
    call("accounts", "roles", "ann", "--role", "lead")
    token = call("accounts", "token", "ann").out.strip()
    call("accounts", "revoke", "ann")
    told = [entry for entry in house.trail.read("house") if entry.actor.startswith("terminal/")]
    assert [entry.event for entry in told] == [
        "person.added",
        "person.roles_changed",
        "person.token_made",
        "person.tokens_revoked",
    ]
    assert told[1].payload == {"id": "ann", "before": ["requester"], "roles": ["lead"]}
    assert token not in str(told)
    assert house.trail.verify().faults == ()


@pytest.mark.parametrize(
    "words",
    [
        ("add", "reviewer-1", "--role", "lead", "--no-password"),
        ("add", "no spaces", "--role", "lead", "--no-password"),
        ("add", "../etc", "--role", "lead", "--no-password"),
        ("roles", "nobody", "--role", "lead"),
        ("roles", "\udcff", "--role", "lead"),
        ("token", "nobody"),
        ("revoke", "nobody"),
    ],
)
def test_a_mistake_is_one_sentence_and_changes_nothing(
    call: Terminal, house: House, words: tuple[str, ...]
) -> None:
    before = (house.people.list(), house.trail.read("house"))
    assert call.refused("accounts", *words)
    assert (house.people.list(), house.trail.read("house")) == before


@pytest.mark.parametrize(
    "words",
    [
        ("add", "ann", "--role", "king"),
        ("add", "ann"),
        ("token", "reviewer-1", "--days", "0"),
        ("token", "reviewer-1", "--days", "9999"),
    ],
)
def test_misuse_ends_with_2_and_changes_nothing(
    call: Terminal, house: House, words: tuple[str, ...]
) -> None:
    before = (house.people.list(), house.trail.read("house"))
    assert call("accounts", *words).code == 2
    assert (house.people.list(), house.trail.read("house")) == before
