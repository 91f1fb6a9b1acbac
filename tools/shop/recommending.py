"""recommending: a sales letter to one customer; what the agent drafts waits in the outbox first."""

import sqlite3

from tools.shop.customers import reachable
from tools.shop.store import Answer, Shop


def recommend_item(shop: Shop, customer_id: int, item: str, text: str, key: str) -> Answer:
    """Write to a customer about something they may like."""

    def act(connection: sqlite3.Connection, at: str) -> Answer:
        customer = reachable(connection, customer_id)
        cursor = connection.execute(
            "INSERT INTO recommendations (customer_id, item, text, at, idempotency_key)"
            " VALUES (?, ?, ?, ?, ?)",
            (customer_id, item, text, at, key),
        )
        return {
            "recommendation_id": cursor.lastrowid,
            "customer_id": customer_id,
            "email": customer["email"],
            "item": item,
            "status": "sent",
        }

    return shop.once(key, ["recommend_item", customer_id, item, text], act)


def recommendations(shop: Shop) -> list[Answer]:
    """Every recommendation ever sent, oldest first; for tests and the curious."""
    return shop.rows("SELECT * FROM recommendations ORDER BY recommendation_id")
