"""Review: what is shown is what is decided, and the open item never jumps away."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.errors import Conflict
from tests.ui.fakes import FakeClient
from tests.ui.staging import click, labels, markdown, order, part, parts, rerun, staged, texts
from tests.ui.values import ADA, HOSTILE, JONAS, LENA, NOW, outcome, request
from ui.screens import deciding, review


def test_the_oldest_request_is_open_and_named_in_the_address() -> None:
    stage = staged(review.show, FakeClient(request(), request("req_2")), JONAS)
    assert stage.query_params["request"] == "req_1"
    assert part(stage, "headline")["title"] == "Refund order req_1"
    assert [line["id"] for line in part(stage, "lines")["lines"]] == ["req_1", "req_2"]
    assert labels(stage) == ["Approve", "Reject", "Edit", "Pass up"]


def test_a_deep_link_opens_its_request() -> None:
    client = FakeClient(request(), request("req_2"))
    stage = staged(review.show, client, JONAS, request="req_2")
    assert part(stage, "headline")["title"] == "Refund order req_2"


def test_an_unknown_request_is_said_so_and_left_by_next() -> None:
    stage = staged(review.show, FakeClient(request()), JONAS, request="req_9")
    assert texts(stage) == ["There is no such request."]
    click(stage, "Next")
    assert part(stage, "headline")["title"] == "Refund order req_1"


def test_the_laws_reasons_stand_above_the_agents_words() -> None:
    said = {"text": "Please refund it.", "at": NOW}
    stage = staged(review.show, FakeClient(request(said=said)), JONAS)
    seen = order(stage)
    agents, requesters = "**The agent says**", "**The requester's own words**"
    assert seen.index("reasons") < seen.index(agents) < seen.index(requesters)
    quotes = [(data["text"], data["note"]) for kind, data in parts(stage) if kind == "quote"]
    assert quotes == [("The mug broke.", "unverified"), ("Please refund it.", "requester-1")]


def test_what_the_requester_has_written_since_is_said() -> None:
    since = request(said_since={"text": "Wait!", "at": NOW})
    stage = staged(review.show, FakeClient(since), JONAS)
    assert "The requester has written since" in markdown(stage)
    assert part(stage, "quote")["text"] == "The mug broke."
    assert "written since" not in markdown(staged(review.show, FakeClient(request()), JONAS))


def test_people_are_called_by_their_names() -> None:
    names = {"requester-1": "Robin", "reviewer-2": "Noor"}
    settled = request(names=names, state="applied", outcome=outcome())
    stage = staged(review.show, FakeClient(settled, request("req_2", names=names)), JONAS)
    assert part(stage, "lines")["lines"][0]["note"] == "for a reviewer · Robin"
    stage = staged(review.show, FakeClient(settled), JONAS, request="req_1")
    assert part(stage, "headline")["meta"] == ["requested by Robin"]
    assert any(text.startswith("Noor rejected it.") for text in texts(stage))


def test_a_sum_is_shown_with_its_currency_and_as_it_runs() -> None:
    stage = staged(review.show, FakeClient(request(money={"amount_minor": "EUR"})), JONAS)
    shown = {row["name"]: (row["pieces"], row["note"]) for row in part(stage, "fields")["rows"]}
    assert shown["Amount"] == ([["=", "€18.50"]], "1850 in minor units")


def test_signs_that_turn_or_hide_text_are_spelled_out() -> None:
    hidden = "pay \u202eevil\u200b \U000e0041"
    tricky = request(summary=hidden, action={"rationale": hidden, "arguments": {"to": hidden}})
    stage = staged(review.show, FakeClient(tricky), JONAS)
    painted = str(parts(stage))
    assert painted.count("pay ⟨U+202E⟩evil⟨U+200B⟩ ⟨U+E0041⟩") == 4
    assert "\\u202e" not in painted
    assert "\u202e" not in painted


@pytest.mark.parametrize(
    ("undo", "words"),
    [("withdraw_credit", ["Can be taken back with: Withdraw credit"]), ("", [])],
)
def test_what_can_be_taken_back_says_with_what(undo: str, words: list[str]) -> None:
    stage = staged(review.show, FakeClient(request(undo=undo)), JONAS)
    said = [caption.value for caption in stage.caption]
    assert [text for text in said if text.startswith("Can be")] == words


def test_an_approval_carries_the_version_that_was_shown() -> None:
    client = FakeClient(request(), request("req_2"))
    stage = click(staged(review.show, client, JONAS), "Approve")
    assert client.calls == [("decide", "req_1", {"type": "approve"}, 3)]
    assert part(stage, "headline")["title"] == "Refund order req_2"
    assert "Approved." in markdown(stage)


def test_a_double_click_decides_one_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "LOOK_MILLISECONDS", 60_000)
    client = FakeClient(request(), request("req_2"))
    stage = click(staged(review.show, client, JONAS), "Approve")
    assert client.calls == []
    assert "This has only just opened; look at it, then decide." in texts(stage)


def test_what_is_undone_opens_again() -> None:
    client = FakeClient(request(), request("req_2"))
    stage = click(click(staged(review.show, client, JONAS), "Approve"), "Undo")
    assert client.calls[-1] == ("undo", "req_1")
    assert part(stage, "headline")["title"] == "Refund order req_1"
    assert "Undo" not in labels(stage)


def test_undo_is_offered_only_until_something_starts() -> None:
    client = FakeClient(request())
    stage = click(staged(review.show, client, JONAS), "Approve")
    assert "Undo" in labels(stage)
    client.all["req_1"] = request(state="applied", outcome=outcome(type="approve"))
    assert "Undo" not in labels(rerun(stage))


def test_a_conflict_is_told_on_the_item_which_stays() -> None:
    client = FakeClient(request(), request("req_2"))
    client.refusal = Conflict("request_decided", "reviewer-2 has already decided this request.")
    stage = click(staged(review.show, client, JONAS), "Approve")
    assert "reviewer-2 has already decided this request." in texts(stage)
    assert part(stage, "headline")["title"] == "Refund order req_1"


def test_an_item_that_somebody_else_decides_stays_and_says_who() -> None:
    client = FakeClient(request(), request("req_2"))
    stage = staged(review.show, client, JONAS)
    client.all["req_1"] = request(state="applied", outcome=outcome())
    rerun(stage)
    assert part(stage, "headline")["title"] == "Refund order req_1"
    assert "reviewer-2 rejected it. “Wrong amount: Twice the price.”" in texts(stage)
    assert labels(stage) == ["Next"]
    click(stage, "Next")
    assert part(stage, "headline")["title"] == "Refund order req_2"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("expired", "Nobody decided in time"),
        ("withdrawn", "withdrawn"),
        ("superseded", "another request"),
    ],
)
def test_a_closed_request_says_why(state: str, words: str) -> None:
    stage = staged(review.show, FakeClient(request(state=state)), JONAS, request="req_1")
    assert any(words in text for text in texts(stage))
    assert labels(stage) == ["Next"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"requested_by": "reviewer-1"}, "You asked for this yourself"),
        ({"signed_by": ["reviewer-1"], "route": "two"}, "You have signed this"),
        ({"route": "lead"}, "This waits for a lead"),
    ],
)
def test_what_one_may_not_do_is_said_instead_of_offered(
    changed: dict[str, Any], words: str
) -> None:
    stage = staged(review.show, FakeClient(request(**changed)), JONAS)
    assert words in markdown(stage)
    assert labels(stage) == []


def test_a_lead_may_and_an_admin_only_sees() -> None:
    client = FakeClient(request(route="lead"))
    assert "Approve" in labels(staged(review.show, client, LENA))
    assert "Approve" not in labels(staged(review.show, client, ADA))


def test_an_empty_queue_is_friendly() -> None:
    stage = staged(review.show, FakeClient(), JONAS)
    assert stage.header[0].value == "Nothing waits for you"
    assert labels(stage) == []


def test_hostile_text_is_never_markdown() -> None:
    hostile = request(
        summary=HOSTILE,
        undo=HOSTILE,
        action={"arguments": {"reason": HOSTILE, HOSTILE: "x"}, "rationale": HOSTILE},
        reasons=[{"code": "x", "text": HOSTILE}],
        requested_by=HOSTILE,
        outcome=outcome(by=HOSTILE, message=HOSTILE),
    )
    client = FakeClient(hostile)
    stage = staged(review.show, client, JONAS)
    for label in ("Edit", "Approve with my changes", "Back", "Reject"):
        click(stage, label)
        _is_harmless(markdown(stage))
    settled = request(**(hostile.model_dump() | {"state": "applied"}))
    _is_harmless(markdown(staged(review.show, FakeClient(settled), JONAS, request="req_1")))


def _is_harmless(said: str) -> None:
    for sign in ("<script", "](", "://", "**bold", ":red[red", "`code"):
        assert sign not in said, sign


def test_moments_reach_the_browser_in_milliseconds() -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    stage = staged(review.show, FakeClient(request(opened_at=moment)), JONAS)
    assert part(stage, "headline")["since"] == 1_767_225_600_000
