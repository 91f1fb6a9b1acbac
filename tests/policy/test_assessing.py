"""test_assessing: a tool that says nothing of its risk is judged by its words, and not lightly."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.verdict import Route
from policy.assessing import assess
from policy.inference import Kind, infer
from tests.fakes.papers import LAW

JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)

READING = [
    ("get_weather", "Get the current weather for a city"),
    ("list_deleted_files", "List deleted files"),
    ("search_files", "Recursively search for files and directories matching a pattern."),
    ("directory_tree", "Get a recursive tree view of files and directories"),
    ("slack_get_users", "Get a list of all users in the workspace"),
    ("list_orders", "List orders and invoices of a customer"),
    ("web_search", "Performs a web search"),
    ("getIssue", "Get details of a specific issue"),
    ("maps.geocode", "Convert an address into geographic coordinates"),
]
ACTING = [
    ("send_email", "Send an email", Kind.SENDS),
    ("github.createIssue", "Create an issue", Kind.CHANGES),
    ("get_or_create_user", "Gets or creates a user", Kind.CHANGES),
    ("search_and_replace", "Search text and replace it", Kind.CHANGES),
    ("get_unread", "Returns unread mail and marks it as read", Kind.DESTROYS),
    ("fetch_and_delete", "Fetch a message and delete it", Kind.DESTROYS),
    ("delete_file", "", Kind.DESTROYS),
    ("merge_pull_request", "Merge a pull request", Kind.EXECUTES),
    ("terminal", "A shell", Kind.UNKNOWN),
    ("grant_role", "Grant a role to a user", Kind.GRANTS),
    ("wire_transfer", "Moves funds", Kind.PAYS),
    ("get_api_key", "Returns the API key", Kind.PRIVATE),
    ("frobnicate", "", Kind.UNKNOWN),
    ("", "", Kind.UNKNOWN),
]


def route(name: str, description: str = "", schema: Any = None, **arguments: Any) -> Route:
    return assess(name, description, schema, arguments, LAW).verdict.route


@pytest.mark.parametrize(("name", "description"), READING)
def test_what_only_reads_goes_alone(name: str, description: str) -> None:
    assert infer(name, description, None).kind is Kind.READS
    assert route(name, description) is Route.AUTO


@pytest.mark.parametrize(("name", "description", "kind"), ACTING)
def test_what_acts_or_cannot_be_told_is_reviewed(name: str, description: str, kind: Kind) -> None:
    assert infer(name, description, None).kind is kind
    assert route(name, description).rank >= Route.REVIEW.rank


def test_a_ticket_is_tagged_and_a_mail_is_drafted_alone() -> None:
    assert route("tag_ticket", "Tag a support ticket", id=1) is Route.AUTO
    assert route("draft_email", "Draft a sales email for later", to="a") is Route.AUTO
    assert route("draft_and_send_email") is Route.REVIEW


def test_a_loan_and_the_rejection_of_a_candidate_are_in_the_loop() -> None:
    for name, words in (("approve_loan", "Approve a loan"), ("reject", "Reject a candidate")):
        codes = [reason.code for reason in assess(name, words, {}, {}, LAW).verdict.reasons]
        assert "regulated" in codes


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"amount": 50}, Route.REVIEW),
        ({"amount": 5_000}, Route.LEAD),
        ({"amount": "$50,000.00"}, Route.TWO),
        ({"amount_minor": 150_000}, Route.LEAD),
        ({"order": {"total": 50_000}}, Route.TWO),
        ({"amount": "lots"}, Route.TWO),
        ({"amount": float("inf")}, Route.TWO),
    ],
    ids=str,
)
def test_the_sum_in_the_arguments_decides_who_signs(
    arguments: dict[str, Any], expected: Route
) -> None:
    assert route("pay", "Pay somebody", None, **arguments) is expected


def test_many_at_once_need_a_lead() -> None:
    assert route("send_email", to=["a"] * 60) is Route.LEAD
    assert route("send_email", to="everyone") is Route.LEAD
    assert route("delete_all_users") is Route.LEAD


def test_a_tool_that_reads_is_no_reader_any_more_when_it_is_told_to_write() -> None:
    assert route("read_records", "Read records", query="SELECT 1") is Route.AUTO
    assert route("read_records", "Read records", query="drop table x").rank >= Route.REVIEW.rank
    assert route("fetch", "Fetch something", method="POST").rank >= Route.REVIEW.rank


def test_an_address_that_is_not_listed_is_reviewed() -> None:
    assert route("fetch", "Fetches a page", url="https://example.com/?q=secret") is Route.REVIEW


def test_the_owners_profile_is_believed_and_a_broken_one_is_none() -> None:
    harmless = {"external": False, "reversibility": "effort"}
    known = assess("frobnicate", "", {}, {}, LAW, declared=harmless)
    broken = assess("frobnicate", "", {}, {}, LAW, declared={"external": "perhaps?"})
    assert (known.verdict.route, broken.verdict.route) == (Route.AUTO, Route.REVIEW)


@given(st.text(max_size=40), st.text(max_size=120), JSON, st.dictionaries(st.text(), JSON))
def test_every_tool_gets_a_verdict_whatever_it_says(
    name: str, description: str, schema: Any, arguments: dict[str, Any]
) -> None:
    judged = assess(name, description, schema, arguments, LAW)
    assert judged.verdict.reasons
    if judged.kind not in (Kind.READS, Kind.LIGHT):
        assert judged.verdict.route.rank >= Route.REVIEW.rank
