"""test_assessing: a tool that says nothing of its risk is judged by its words, and not lightly."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.verdict import Route
from policy.assessing import Assessment, assess
from policy.deeds import Kind
from policy.inference import infer
from policy.taking import taken_for
from server.mood import mood
from tests.fakes.papers import LAW, law

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


def test_a_ticket_is_tagged_and_a_mail_is_drafted_alone_and_looked_at_later() -> None:
    assert route("tag_ticket", "Tag a support ticket", id=1) is Route.RECHECK
    assert route("draft_email", "Draft a sales email for later", to="a") is Route.RECHECK
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


def test_names_and_words_that_look_like_deeds_are_read_as_what_they_are() -> None:
    for name, words in (
        ("text_to_speech", "Turns text into audio"),
        ("search_messages", "Messages that hold some words"),
        ("exchange_rate", "The rate of two currencies"),
        ("calculator", "Evaluates arithmetic"),
        ("verify_token", "Checks whether a token is valid"),
        ("format_json", "Pretty-prints JSON"),
    ):
        assert infer(name, words, None).kind is Kind.READS
    for name, words in (
        ("send_text_to_speech", ""),
        ("check_in", "Checks a guest in"),
        ("rate_movie", ""),
        ("page_log", "Evaluates JavaScript on the page"),
        ("get_token", ""),
        ("format_disk", ""),
        ("return_order", "Returns an order"),
    ):
        assert infer(name, words, None).kind is not Kind.READS


@pytest.mark.parametrize(
    "schema",
    [
        {"properties": {"script": {}}},
        {"script": "string"},
        {"$ref": "#/$defs/a", "$defs": {"a": {"properties": {"script": {"type": "any"}}}}},
        {"anyOf": [{"type": "null"}, {"properties": {"script": {"type": ["dict", "float"]}}}]},
        [{"name": "script", "type": "str"}],
        {
            "parameters": {
                "type": "object",
                "properties": {"options": {"properties": {"script": 1}}},
            }
        },
    ],
    ids=["plain", "names", "referred", "any of", "list", "nested"],
)
def test_arguments_are_found_however_a_schema_puts_them(schema: Any) -> None:
    assert infer("lookup", "Look something up", schema).kind is Kind.EXECUTES


def situated(context: Any, name: str = "send_email", **arguments: Any) -> Assessment:
    known = {"external": False, "reversibility": "effort", "consequential": ["to"]}
    return assess(name, "", {}, arguments, LAW, declared=known, context=context, mood=mood)


@pytest.mark.parametrize(
    ("context", "code"),
    [
        ({"confidence": 0.7}, "confidence"),
        ({"confidence": "sure"}, "below_floor"),
        ({"confidences": {"to": 0.5}}, "field_confidence"),
        ({"messages": [{"role": "user", "content": "You idiots, I hate you."}]}, "hostile"),
        ({"messages": [{"role": "user", "content": [{"type": "text", "text": "hi"}]}]}, "invented"),
        (
            {"messages": [{"role": "tool", "name": "web", "content": "ann@x.com"}]},
            "untrusted_origin",
        ),
        ({"messages": [{"role": "tool", "name": "web", "content": "do it"}]}, "after_outside"),
        ({"repeats": "done"}, "repeat"),
        ({"repeats_unknown": True}, "repeat_unknown"),
        ({"brief": {"tools": ["other"]}}, "not_in_brief"),
        ({"is_new": True}, "supervised"),
        ({"sentiment": -0.9}, "hostile"),
        ({"domain": ["medical"]}, "context_unreadable"),
        ({"brief": {"colour": "red"}}, "context_unreadable"),
        ({"uses": [{"scope": "moon", "used_minor": 1, "limit_minor": 1}]}, "context_unreadable"),
        ({"messages": [{"role": "ghost", "content": "boo"}]}, "context_unreadable"),
        ({"messages": "hello"}, "after_outside"),
        ({"messages": 7}, "context_unreadable"),
        ({"new_recipient": "perhaps"}, "context_unreadable"),
        ("do it", "after_outside"),
        (7, "context_unreadable"),
    ],
    ids=str,
)
def test_what_a_line_says_of_the_situation_is_weighed(context: Any, code: str) -> None:
    plain = situated({"messages": [{"role": "user", "content": "mail ann@x.com"}]}, to="ann@x.com")
    assert plain.verdict.route is Route.AUTO
    verdict = situated(context, to="ann@x.com").verdict
    assert code in [reason.code for reason in verdict.reasons]
    assert verdict.route.rank >= Route.REVIEW.rank


def test_a_field_of_work_named_beside_the_call_has_its_own_threshold() -> None:
    for domain, route_ in (
        ("", Route.AUTO),
        ("medical", Route.REVIEW),
        (" Medical", Route.REVIEW),
    ):
        assert situated({"confidence": 0.9, "domain": domain}).verdict.route is route_


def test_silence_is_an_agents_and_a_line_about_the_call_alone_has_none() -> None:
    strict = law(unstated="0.65", uncalibrated_sample="1.0")
    harmless = {"external": False, "reversibility": "one_click"}

    def codes(context: Any) -> list[str]:
        judged = assess("tell", "", {}, {"to": 1}, strict, declared=harmless, context=context)
        return [reason.code for reason in judged.verdict.reasons]

    assert codes(None) == codes({}) == ["low_risk"]
    assert codes({"confidence": None}) == codes({"source": "m"}) == ["confidence", "uncalibrated"]
    assert codes({"confidence": 0.9}) == ["uncalibrated"]


def test_no_line_exempts_itself_from_the_sample() -> None:
    strict = law(uncalibrated_sample="1.0")
    assert strict.calibration.exempt == ("practice",)
    harmless = {"external": False, "reversibility": "one_click"}
    context = {"source": "practice", "confidence": 1.0}
    judged = assess("tell", "", {}, {"to": 1}, strict, declared=harmless, context=context)
    assert [reason.code for reason in judged.verdict.reasons] == ["uncalibrated"]


def test_the_same_line_always_gets_the_same_answer() -> None:
    harmless = {"external": False, "reversibility": "effort", "domain": "support"}
    routes = [
        assess("tell", "", {}, {"n": n}, LAW, declared=harmless).verdict.route for n in range(200)
    ]
    again = [
        assess("tell", "", {}, {"n": n}, LAW, declared=harmless).verdict.route for n in range(200)
    ]
    assert routes == again
    assert 120 < len(routes) - routes.count(Route.REVIEW) < 160


CONTEXTS = JSON | st.dictionaries(
    st.sampled_from(
        [
            *("confidence", "confidences", "messages", "brief", "uses", "repeats", "domain"),
            *("is_new", "new_recipient", "sentiment", "clarified", "source", "repeats_done"),
        ]
    ),
    JSON | st.lists(st.dictionaries(st.sampled_from(["role", "content", "name", "id"]), JSON)),
)


@given(
    st.text(max_size=40),
    st.text(max_size=120),
    JSON | st.dictionaries(st.sampled_from(["properties", "type", "anyOf", "$ref"]), JSON),
    st.dictionaries(st.text(), JSON),
    CONTEXTS,
    JSON,
)
def test_every_tool_gets_a_verdict_whatever_it_says(
    name: str, description: str, schema: Any, arguments: dict[str, Any], context: Any, risk: Any
) -> None:
    judged = assess(
        name, description, schema, arguments, LAW, declared=risk, context=context, mood=mood
    )
    assert judged.verdict.reasons
    if judged.kind not in (Kind.READS, Kind.LIGHT) and not isinstance(risk, dict):
        assert judged.verdict.route.rank >= Route.REVIEW.rank


@given(st.sampled_from(ACTING), CONTEXTS)
def test_no_situation_lets_a_stranger_that_acts_go_alone(
    tool: tuple[str, str, Kind], context: Any
) -> None:
    judged = assess(tool[0], tool[1], None, {}, LAW, context=context, mood=mood)
    assert judged.verdict.route.rank >= Route.REVIEW.rank


@pytest.mark.parametrize(
    ("name", "arguments", "kind"),
    [
        ("resolve_review_thread", {}, Kind.CHANGES),
        ("resolve_library_id", {}, Kind.READS),
        ("browser_select_option", {}, Kind.CHANGES),
        ("label_write", {}, Kind.CHANGES),
        ("issue_read", {}, Kind.READS),
        ("issue_write", {}, Kind.CHANGES),
        ("git_checkout", {"branch": "x"}, Kind.CHANGES),
        ("cart_checkout", {}, Kind.PAYS),
        ("browser_press_key", {"key": "Enter"}, Kind.EXECUTES),
        ("delete_list", {}, Kind.DESTROYS),
        ("mark_as_read", {}, Kind.CHANGES),
    ],
)
def test_names_that_mislead_are_read_as_people_mean_them(
    name: str, arguments: dict[str, object], kind: Kind
) -> None:
    assert infer(name, "", None, arguments).kind is kind


@pytest.mark.parametrize(
    ("arguments", "cost_minor"),
    [
        ({"totalThoughts": 5}, 0),
        ({"payment_method": "card_9"}, 0),
        ({"value": "hello"}, 0),
        ({"total_amount_minor": 1850}, 1850),
        ({"price_usd": 12.5}, 1250),
        ({"order": {"amount": "1,200"}}, 120_000),
    ],
)
def test_only_what_names_a_sum_counts_as_one(arguments: dict[str, object], cost_minor: int) -> None:
    _, risk = taken_for("set_something", "", None, arguments)
    assert (risk.cost.fixed_minor, risk.cost.argument) == (cost_minor, None)


def test_a_value_that_is_paid_is_a_sum() -> None:
    _, risk = taken_for("transfer_funds", "", None, {"value": "much"})
    assert risk.cost.argument == "value"


def test_to_destroy_what_holds_much_is_to_destroy_much() -> None:
    assert assess("delete_repository", "", None, {"repo": "x"}, LAW).verdict.route is Route.LEAD


def test_a_fact_that_is_missing_is_asked_for_and_the_rest_of_the_verdict_stands() -> None:
    schema = {"type": "object", "required": ["to", "body"]}
    asked = assess("send_email", "", schema, {"body": "Hello"}, LAW).verdict
    assert (asked.ask, asked.route) == (True, Route.REVIEW)
    assert asked.reasons[-1].text == "It lacks to."
    whole = assess("send_email", "", schema, {"body": "Hello", "to": "ann"}, LAW).verdict
    assert not whole.ask


@pytest.mark.parametrize("required", [None, "to", {"to": 1}, [1, None]])
def test_an_odd_list_of_what_is_required_asks_for_nothing(required: object) -> None:
    assert not assess("look", "Look it up", {"required": required}, {"a": 1}, LAW).verdict.ask


@pytest.mark.parametrize(
    ("hints", "kind"),
    [
        ({"readOnlyHint": True}, Kind.READS),
        ({"readOnlyHint": False}, Kind.CHANGES),
        ({"destructiveHint": True}, Kind.DESTROYS),
        ({"readOnlyHint": True, "destructiveHint": True}, Kind.READS),
        ({"readOnlyHint": "no", "destructiveHint": 1}, Kind.READS),
    ],
    ids=str,
)
def test_what_a_tool_says_of_itself_may_only_raise(hints: dict[str, Any], kind: Kind) -> None:
    assert assess("read_tide", "Read the tide", None, {}, LAW, hints=hints).kind is kind
    assert assess("pay", "", None, {}, LAW, hints=hints).kind is Kind.PAYS


@pytest.mark.parametrize(
    ("name", "description", "kind"),
    [
        ("file_notes", "Review and update the notes of a file", Kind.CHANGES),
        ("note_history", "Alters the notes of a file", Kind.UNKNOWN),
        ("check_pump", "Recalibrates the pump.", Kind.UNKNOWN),
        ("view_part", "Inspect and harden parts before they leave", Kind.UNKNOWN),
        ("scan_page", "Scans a page and shreds it", Kind.UNKNOWN),
        ("get_hold", "This tool grips your luggage", Kind.UNKNOWN),
        ("read_table", "Read a table into the warehouse", Kind.CHANGES),
        ("read_config", "Read a table into memory", Kind.READS),
        ("safe_lookup", "Look up passwords of a team", Kind.PRIVATE),
        ("safe_check", "Check how strong passwords are", Kind.READS),
        ("view_tides", "Tides, winds and a forecast for sailors", Kind.READS),
        ("view_tides", "Details of the tide and its height", Kind.READS),
        ("view_tides", "Obtains the tide of today and returns a table", Kind.READS),
        ("view_tides", "Search and filter tides", Kind.READS),
        ("speech_lookup", "Turns speech into text", Kind.READS),
        ("find_boat", "Get the boat: its owner, credit card number and port", Kind.READS),
        ("find_boat", "Find a boat, credit its owner and leave", Kind.PAYS),
        ("find_boat", "Find a boat and credit owners", Kind.PAYS),
    ],
)
def test_a_verb_that_nobody_knows_is_a_deed(name: str, description: str, kind: Kind) -> None:
    assert infer(name, description, None).kind is kind


@pytest.mark.parametrize(
    ("name", "description", "kind"),
    [
        ("post.search", "Search what was posted", Kind.READS),
        ("dispatch.search", "", Kind.SENDS),
        ("post.search", "Searches and deletes what was posted", Kind.DESTROYS),
        ("credit_get_and_delete", "Get the credit", Kind.DESTROYS),
        ("order_details", "What was ordered", Kind.READS),
        ("order_place", "A place in the queue", Kind.PAYS),
        ("harbour_lock_check_level", "Checks the level of a lock", Kind.READS),
        ("harbour_lock_check_level", "Checks the level of a lock and opens it", Kind.CHANGES),
        ("harbour_lock_check_level", "", Kind.CHANGES),
    ],
)
def test_a_deed_before_a_reading_verb_is_a_noun_if_nothing_else_acts(
    name: str, description: str, kind: Kind
) -> None:
    assert infer(name, description, None).kind is kind


@pytest.mark.parametrize("name", ["zip_code", "countryCode", "error-code"])
def test_a_code_that_is_a_sign_runs_nothing(name: str) -> None:
    assert infer("find_place", "Find a place", None, [name]).kind is Kind.READS
    assert infer("find_place", "Find a place", None, ["code"]).kind is Kind.EXECUTES
    assert infer("find_place", "Find a place", None, ["python_code"]).kind is Kind.EXECUTES


@pytest.mark.parametrize(
    "arguments",
    [
        {"page": "www.tides.example/today"},
        {"page": "tides.example/today?secret=1a2b"},
        {"pages": ["https://tides.example"]},
        {"request": {"target": {"url": "https://tides.example"}}},
        {"url": "https://tides.example", "other": "https://winds.example"},
    ],
    ids=str,
)
def test_an_address_is_found_wherever_it_stands(arguments: dict[str, Any]) -> None:
    allowed = law(allow_hosts='["tides.example"]')
    read = assess("read_page", "Read a page", None, arguments, allowed).verdict
    assert read.route is Route.REVIEW


def test_what_stands_in_a_list_can_make_a_read_write() -> None:
    arguments = {"statements": ["SELECT 1", "DROP TABLE tides"]}
    assert assess("query_tides", "Query the tides", None, arguments, LAW).kind is Kind.DESTROYS


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        ({"action": "list"}, Kind.READS),
        ({"action": "remove_buoy"}, Kind.DESTROYS),
        ({"buoys": [{"operation": "Move"}]}, Kind.CHANGES),
        ({"httpMethod": "put"}, Kind.SENDS),
        ({"method": "weighing"}, Kind.SENDS),
        ({"weighing_method": "put"}, Kind.SENDS),
        ({"weighing_method": "floating"}, Kind.READS),
        ({"query": "mutation Sink { sinkBuoy(id: 1) { id } }"}, Kind.DESTROYS),
        ({"query": "MATCH (b:Buoy) DETACH DELETE b"}, Kind.DESTROYS),
        ({"pipeline": "db.buoys.deleteMany({})"}, Kind.DESTROYS),
        ({"query": "query { buoys { mutation } }"}, Kind.READS),
    ],
    ids=str,
)
def test_a_reading_tool_that_is_told_to_act_acts(arguments: dict[str, Any], kind: Kind) -> None:
    assert assess("view_buoys", "View the buoys", None, arguments, LAW).kind is kind


def test_who_calculates_adds_up() -> None:
    plain = assess("calculator", "Calculates a value", None, {"operation": "add"}, LAW)
    assert plain.kind is Kind.READS
