"""Outgoing: what goes out by itself counts down, and is held by those who may."""

from datetime import timedelta

import pytest

from domain.errors import Conflict
from domain.outbox import Staged
from domain.people import Person
from tests.ui.fakes import FakeClient
from tests.ui.staging import markdown, part, parts, staged, tell, texts
from tests.ui.values import ADA, HOSTILE, JONAS, LENA, NOW, ROBIN, request, step, thread
from ui.parts.words import milliseconds
from ui.screens import conversations, review

GOES = NOW + timedelta(seconds=60)
MAIL = Staged(
    thread_id="t-1",
    call_id="call-1",
    summary="Recommend item · 204",
    requested_by="requester-1",
    name="Robin",
    staged_at=NOW,
    goes_at=GOES,
)


@pytest.mark.parametrize("waiting", [(), (request(),)])
def test_the_review_shows_what_goes_out_next(waiting: tuple[object, ...]) -> None:
    client = FakeClient(*waiting)  # type: ignore[arg-type]
    client.staged = (MAIL,)
    stage = staged(review.show, client, JONAS)
    (line,) = part(stage, "outbox")["going"]
    assert line == {
        "id": "t-1/call-1",
        "title": "Recommend item · 204",
        "note": "Robin",
        "goes": milliseconds(GOES),
    }
    assert "**Outbox**" in markdown(stage)


def test_an_empty_outbox_takes_no_room() -> None:
    stage = staged(review.show, FakeClient(request()), JONAS)
    assert "outbox" not in [kind for kind, _ in parts(stage)]
    assert "Outbox" not in markdown(stage)


@pytest.mark.parametrize(("me", "may"), [(ROBIN, True), (LENA, True), (ADA, False)])
def test_in_the_conversation_those_who_may_can_hold_it(me: Person, may: bool) -> None:
    mail = step("staged", request_id=None, since=NOW, until=GOES)
    client = FakeClient(threads=(thread(plan=(mail,), in_outbox=True),))
    stage = staged(conversations.show, client, me, thread="t-1")
    mark = part(stage, "timeline")["marks"][0]
    assert mark["words"].startswith("In the outbox")
    assert ("outbox" in [kind for kind, _ in parts(stage)]) is may
    assert part(stage, "headline")["badges"] == [["In the outbox", "fair"]]


def held(number: int, why: str = "", what: str = "t-1/call-1") -> dict[str, object]:
    """What the browser tells when somebody holds a line."""
    return {"id": what, "why": why, "n": number}


def test_a_hold_says_why_and_counts_once_however_often_the_browser_repeats_it() -> None:
    other = MAIL.model_copy(update={"call_id": "call-2"})
    client = FakeClient(request())
    client.staged = (MAIL, other)
    stage = staged(review.show, client, JONAS)
    assert part(stage, "outbox")["answered"] == 0
    first, second = held(7, "The price is wrong."), held(9, what="t-1/call-2")
    tell(stage, "outbox", "hold", [first])
    tell(stage, "outbox", "hold", [first, second])
    tell(stage, "outbox", "hold", [first, second, held(10, what="t-1/call-9")])
    assert client.calls == [
        ("hold", "t-1", "call-1", "The price is wrong."),
        ("hold", "t-1", "call-2", ""),
    ]
    assert part(stage, "outbox")["answered"] == 10


def test_a_hold_that_came_too_late_is_told_in_words() -> None:
    client = FakeClient(request())
    client.staged, client.refusal = (MAIL,), Conflict("already_acting", "Too late for it.")
    stage = tell(staged(review.show, client, JONAS), "outbox", "hold", [held(1)])
    assert "Too late for it." in texts(stage)


def test_the_requester_holds_it_from_the_conversation_and_says_why() -> None:
    mail = step("staged", request_id=None, since=NOW, until=GOES)
    client = FakeClient(threads=(thread(plan=(mail,), in_outbox=True),))
    stage = staged(conversations.show, client, ROBIN, thread="t-1")
    tell(stage, "outbox", "hold", [held(1, "Not yet.", "call-1")])
    tell(stage, "outbox", "hold", [held(2, "Not yet.", "call-9")])
    assert client.calls == [("hold", "t-1", "call-1", "Not yet.")]


def test_hostile_summaries_are_data_and_never_markdown() -> None:
    client = FakeClient()
    client.staged = (MAIL.model_copy(update={"summary": HOSTILE, "name": HOSTILE}),)
    stage = staged(review.show, client, JONAS)
    for sign in ("<script", "](", "://", "**bold", ":red[red", "`code"):
        assert sign not in markdown(stage), sign
