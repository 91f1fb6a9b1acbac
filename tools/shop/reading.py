"""reading: the shop's questions, each answered from one open transaction as a plain dict."""

import re
import sqlite3
from typing import Any

from domain.errors import Missing

MOST_RESULTS = 20


def orders(
    connection: sqlite3.Connection, words: str, customer_id: int | None, status: str | None
) -> dict[str, Any]:
    """Orders that match everything given, newest first, at most MOST_RESULTS."""
    rows = connection.execute(
        "SELECT order_id FROM orders WHERE (?1 IS NULL OR customer_id = ?1)"
        " AND (?2 IS NULL OR status = ?2) ORDER BY placed_at DESC, order_id DESC",
        (customer_id, status),
    )
    found = [order(connection, row["order_id"]) for row in rows]
    matching = [each for each in found if _holds(each, words)]
    return {"orders": matching[:MOST_RESULTS], "count": len(matching)}


def order(connection: sqlite3.Connection, order_id: int) -> dict[str, Any]:
    """One order with its customer, items and what was already refunded."""
    row = connection.execute(
        "SELECT o.order_id, o.customer_id, c.name AS customer_name, c.email AS customer_email,"
        " o.total_minor, (SELECT coalesce(sum(r.amount_minor), 0) FROM refunds r"
        " WHERE r.order_id = o.order_id) AS refunded_minor, o.currency, o.status, o.placed_at"
        " FROM orders o JOIN customers c USING (customer_id) WHERE o.order_id = ?",
        (order_id,),
    ).fetchone()
    if row is None:
        raise Missing(
            "order_missing", f"There is no order {order_id}; search the orders for the right one."
        )
    items = connection.execute(
        "SELECT name, quantity, price_minor FROM items WHERE order_id = ? ORDER BY position",
        (order_id,),
    )
    return {**dict(row), "items": [dict(item) for item in items]}


def customers(connection: sqlite3.Connection, words: str) -> dict[str, Any]:
    """Customers whose fields hold every one of `words`, at most MOST_RESULTS."""
    rows = connection.execute("SELECT * FROM customers ORDER BY customer_id")
    matching = [each for each in (dict(row) for row in rows) if _holds(each, words)]
    return {"customers": matching[:MOST_RESULTS], "count": len(matching)}


def customer(connection: sqlite3.Connection, customer_id: int) -> dict[str, Any]:
    """One customer with the ids of their orders."""
    row = connection.execute(
        "SELECT * FROM customers WHERE customer_id = ?", (customer_id,)
    ).fetchone()
    if row is None:
        raise Missing(
            "customer_missing",
            f"There is no customer {customer_id}; search the customers for the right one.",
        )
    ids = connection.execute(
        "SELECT order_id FROM orders WHERE customer_id = ? ORDER BY order_id", (customer_id,)
    )
    return {**dict(row), "order_ids": [each["order_id"] for each in ids]}


def _holds(found: dict[str, Any], words: str) -> bool:
    """Whether every one of `words` begins a word of what was found: "anna" is not in "Hanna"."""
    text = str(list(found.values()))
    return all(
        re.search(rf"(?<!\w){re.escape(word)}", text, re.IGNORECASE) for word in words.split()
    )
