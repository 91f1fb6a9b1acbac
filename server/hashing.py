"""hashing: passwords in and argon2id hashes out. A hash names its own salt and parameters.

One hash costs as much as is bearable, so that guessing costs it too: never hash where a flood of
strangers is not held back (`entrance`).
"""

import unicodedata
from base64 import b64encode

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from domain.errors import Invalid

CHARACTERS_MIN, CHARACTERS_MAX = 12, 256
# RFC 9106's second choice, on one core instead of four: a flood then takes one core as well.
PASSES, MEMORY_KIBIBYTES = 3, 64 * 1024


def checked_password(password: str, *names: str) -> str:
    """`password` if it can be one; `names` are what it must not be.

    Raises Invalid `password_weak`, `password_malformed`.
    """
    if not password.isprintable():
        raise Invalid(
            "password_malformed",
            "A password is one line of letters, digits, signs and spaces; give one like that.",
        )
    if not CHARACTERS_MIN <= len(_composed(password)) <= CHARACTERS_MAX:
        raise Invalid(
            "password_weak",
            f"A password has {CHARACTERS_MIN} to {CHARACTERS_MAX} characters; "
            "four words that do not belong together make a good one.",
        )
    if _alike(password) in {_alike(name) for name in names}:
        raise Invalid("password_weak", "A password is neither the id nor the name; choose another.")
    return password


def hashed(password: str) -> str:
    """The hash to keep."""
    return _HASHER.hash(_composed(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether this is the password behind a hash; None is nobody's, and takes as long."""
    try:
        return _HASHER.verify(kept or _NOBODYS, _composed(password)) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


def _composed(password: str) -> str:
    """One keyboard sends é as one sign and another as two."""
    return unicodedata.normalize("NFC", password)


def _alike(name: str) -> str:
    return "".join(_composed(name).casefold().split())


def _plain(raw: bytes) -> str:
    return b64encode(raw).decode().rstrip("=")


_HASHER = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIBIBYTES, parallelism=1)
# No password has this hash: it is compared with when there is none to compare with.
_NOBODYS = (
    f"$argon2id$v=19$m={MEMORY_KIBIBYTES},t={PASSES},p=1${_plain(bytes(16))}${_plain(bytes(32))}"
)
