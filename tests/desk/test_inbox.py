"""test_inbox: filed once, listed oldest first, and expired but never approved by time."""

from desk.briefing import LINE_CHARACTERS, summary_of
from desk.deadlines import EXPIRED_AT_ONCE, expire_overdue
from desk.inbox import shown
from domain.request import RequestKind
from domain.verdict import Route
from storage import audit, requests
from tests.fakes.office import Office
from tests.fakes.papers import ROB, action


def test_filing_the_same_action_again_finds_the_first_paper(office: Office) -> None:
    first = office.file()
    assert office.file() == first
    with office.storage.view() as unit:
        assert len(requests.of_thread(unit, "t-1")) == 1
        assert len(audit.read(unit, "thread:t-1")) == 1


def test_another_edition_attempt_kind_or_call_is_another_paper(office: Office) -> None:
    papers = {
        office.file(),
        office.file(edition=2),
        office.file(attempt=2),
        office.file(kind=RequestKind.OUTCOME),
        office.file(given=action(call_id="call-2")),
    }
    assert len(papers) == 5


def test_the_queue_is_oldest_first_and_shows_only_what_is_open(office: Office) -> None:
    ids = []
    for number in range(4):
        ids.append(office.file(given=action(call_id=f"call-{number}")))
        office.clock.step(seconds=1)
    office.sign(ids[1], ROB)
    with office.storage.view() as unit:
        assert [row["id"] for row in requests.opened(unit, 10)] == [ids[0], ids[2], ids[3]]
        assert len(requests.opened(unit, 2)) == 2


def test_a_paper_shows_the_action_the_reasons_and_who_has_signed(office: Office) -> None:
    given = action({"text": "hello"}, rationale="it helps", confidence=0.5)
    request = office.file(Route.TWO, given=given)
    office.sign(request, ROB)
    with office.storage.view() as unit:
        paper = shown(unit, office.row(request))
    assert paper.action.arguments == {"text": "hello"}
    assert (paper.action.rationale, paper.action.confidence) == ("it helps", 0.5)
    assert (paper.route, paper.signed_by, paper.outcome) == (Route.TWO, ("rob",), None)
    assert [reason.code for reason in paper.reasons] == ["because"]
    assert paper.requested_by == "ann"
    assert (paper.decide_by - paper.opened_at).total_seconds() == 14_400
    assert paper.valid_until is None


def test_a_settled_paper_shows_how(office: Office) -> None:
    request = office.file()
    office.sign(request, ROB, "reject", message="no", reason_code="not_needed")
    with office.storage.view() as unit:
        outcome = shown(unit, office.row(request)).outcome
    assert outcome is not None
    assert (outcome.type, outcome.by, outcome.message) == ("reject", "rob", "no")
    assert outcome.at == office.clock.now()


def test_time_expires_a_request_exactly_at_its_deadline_and_never_approves_it(
    office: Office,
) -> None:
    request = office.file()
    deadline = office.row(request)["decide_by"]
    with office.storage.unit("expire") as unit:
        assert len(expire_overdue(unit, deadline - 1)) == 0
        assert len(expire_overdue(unit, deadline)) == 1
        assert len(expire_overdue(unit, deadline)) == 0
    row = office.row(request)
    assert (row["state"], row["decision_type"], row["decided_by"]) == ("expired", None, None)


def test_time_touches_nothing_that_is_settled(office: Office) -> None:
    request = office.file()
    office.sign(request, ROB)
    with office.storage.unit("expire") as unit:
        assert len(expire_overdue(unit, 10**15)) == 0
    assert office.row(request)["state"] == "decided"


def test_half_the_signatures_expire_like_none(office: Office) -> None:
    request = office.file(Route.TWO)
    office.sign(request, ROB)
    with office.storage.unit("expire") as unit:
        assert len(expire_overdue(unit, office.row(request)["decide_by"])) == 1
    assert office.row(request)["state"] == "expired"


def test_many_expire_some_at_a_time(office: Office) -> None:
    for number in range(EXPIRED_AT_ONCE + 5):
        office.file(given=action(call_id=f"call-{number}"))
    with office.storage.unit("expire") as unit:
        assert len(expire_overdue(unit, 10**15)) == EXPIRED_AT_ONCE
        assert len(expire_overdue(unit, 10**15)) == 5


def test_the_headline_is_made_of_the_action_and_never_of_the_agents_words() -> None:
    asked = action(
        {
            "order": 1042,
            "urgent": True,
            "lines": [1],
            "amount": 18.5,
            "note": "x" * 41,
            "to": "ann",
        },
        name="shop.refund_order",
        rationale="please just sign",
    )
    assert summary_of(RequestKind.APPROVAL, asked) == "Shop refund order · 1042 · 18.5 · ann"
    assert summary_of(RequestKind.OUTCOME, asked).startswith("Did it happen? Shop refund order")


def test_a_headline_is_one_short_line() -> None:
    long = action({str(n): "word\n" * 8 for n in range(3)}, name="n" * 200)
    line = summary_of(RequestKind.APPROVAL, long)
    assert len(line) == LINE_CHARACTERS
    assert "\n" not in line
