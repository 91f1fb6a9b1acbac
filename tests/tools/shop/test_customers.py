"""test_customers: moving, crediting and forgetting a customer, each once per key."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from domain.errors import Conflict, Missing
from tests.tools.shop.open import shop, use

ADDRESS = {"street": "Corso Duca 4", "postcode": "10128", "city": "Milan"}


def move(home: Path, key: str, customer_id: int = 203, **changes: Any) -> Any:
    return use(home, "change_address", key, customer_id=customer_id, **{**ADDRESS, **changes})


def read(home: Path, customer_id: int = 203) -> Any:
    return use(home, "read_customer", None, customer_id=customer_id)


def credit(home: Path, key: str, **changes: Any) -> Any:
    given = {"customer_id": 203, "amount_minor": 500, "reason": "It came late.", **changes}
    return use(home, "goodwill_credit", key, **given)


def dump(home: Path) -> str:
    """Everything that stands in the shop's file, as SQL."""
    with closing(sqlite3.connect(home / "shop.db")) as connection:
        return "\n".join(connection.iterdump())


def test_a_new_address_stands_with_the_customer_and_the_answer_leads_back(tmp_path: Path) -> None:
    before = read(tmp_path)
    answer = move(tmp_path, "one")
    assert read(tmp_path) == {**before, **ADDRESS}
    assert answer["previous"] == {"street": "Via Roma 21", "postcode": "10123", "city": "Turin"}
    move(tmp_path, "two", **answer["previous"])
    assert read(tmp_path) == before


def test_an_address_changes_once_per_key(tmp_path: Path) -> None:
    first = move(tmp_path, "one")
    assert move(tmp_path, "one") == first
    assert len(shop(tmp_path).rows("SELECT * FROM address_changes")) == 1
    with pytest.raises(Conflict, match="already used"):
        move(tmp_path, "one", city="Rome")


def test_the_address_a_customer_has_is_no_change(tmp_path: Path) -> None:
    move(tmp_path, "one")
    with pytest.raises(Conflict, match="already has this address"):
        move(tmp_path, "two")


@pytest.mark.parametrize(
    "changes",
    [{"street": ""}, {"city": " "}, {"postcode": "1\n2"}, {"street": "x" * 121}, {"city": "\x7f"}],
)
def test_what_is_no_line_of_an_address_is_refused(tmp_path: Path, changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        move(tmp_path, "one", **changes)


def test_a_credit_is_given_once_per_key_and_withdrawn_once(tmp_path: Path) -> None:
    first = credit(tmp_path, "one")
    assert credit(tmp_path, "one") == first
    assert (first["credit_id"], first["amount_minor"], first["currency"]) == (1, 500, "EUR")
    taken = use(tmp_path, "withdraw_credit", "two", credit_id=1)
    assert use(tmp_path, "withdraw_credit", "two", credit_id=1) == taken
    (row,) = shop(tmp_path).rows("SELECT * FROM credits")
    assert (row["customer_id"], row["withdrawn_at"]) == (203, "2026-01-14T12:00:00Z")
    with pytest.raises(Conflict, match="already withdrawn"):
        use(tmp_path, "withdraw_credit", "three", credit_id=1)
    with pytest.raises(Missing, match="no credit 9"):
        use(tmp_path, "withdraw_credit", "four", credit_id=9)


@pytest.mark.parametrize("amount_minor", [0, -1, 10**30])
def test_an_impossible_credit_never_reaches_the_shop(tmp_path: Path, amount_minor: int) -> None:
    with pytest.raises(ValidationError):
        credit(tmp_path, "one", amount_minor=amount_minor)


def test_an_erasure_leaves_the_orders_and_nothing_of_the_person(tmp_path: Path) -> None:
    move(tmp_path, "one")
    move(tmp_path, "two", city="Rome")
    answer = use(tmp_path, "erase_customer", "three", customer_id=203)
    assert answer == {"customer_id": 203, "orders_kept": 2, "status": "erased"}
    assert use(tmp_path, "erase_customer", "three", customer_id=203) == answer
    left = dump(tmp_path)
    assert "Anna Berger" in left
    for trace in ("Chiara", "chiara.russo", "Corso Duca", "10128", "Via Roma", "Turin", "Rome"):
        assert trace not in left
    assert use(tmp_path, "read_order", None, order_id=1035)["customer_name"] == "Erased"


def test_a_repeated_key_is_still_known_after_an_erasure(tmp_path: Path) -> None:
    move(tmp_path, "one")
    use(tmp_path, "erase_customer", "two", customer_id=203)
    assert move(tmp_path, "one")["status"] == "erased since"


def test_nothing_is_done_to_an_erased_customer(tmp_path: Path) -> None:
    use(tmp_path, "erase_customer", "one", customer_id=203)
    with pytest.raises(Conflict, match="was erased"):
        use(tmp_path, "erase_customer", "two", customer_id=203)
    with pytest.raises(Conflict, match="was erased"):
        move(tmp_path, "three")
    with pytest.raises(Conflict, match="was erased"):
        credit(tmp_path, "four")


def test_two_customers_can_be_erased(tmp_path: Path) -> None:
    for customer_id in (201, 202):
        use(tmp_path, "erase_customer", f"key-{customer_id}", customer_id=customer_id)
    assert use(tmp_path, "search_customers", None, query="Erased")["count"] == 2


def test_a_customer_who_is_not_there_is_missing_in_words(tmp_path: Path) -> None:
    money = {"amount_minor": 5, "reason": "x"}
    for name, given in (("change_address", ADDRESS), ("goodwill_credit", money)):
        with pytest.raises(Missing, match="search the customers"):
            use(tmp_path, name, customer_id=1, **given)
    with pytest.raises(Missing, match="search the customers"):
        use(tmp_path, "erase_customer", customer_id=1)
