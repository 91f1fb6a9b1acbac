"""signers: who has to sign, as verdicts and requests keep it; null where nobody has.

Rows of older houses say nothing of it either.
"""

from domain.verdict import Signers
from storage.rows import packed, unpacked
from storage.unit import Row


def packed_signers(signers: Signers | None) -> str | None:
    """The column's text."""
    if signers is None:
        return None
    return packed(signers.model_dump(mode="json", exclude_defaults=True))


def signers_of(row: Row) -> Signers | None:
    """Who has to sign what a row speaks of."""
    return Signers.model_validate(unpacked(row["signers"])) if row["signers"] else None
