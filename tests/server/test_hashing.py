"""Hashing: which passwords are taken, and that a hash opens for its own password alone."""

import pytest
from argon2 import PasswordHasher

from domain.errors import Invalid
from server.hashing import _NOBODYS, checked_password, hashed, is_outdated, matches

GOOD = "fence ladle orbit plum"


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "password_weak"),
        ("eleven char", "password_weak"),
        ("a" * 257, "password_weak"),
        ("annabel-smith-1", "password_weak"),
        ("Annabel-SMITH-1", "password_weak"),
        ("Annabel  Smith", "password_weak"),
        ("annabelsmith", "password_weak"),
        ("two lines\nof words", "password_malformed"),
        ("a bell \x07 and more", "password_malformed"),
        ("half a pair \ud800 of it", "password_malformed"),
    ],
)
def test_a_bad_password_is_refused_with_what_to_do(password: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_password(password, "annabel-smith-1", "Annabel Smith")
    assert refused.value.code == code
    assert refused.value.sentence.endswith(".")
    assert not password or password not in refused.value.sentence


@pytest.mark.parametrize(
    "password", ["twelve chars", "a" * 256, "пароль из слов", "🐟🐠🐡🐟🐠🐡🐟🐠🐡🐟🐠🐡"]
)
def test_a_long_one_is_taken_whatever_it_is_made_of(password: str) -> None:
    assert checked_password(password, "ann", "Ann") == password


def test_a_hash_opens_for_its_own_password_alone() -> None:
    kept = hashed(GOOD)
    assert GOOD not in kept
    assert kept != hashed(GOOD)
    assert matches(kept, GOOD)
    assert not any(matches(kept, other) for other in ("", GOOD.upper(), GOOD + " ", GOOD[:-1]))


def test_one_sign_or_two_for_an_accent_is_the_same_password() -> None:
    assert matches(hashed("caf\u00e9 at the harbour"), "cafe\u0301 at the harbour")


@pytest.mark.parametrize("kept", [None, "", "nonsense", "$argon2id$v=19$m=1,t=1,p=1$$", _NOBODYS])
def test_what_is_no_hash_opens_for_nobody(kept: str | None) -> None:
    assert not matches(kept, "")
    assert not matches(kept, GOOD)


def test_a_hash_with_other_parameters_is_outdated_and_still_opens() -> None:
    old = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(GOOD)
    assert matches(old, GOOD)
    assert is_outdated(old)
    assert not is_outdated(hashed(GOOD))
    # Comparing with nobody's must cost what comparing with somebody's costs.
    assert not is_outdated(_NOBODYS)
