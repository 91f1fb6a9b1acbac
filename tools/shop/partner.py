"""partner: a stand-in for the firm the shop shares its stock with; a person sets its mood.

Out of the box it fails, and always alike. Told to hang, it takes the stock and then says nothing:
whether it happened can be read from its status alone, and no key makes a second try safe.
"""

import time
from pathlib import Path
from typing import Literal

from domain.errors import Invalid, Unavailable
from tools.shop.file import transaction
from tools.shop.store import Answer, Shop

Mood = Literal["fail", "hang", "well"]

TIMEOUT_SECONDS = 5.0
HANG_SECONDS = 8.0

_MOODS = {
    "fail": "refuses connections: its certificate expired on 2026-01-01",
    "hang": "takes connections and answers none",
    "well": "answers",
}


def set_partner(path: Path, mood: Mood) -> None:
    """Tell the partner of the shop at `path` how to behave from now on."""
    if mood not in _MOODS:
        raise Invalid("mood_unknown", f"The partner cannot {mood}; say fail, hang or well.")
    with transaction(path, write=True) as connection:
        connection.execute("UPDATE partner SET mood = ?", (mood,))


def sync_stock(shop: Shop, hang_seconds: float = HANG_SECONDS) -> Answer:
    """Hand the stock over to the partner; TimeoutError means that nobody knows."""
    with transaction(shop.path, write=True) as connection:
        mood = connection.execute("SELECT mood FROM partner").fetchone()["mood"]
        if mood == "fail":
            raise Unavailable(
                "partner_refused",
                "The partner refused the connection: certificate expired on 2026-01-01; nothing "
                "was synced. Ask the partner to renew it.",
            )
        synced = {
            "items": connection.execute("SELECT count(DISTINCT name) FROM items").fetchone()[0],
            "at": shop.now(),
        }
        sync_id = connection.execute(
            "INSERT INTO syncs (items, at) VALUES (:items, :at)", synced
        ).lastrowid
    if mood == "hang":
        time.sleep(hang_seconds)
        raise TimeoutError("the partner took the connection and gave no answer")
    return {"sync_id": sync_id, **synced, "status": "synced"}


def partner_status(shop: Shop) -> Answer:
    """How the partner behaves now, and what it says it took last."""
    (mood,) = shop.rows("SELECT mood FROM partner")
    syncs = shop.rows("SELECT sync_id, items, at FROM syncs ORDER BY sync_id DESC")
    return {
        "partner": _MOODS[mood["mood"]],
        "syncs": len(syncs),
        "last_sync": syncs[0] if syncs else None,
    }
