"""test_seals: what was sealed cannot be rewritten, not even together with its chain."""

from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from storage import audit, seals
from storage.schema import AUDIT, AUDIT_HEADS, SEALS
from storage.unit import Storage, Unit

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)


def rewrite(unit: Unit, events: list[str]) -> None:
    """Write the whole stream again, chain and head included, as only a forger would."""
    unit.change(AUDIT.delete())
    unit.change(AUDIT_HEADS.delete())
    for number, event in enumerate(events):
        audit.append(unit, "house", at=number, actor="ann", event=event, payload={})


@pytest.fixture
def sealed(storage: Storage) -> Storage:
    """A stream of two rows and one seal over it."""
    with storage.unit("audit") as unit:
        assert seals.sealed_until(unit) is None
        rewrite(unit, ["one", "two"])
        assert seals.seal(unit, KEY, 50) == 1
    return storage


def test_an_honest_trail_stands_against_its_seals_and_may_grow(sealed: Storage) -> None:
    with sealed.unit("audit") as unit:
        audit.append(unit, "house", at=60, actor="ann", event="three", payload={})
        assert seals.verify(unit, KEY.public_key()) == []
        assert seals.seal(unit, KEY, 70) == 1
        assert seals.verify(unit, KEY.public_key()) == []
        assert seals.sealed_until(unit) == 70


@pytest.mark.parametrize(
    "forge",
    [
        lambda unit: rewrite(unit, ["one", "other"]),
        lambda unit: rewrite(unit, ["one"]),
        lambda unit: rewrite(unit, []),
        lambda unit: unit.change(SEALS.update().values(text='{"at":50,"heads":{}}')),
        lambda unit: unit.change(SEALS.update().values(signature="00")),
        lambda unit: unit.change(SEALS.update().values(signature="no hex")),
    ],
)
def test_what_was_rewritten_after_a_seal_is_found(
    sealed: Storage, forge: Callable[[Unit], object]
) -> None:
    with sealed.unit("forge") as unit:
        forge(unit)
        assert audit.verify(unit)[2] == []
        assert seals.verify(unit, KEY.public_key())


def test_a_seal_by_another_key_is_a_forgery(sealed: Storage) -> None:
    other = Ed25519PrivateKey.from_private_bytes(b"o" * 32)
    with sealed.view() as unit:
        assert seals.verify(unit, other.public_key())
