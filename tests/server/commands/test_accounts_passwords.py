"""Passwords and sessions from a terminal, and from a script."""

import io
import os
import pty
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.errors import Forbidden
from graph.house import House
from server.accounts import Accounts
from server.demo import Demo
from server.passwords import Passwords
from tests.browser.serving import ROOT
from tests.server.commands.calls import Terminal
from tests.server.visits import PASSWORD

ADD = ("accounts", "add", "ann", "--name", "Ann Lee", "--role", "lead")
SECONDS_TO_TYPE = 60


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What a script sends to stdin."""
    sent = io.StringIO()
    monkeypatch.setattr(sys, "stdin", sent)
    return sent


def send(typed: io.StringIO, text: str) -> None:
    typed.seek(0)
    typed.truncate()
    typed.write(text)
    typed.seek(0)


def test_a_script_adds_somebody_who_can_sign_in(
    call: Terminal, house: House, typed: io.StringIO, home: Path
) -> None:
    assert Demo(house).offered()
    send(typed, f"{PASSWORD}\r\nmore\n")
    said = call(*ADD, "--password-stdin")
    assert (said.code, said.out) == (0, "Ann Lee (ann) is known here as lead.\n")
    person = Accounts(house).signed_in(Passwords(house).sign_in("ann", PASSWORD))
    assert person is not None
    assert person.id == "ann"
    assert not Demo(house).offered()
    assert PASSWORD not in said.err
    with closing(sqlite3.connect(home / "countersign.db")) as database:
        assert PASSWORD not in "\n".join(database.iterdump())


def test_somebody_without_a_password_leaves_the_demo_alone(call: Terminal, house: House) -> None:
    assert call(*ADD, "--no-password").code == 0
    assert Demo(house).offered()
    with pytest.raises(Forbidden):
        Passwords(house).sign_in("ann", "")


def test_a_new_password_ends_sessions_and_keeps_api_tokens(
    call: Terminal, house: House, typed: io.StringIO
) -> None:
    accounts, passwords = Accounts(house), Passwords(house)
    passwords.change("lead-1", PASSWORD, by="test")
    session = passwords.sign_in("lead-1", PASSWORD)
    token = accounts.make_token("lead-1", 1, by="test")
    send(typed, "another long one")
    said = call("accounts", "password", "lead-1", "--password-stdin")
    assert said.out == "lead-1 has a new password; browser sessions ended: 1.\n"
    assert accounts.signed_in(session) is None
    assert accounts.called_by(token) is not None
    assert passwords.sign_in("lead-1", "another long one")
    told = house.trail.read("house")[-2]
    assert (told.event, told.payload) == (
        "person.password_changed",
        {"id": "lead-1", "sessions": 1},
    )
    assert told.actor.startswith("terminal/")


@pytest.mark.parametrize(
    ("words", "sent", "sentence"),
    [
        ((*ADD, "--password-stdin"), "", "12 to 256 characters"),
        ((*ADD, "--password-stdin"), "short\n", "12 to 256 characters"),
        ((*ADD, "--password-stdin"), "a bell \x07 and more", "one line of"),
        (
            ("accounts", "add", "ann-of-the-hill", "--role", "lead", "--password-stdin"),
            "Ann-Of-The-Hill",
            "neither the id nor the name",
        ),
        ((*ADD, "--password-stdin", "--no-password"), PASSWORD, "not both"),
        (ADD, PASSWORD, "no terminal"),
        (("accounts", "password", "lead-1"), PASSWORD, "no terminal"),
        (("accounts", "password", "nobody", "--password-stdin"), PASSWORD, "Nobody here"),
        (("accounts", "sessions", "nobody"), "", "Nobody here"),
    ],
)
def test_a_mistake_is_one_sentence_and_changes_nothing(
    call: Terminal,
    house: House,
    typed: io.StringIO,
    words: tuple[str, ...],
    sent: str,
    sentence: str,
) -> None:
    before = (house.people.list(), house.trail.read("house"))
    send(typed, sent)
    refusal = call.refused(*words)
    assert sentence in refusal
    assert not sent.strip() or sent.strip() not in refusal
    assert (house.people.list(), house.trail.read("house")) == before
    assert Demo(house).offered()


def test_sessions_are_listed_and_never_their_tokens(call: Terminal, house: House) -> None:
    passwords, accounts = Passwords(house), Accounts(house)
    passwords.change("lead-1", PASSWORD, by="test")
    secrets = [
        passwords.sign_in("lead-1", PASSWORD),
        accounts.make_token("admin-1", 3, by="test"),
    ]
    everybody, one = call("accounts", "sessions"), call("accounts", "sessions", "lead-1")
    lines = everybody.out.splitlines()
    assert lines[0].split("  ")[0] == "id"
    assert [line.split()[:2] for line in lines[1:]] == [["lead-1", "session"], ["admin-1", "token"]]
    assert len(one.out.splitlines()) == 2
    (told,) = call("accounts", "sessions", "lead-1", "--json").data
    assert (told["person_id"], told["kind"]) == ("lead-1", "session")
    lasts = datetime.fromisoformat(told["expires"]) - datetime.now(UTC)
    assert timedelta(hours=11, minutes=59) < lasts <= timedelta(hours=12)
    assert not any(secret in everybody.out + str(told) for secret in secrets)
    call("accounts", "revoke", "lead-1")
    assert len(call("accounts", "sessions").out.splitlines()) == 2


def test_a_person_types_it_twice_and_nobody_sees_it(home: Path) -> None:
    code, shown = _at_a_terminal(home, PASSWORD, PASSWORD)
    assert (code, PASSWORD in shown) == (0, False), shown
    assert "Password: " in shown
    assert "Ann Lee (ann) is known here" in shown


def test_two_that_differ_are_refused(home: Path) -> None:
    code, shown = _at_a_terminal(home, PASSWORD, "another long one")
    assert code == 2
    assert "The two were not the same; nothing was changed." in shown


def _at_a_terminal(home: Path, *answers: str) -> tuple[int, str]:
    """How `accounts add` ended on a terminal of its own, and all that this terminal showed."""
    ours, theirs = pty.openpty()
    try:
        process = subprocess.Popen(
            [sys.executable, "-c", "from server.cli import main; main()", *ADD],
            cwd=ROOT,
            env=os.environ | {"COUNTERSIGN_HOME": str(home)},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
    finally:
        os.close(theirs)
    shown = ""
    for answer, prompt in zip(answers, ("Password: ", "The same again: "), strict=True):
        while prompt not in shown:
            shown += os.read(ours, 1024).decode()
        os.write(ours, f"{answer}\n".encode())
    while True:
        try:
            more = os.read(ours, 1024)
        except OSError:  # the other end of a terminal is gone
            break
        if not more:
            break
        shown += more.decode()
    os.close(ours)
    return process.wait(SECONDS_TO_TYPE), shown
