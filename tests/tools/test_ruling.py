"""test_ruling: the owner's word on a tool's risk first, a server's last, and only ever upwards."""

from dataclasses import replace
from typing import Any

import pytest

from domain.risk import Reversibility, Risk
from policy.rules import Law, enact
from tests.fakes.papers import LAW_TEXT
from tools.catalogue import Catalogue, Tool, tool_of
from tools.ruling import ruled

HARMLESS = {"readOnlyHint": True, "openWorldHint": False}


def law(added: str = "") -> Law:
    return enact(LAW_TEXT + added, "test.toml")


def note(text: str) -> str:
    """Keep a note."""
    return text


def tool(server: str = "s", **hints: Any) -> Tool:
    return replace(tool_of(note), server=server, hints=hints)


def test_a_stranger_is_not_believed_and_a_trusted_server_is() -> None:
    assert ruled(tool(**HARMLESS), law()).risk is None
    trusted = ruled(tool(**HARMLESS), law("\n[servers.s]\ntrusted = true\n"))
    assert trusted.risk == Risk(read_only=True, external=False)
    assert trusted.idempotent


def test_only_a_trusted_server_says_that_a_call_may_be_made_twice() -> None:
    assert not ruled(tool(idempotentHint=True), law()).idempotent
    assert ruled(tool(idempotentHint=True), law("\n[servers.s]\ntrusted = true\n")).idempotent


def test_trust_is_in_one_server() -> None:
    assert ruled(tool(**HARMLESS), law("\n[servers.other]\ntrusted = true\n")).risk is None


@pytest.mark.parametrize(
    "hints",
    [{"readOnlyHint": False}, {"destructiveHint": True}, {"openWorldHint": True}],
    ids=str,
)
def test_a_stranger_may_speak_against_itself(hints: dict[str, bool]) -> None:
    profile = "\n[profiles.note]\nexternal = false\nread_only = true\n"
    own = ruled(tool(), law(profile)).risk
    raised = ruled(tool(**hints), law(profile)).risk
    assert own == Risk(external=False, read_only=True)
    assert raised != own
    assert raised is not None
    assert raised.external or not raised.read_only


@pytest.mark.parametrize("server", ["", "s"])
def test_the_owners_profile_counts_for_any_tool(server: str) -> None:
    profile = '\n[profiles.note]\nexternal = false\nreversibility = "effort"\n'
    found = ruled(tool(server), law(profile))
    assert found.risk == Risk(external=False, reversibility=Reversibility.EFFORT)
    assert found.fingerprint != ruled(tool(server), law()).fingerprint


def test_a_catalogue_follows_the_law_that_is_in_force() -> None:
    standing = [law()]
    catalogue = Catalogue([tool(**HARMLESS)])
    catalogue.follow(lambda: standing[0], ruled)
    before = catalogue.find("note")
    edition = catalogue.edition
    standing[0] = law("\n[servers.s]\ntrusted = true\n")
    after = catalogue.find("note")
    assert before is not None
    assert after is not None
    assert (before.risk, after.risk) == (None, Risk(read_only=True, external=False))
    assert before.fingerprint != after.fingerprint
    assert catalogue.edition > edition
