"""seals: heads of the audit streams, signed with a key that who writes the database lacks.

A row rewritten together with its chain and head still verifies by itself; against a seal it does
not. After the last seal nothing but the chain speaks.
"""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import bindparam, insert, select

from storage.audit import Fault
from storage.rows import packed, unpacked
from storage.schema import AUDIT, AUDIT_HEADS, SEALS
from storage.unit import Row, Unit


def seal(unit: Unit, key: Ed25519PrivateKey, at: int) -> int:
    """Sign every stream's head as it stands; how many streams that covers."""
    heads = {row["stream"]: [row["seq"], row["hash"]] for row in unit.rows(_HEADS)}
    text = packed({"at": at, "heads": heads})
    last = unit.row(_LAST)
    unit.change(
        _INSERT,
        seq=last["seq"] + 1 if last else 1,
        at=at,
        text=text,
        signature=key.sign(text.encode()).hex(),
    )
    return len(heads)


def sealed_until(unit: Unit) -> int | None:
    """When the last seal was made, or None without any."""
    last = unit.row(_LAST)
    return int(last["at"]) if last else None


def verify(unit: Unit, key: Ed25519PublicKey) -> list[Fault]:
    """Where rows differ from what was sealed; every seal is held against today's rows."""
    return [fault for row in unit.rows(_ALL) for fault in _faults(unit, row, key)]


def _faults(unit: Unit, row: Row, key: Ed25519PublicKey) -> list[Fault]:
    try:
        key.verify(bytes.fromhex(row["signature"]), row["text"].encode())
    except (InvalidSignature, ValueError):
        return [Fault(stream="seals", seq=row["seq"], what="the seal itself is forged")]
    faults = []
    for stream, (seq, sealed_hash) in unpacked(row["text"])["heads"].items():
        standing = unit.row(_ROW, stream=stream, seq=seq)
        if standing is None or standing["hash"] != sealed_hash:
            faults.append(Fault(stream=stream, seq=seq, what="it differs from what was sealed"))
    return faults


_HEADS = select(AUDIT_HEADS)
_LAST = select(SEALS).order_by(SEALS.c.seq.desc()).limit(1)
_ALL = select(SEALS).order_by(SEALS.c.seq)
_INSERT = insert(SEALS)
_ROW = select(AUDIT.c.hash).where(
    AUDIT.c.stream == bindparam("stream"), AUDIT.c.seq == bindparam("seq")
)
