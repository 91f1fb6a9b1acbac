"""notices: one text to many customers at once; the shop keeps who got it, nothing leaves it."""

import sqlite3
from typing import Literal

from domain.errors import Missing
from tools.shop.store import Answer, Shop

Segment = Literal["everyone", "waiting", "served"]

_READERS = {
    "everyone": "SELECT customer_id FROM customers",
    "waiting": "SELECT customer_id FROM orders WHERE status IN ('paid', 'shipped')",
    "served": "SELECT customer_id FROM orders WHERE status = 'delivered'"
    " EXCEPT SELECT customer_id FROM orders WHERE status IN ('paid', 'shipped')",
}
_ERASED = "SELECT customer_id FROM erasures"


def bulk_notice(shop: Shop, segment: Segment, subject: str, text: str, key: str) -> Answer:
    """Send a notice to a whole segment; the answer tells how many it reached."""

    def act(connection: sqlite3.Connection, at: str) -> Answer:
        notice_id = connection.execute(
            "INSERT INTO notices (segment, subject, text, at, idempotency_key)"
            " VALUES (?, ?, ?, ?, ?)",
            (segment, subject, text, at, key),
        ).lastrowid
        readers = [
            (notice_id, row["customer_id"])
            for row in connection.execute(" EXCEPT ".join((_READERS[segment], _ERASED)))
        ]
        connection.executemany("INSERT INTO notice_readers VALUES (?, ?)", readers)
        if not readers:
            raise Missing(
                "nobody_reached", f"Nobody is {segment}; choose another segment, nothing was sent."
            )
        return {
            "notice_id": notice_id,
            "segment": segment,
            "subject": subject,
            "reached": len(readers),
            "status": "sent",
        }

    return shop.once(key, ["bulk_notice", segment, subject, text], act)


def notices(shop: Shop) -> list[Answer]:
    """Every notice ever sent with how many it reached, oldest first; for tests and the curious."""
    return shop.rows(
        "SELECT n.*, count(*) AS reached FROM notices n JOIN notice_readers USING (notice_id)"
        " GROUP BY notice_id ORDER BY notice_id"
    )
