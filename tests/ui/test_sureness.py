"""test_sureness: beside the agent's number stands what it is worth, or that nobody knows."""

from tests.ui.values import request
from ui.screens.sureness import UNCHECKED, badges_of, doubts_of


def test_a_number_that_nobody_has_checked_says_so() -> None:
    assert badges_of(request()) == [("0.80 · medium confidence", "fair"), (UNCHECKED, "")]


def test_a_checked_number_is_shown_as_what_it_has_meant() -> None:
    known = request(action={"confidence": 0.95}, sureness={"calibrated": 0.5})
    (worth, stated) = badges_of(known)
    assert worth == ("0.50 · low confidence", "poor")
    assert "0.95" in stated[0]
    assert "50%" in stated[0]


def test_nothing_is_said_of_a_number_that_was_not_stated() -> None:
    assert badges_of(request(action={"confidence": None})) == []


def test_only_arguments_below_the_threshold_are_doubted() -> None:
    fields = {"order_id": 0.95, "amount_minor": 0.4}
    doubted = request(sureness={"fields": fields, "unsure": ["amount_minor"]})
    assert doubts_of(doubted) == {"amount_minor": "only 0.40 sure"}
