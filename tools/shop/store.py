"""store: what the demo shop knows and does; every effect is one transaction.

An exception is the shop's word that nothing happened; a repeated key gives the first result.
"""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from domain.clock import Clock, SystemClock
from domain.errors import Conflict, Invalid
from tools.shop import reading
from tools.shop.file import transaction

Answer = dict[str, Any]


class Shop:
    """The shop in the file at `path`, made and seeded on first use."""

    def __init__(self, path: Path, clock: Clock | None = None) -> None:
        self.path = path
        self._clock = clock or SystemClock()

    def search_orders(self, words: str, customer_id: int | None, status: str | None) -> Answer:
        """Orders that match everything given, newest first."""
        with transaction(self.path, write=False) as connection:
            return reading.orders(connection, words, customer_id, status)

    def read_order(self, order_id: int) -> Answer:
        """One order with its customer and items; Missing `order_missing` if there is none."""
        with transaction(self.path, write=False) as connection:
            return reading.order(connection, order_id)

    def search_customers(self, words: str) -> Answer:
        """Customers whose name, e-mail address or city holds every word."""
        with transaction(self.path, write=False) as connection:
            return reading.customers(connection, words)

    def read_customer(self, customer_id: int) -> Answer:
        """One customer with the ids of their orders; Missing `customer_missing` otherwise."""
        with transaction(self.path, write=False) as connection:
            return reading.customer(connection, customer_id)

    def refund_order(self, order_id: int, amount_minor: int, reason: str, key: str) -> Answer:
        """Pay money of an order back, at most what is left of its total."""

        def act(connection: sqlite3.Connection, at: str) -> Answer:
            order = reading.order(connection, order_id)
            left_minor = order["total_minor"] - order["refunded_minor"]
            _check_amount(order, amount_minor, left_minor)
            cursor = connection.execute(
                "INSERT INTO refunds (order_id, amount_minor, reason, at, idempotency_key)"
                " VALUES (?, ?, ?, ?, ?)",
                (order_id, amount_minor, reason, at, key),
            )
            return {
                "refund_id": cursor.lastrowid,
                "order_id": order_id,
                "amount_minor": amount_minor,
                "left_minor": left_minor - amount_minor,
                "currency": order["currency"],
                "status": "refunded",
            }

        return self.once(key, ["refund_order", order_id, amount_minor, reason], act)

    def cancel_order(self, order_id: int, reason: str, key: str) -> Answer:
        """Stop an order that has not left the house yet."""

        def act(connection: sqlite3.Connection, at: str) -> Answer:
            order = reading.order(connection, order_id)
            _check_cancellable(order)
            connection.execute(
                "INSERT INTO cancellations VALUES (?, ?, ?, ?)", (order_id, reason, at, key)
            )
            connection.execute(
                "UPDATE orders SET status = 'cancelled' WHERE order_id = ?", (order_id,)
            )
            return {"order_id": order_id, "status": "cancelled"}

        return self.once(key, ["cancel_order", order_id, reason], act)

    def refunds(self) -> list[Answer]:
        """Every refund ever paid, oldest first; for tests and the curious."""
        return self.rows("SELECT * FROM refunds ORDER BY refund_id")

    def cancellations(self) -> list[Answer]:
        """Every cancellation made through the tool."""
        return self.rows("SELECT * FROM cancellations ORDER BY at, order_id")

    def once(
        self, key: str, asked: list[Any], act: Callable[[sqlite3.Connection, str], Answer]
    ) -> Answer:
        """Do `act` in one transaction, or tell the first result where the key is known."""
        if not key:
            raise Invalid("key_missing", "An effect needs an idempotency key; give one.")
        wanted = json.dumps(asked)
        with transaction(self.path, write=True) as connection:
            row = connection.execute(
                "SELECT asked, result FROM results WHERE idempotency_key = ?", (key,)
            ).fetchone()
            if row is not None:
                return _first_result(row, wanted)
            result = act(connection, self.now())
            connection.execute(
                "INSERT INTO results VALUES (?, ?, ?)", (key, wanted, json.dumps(result))
            )
            return result

    def now(self) -> str:
        """The time as the shop writes it."""
        return f"{self._clock.now():%Y-%m-%dT%H:%M:%SZ}"

    def rows(self, statement: str) -> list[Answer]:
        """What a statement of the shop's own finds; never given anything from outside."""
        with transaction(self.path, write=False) as connection:
            return [dict(row) for row in connection.execute(statement)]


def _first_result(row: sqlite3.Row, wanted: str) -> Answer:
    if row["asked"] != wanted:
        raise Conflict(
            "key_reused",
            "This idempotency key was already used for another effect; give a new one.",
        )
    first: Answer = json.loads(row["result"])
    return first


def _check_amount(order: Answer, amount_minor: int, left_minor: int) -> None:
    if amount_minor < 1:
        raise Invalid("amount_too_small", "A refund is at least 1 minor unit; give more.")
    if left_minor == 0:
        raise Conflict(
            "already_refunded", f"Order {order['order_id']} is already refunded in full."
        )
    if amount_minor > left_minor:
        raise Invalid(
            "refund_above_rest",
            f"Order {order['order_id']} has {left_minor} minor units of {order['currency']} left "
            f"to refund, not {amount_minor}; give {left_minor} or less.",
        )


def _check_cancellable(order: Answer) -> None:
    if order["status"] == "cancelled":
        raise Conflict("already_cancelled", f"Order {order['order_id']} is already cancelled.")
    if order["status"] != "paid":
        raise Conflict(
            "already_sent",
            f"Order {order['order_id']} is already {order['status']} and cannot be cancelled; "
            "refund it instead.",
        )
