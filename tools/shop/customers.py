"""customers: what the shop does to one customer: moves them, credits them, forgets them.

An erased customer keeps a number and their orders, for the books; nothing can be done to them.
"""

import hashlib
import json
import sqlite3

from domain.errors import Conflict, Missing
from tools.shop import reading
from tools.shop.seed import CURRENCY
from tools.shop.store import Answer, Shop


def change_address(
    shop: Shop, customer_id: int, street: str, postcode: str, city: str, key: str
) -> Answer:
    """Give a customer another address; the answer tells the one before, to go back to."""

    def act(connection: sqlite3.Connection, at: str) -> Answer:
        customer = reachable(connection, customer_id)
        previous = {part: customer[part] for part in ("street", "postcode", "city")}
        if previous == {"street": street, "postcode": postcode, "city": city}:
            raise Conflict(
                "address_unchanged",
                f"Customer {customer_id} already has this address; give the new one.",
            )
        connection.execute(
            "UPDATE customers SET street = ?, postcode = ?, city = ? WHERE customer_id = ?",
            (street, postcode, city, customer_id),
        )
        connection.execute(
            "INSERT INTO address_changes (customer_id, at, idempotency_key) VALUES (?, ?, ?)",
            (customer_id, at, key),
        )
        return {
            "customer_id": customer_id,
            "street": street,
            "postcode": postcode,
            "city": city,
            "previous": previous,
            "status": "changed",
        }

    # Only a digest: an erasure has to leave no address behind, here least of all.
    address = hashlib.sha256(json.dumps([street, postcode, city]).encode()).hexdigest()
    return shop.once(key, ["change_address", customer_id, address], act)


def goodwill_credit(
    shop: Shop, customer_id: int, amount_minor: int, reason: str, key: str
) -> Answer:
    """Put money to a customer's good with the shop."""

    def act(connection: sqlite3.Connection, at: str) -> Answer:
        reachable(connection, customer_id)
        cursor = connection.execute(
            "INSERT INTO credits (customer_id, amount_minor, reason, at, idempotency_key)"
            " VALUES (?, ?, ?, ?, ?)",
            (customer_id, amount_minor, reason, at, key),
        )
        return {
            "credit_id": cursor.lastrowid,
            "customer_id": customer_id,
            "amount_minor": amount_minor,
            "currency": CURRENCY,
            "status": "credited",
        }

    return shop.once(key, ["goodwill_credit", customer_id, amount_minor, reason], act)


def withdraw_credit(shop: Shop, credit_id: int, key: str) -> Answer:
    """Take a credit back."""

    def act(connection: sqlite3.Connection, at: str) -> Answer:
        credit = connection.execute(
            "SELECT * FROM credits WHERE credit_id = ?", (credit_id,)
        ).fetchone()
        if credit is None:
            raise Missing(
                "credit_missing", f"There is no credit {credit_id}; give the number of one."
            )
        if credit["withdrawn_at"] is not None:
            raise Conflict("already_withdrawn", f"Credit {credit_id} is already withdrawn.")
        connection.execute(
            "UPDATE credits SET withdrawn_at = ? WHERE credit_id = ?", (at, credit_id)
        )
        return {
            "credit_id": credit_id,
            "customer_id": credit["customer_id"],
            "status": "taken back",
        }

    return shop.once(key, ["withdraw_credit", credit_id], act)


def erase_customer(shop: Shop, customer_id: int, key: str) -> Answer:
    """Forget who a customer is; what they ordered stays, for the books."""

    def act(connection: sqlite3.Connection, at: str) -> Answer:
        customer = reachable(connection, customer_id)
        connection.execute(
            "UPDATE customers SET name = 'Erased', email = ?, street = '', postcode = '',"
            " city = '' WHERE customer_id = ?",
            (f"erased-{customer_id}@shop.invalid", customer_id),
        )
        # The first results of address changes hold addresses; the keys must stay known.
        connection.execute(
            "UPDATE results SET result = ? WHERE idempotency_key IN"
            " (SELECT idempotency_key FROM address_changes WHERE customer_id = ?)",
            (json.dumps({"customer_id": customer_id, "status": "erased since"}), customer_id),
        )
        connection.execute("INSERT INTO erasures VALUES (?, ?, ?)", (customer_id, at, key))
        kept = len(customer["order_ids"])
        return {"customer_id": customer_id, "orders_kept": kept, "status": "erased"}

    return shop.once(key, ["erase_customer", customer_id], act)


def reachable(connection: sqlite3.Connection, customer_id: int) -> Answer:
    """A customer to whom something can be done; raises Missing, or Conflict once erased."""
    customer = reading.customer(connection, customer_id)
    if connection.execute(
        "SELECT 1 FROM erasures WHERE customer_id = ?", (customer_id,)
    ).fetchone():
        raise Conflict(
            "customer_erased",
            f"Customer {customer_id} was erased; nothing can be done for them any more.",
        )
    return customer
