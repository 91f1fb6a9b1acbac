"""test_spending: many small sums count like one great one, whoever is fast or signs (E4)."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desk.deadlines import expire_overdue
from domain.brief import Brief
from domain.errors import Forbidden
from domain.request import Request
from graph.house import House
from policy.limits import Counter
from storage import briefs, counters, threads
from tests.fakes.clock import StillClock
from tests.fakes.houses import advance, asked, decide, heard, open_test_house, say, states
from tests.fakes.model import script
from tests.fakes.papers import law
from tests.fakes.world import happened

TOOLS = "tests.fakes.till:TOOLS"
AUTO = '"auto"'
DAY = "2026-03-02"
THREAD = Counter("thread", "t-1 EUR", "")
OF_ANN = Counter("requester", "requester-1 EUR", DAY)
HOUSE = Counter("house", "house EUR", DAY)
APPROVE = {"type": "approve"}
Opener = Callable[..., House]


@pytest.fixture
def opened(tmp_path: Path, world: Path, clock: StillClock) -> Iterator[Opener]:
    """Opens a house under a law in which some keys are replaced; everybody is known at first."""
    houses: list[House] = []

    def opener(boundary: Callable[[str], None] = lambda name: None, **replaced: str) -> House:
        path = tmp_path / "law.toml"
        path.write_text(law(**{"new_recipient": AUTO, "after_outside": AUTO, **replaced}).text)
        home = tmp_path / "home"
        house = open_test_house(home, clock, boundary, tools=TOOLS, policy=path)
        houses.append(house)
        return house

    yield opener
    for house in houses:
        house.close()


def pays(name: str, *sums: int, to: str = "p") -> str:
    """One step in which the agent wants to give these sums to as many people."""
    people = [to if number == 0 else f"{to}{number}" for number in range(len(sums))]
    pairs = zip(people, sums, strict=True)
    return script([(name, {"to": who, "amount_minor": amount}) for who, amount in pairs])


def used(house: House, *asked_for: Counter) -> list[int]:
    with house.rooms.storage.view() as unit:
        return counters.used(unit, asked_for or (THREAD,))


def codes(request: Request) -> list[str]:
    return [reason.code for reason in request.reasons]


def cut_off(at: str) -> Callable[[str], None]:
    """A boundary that dies the first time it is reached."""
    died: list[str] = []

    def boundary(name: str) -> None:
        if name == at and not died:
            died.append(name)
            raise RuntimeError(name)

    return boundary


def test_the_sixth_of_six_small_sums_goes_to_a_lead(opened: Opener) -> None:
    house = opened()
    for number in range(5):
        say(house, pays("credit", 9_000, to=f"eve{number}"))
    assert len(happened()) == 5
    say(house, pays("credit", 9_000, to="eve"))
    request = asked(house)
    assert (request.route, codes(request)) == ("lead", ["limit_thread"])
    assert "540.00 EUR of 500.00 EUR in this conversation" in request.reasons[0].text
    assert len(happened()) == 5
    with pytest.raises(Forbidden):
        decide(house, APPROVE, by="reviewer-1")
    decide(house, APPROVE, by="lead-1")
    assert len(happened()) == 6
    assert used(house) == [54_000]


def test_six_at_once_are_judged_alike_and_the_sixth_finds_no_room(opened: Opener) -> None:
    house = opened()
    say(house, pays("credit", *[9_000] * 6))
    assert len(happened()) == 5
    assert (used(house), asked(house).route) == ([45_000], "lead")
    decide(house, {"type": "reject"}, by="lead-1")
    assert (len(happened()), used(house)) == (5, [45_000])


def test_what_a_reviewer_signed_meets_the_limit_when_it_begins(opened: Opener) -> None:
    house = opened()
    say(house, pays("send", *[9_000] * 6))
    for request in house.desk.open_requests():
        assert request.route == "review"
        house.desk.decide(request.id, APPROVE, by="reviewer-1")
    advance(house, "t-1")
    again = asked(house)
    assert (len(happened()), again.route) == (5, "lead")
    assert "limit_thread" in codes(again)
    decide(house, APPROVE, by="lead-1")
    assert (len(happened()), used(house)) == (6, [54_000])


def test_two_signed_overruns_do_not_add_up_beyond_what_either_lead_saw(opened: Opener) -> None:
    house = opened()
    say(house, pays("credit", *[9_000] * 5))
    say(house, pays("credit", 9_000, 9_000, to="eve"))
    both = house.desk.open_requests()
    assert ["540.00 EUR of 500.00" in each.reasons[0].text for each in both] == [True, True]
    for request in both:
        house.desk.decide(request.id, APPROVE, by="lead-1")
    advance(house, "t-1")
    assert (len(happened()), used(house)) == (6, [54_000])
    assert "630.00 EUR of 500.00 EUR" in asked(house).reasons[0].text
    decide(house, APPROVE, by="lead-1")
    assert (len(happened()), used(house)) == (7, [63_000])


def edited(amount: int, to: str = "eve") -> dict[str, Any]:
    args = {"to": to, "amount_minor": amount}
    return {"type": "edit", "edited_action": {"name": "credit", "args": args}}


def test_an_edit_runs_up_to_what_was_shown_and_above_it_is_asked_again(opened: Opener) -> None:
    house = opened()
    say(house, pays("credit", *[9_000] * 5))
    say(house, pays("credit", 9_000, to="eve"))
    decide(house, edited(8_000), by="lead-1")
    assert used(house) == [53_000]
    say(house, pays("credit", 5_000, to="eve"))
    decide(house, edited(6_000), by="lead-1")
    assert used(house) == [53_000]
    assert "590.00 EUR of 500.00 EUR" in asked(house).reasons[0].text
    decide(house, APPROVE, by="lead-1")
    assert used(house) == [59_000]


def test_an_overrun_shown_for_one_recipient_is_none_for_another(opened: Opener) -> None:
    house = opened(thread_minor="0", requester_day_minor="0", recipient_day_minor="10000")
    say(house, pays("credit", 9_000, to="bob"))
    say(house, pays("credit", 9_500, to="eve"))
    say(house, pays("credit", 9_001, to="bob"))
    assert codes(asked(house)) == ["limit_recipient"]
    decide(house, edited(9_001, to="EVE "), by="lead-1")
    assert len(happened()) == 2
    assert "185.01 EUR of 100.00 EUR to this recipient today" in asked(house).reasons[0].text


def test_a_known_failure_gives_back_and_what_nobody_knows_is_kept(opened: Opener) -> None:
    house = opened()
    say(house, pays("bounce", 9_000))
    assert used(house, THREAD, OF_ANN, HOUSE) == [0, 0, 0]
    say(house, pays("vanish", 8_000, 7_000))
    assert used(house, THREAD, OF_ANN, HOUSE) == [15_000] * 3
    first, second = house.desk.open_requests()
    kept = first.action.arguments["amount_minor"]
    for request, did in ((first, True), (second, False)):
        content = {"happened": did}
        house.desk.decide(request.id, {"action": "accept", "content": content}, by="reviewer-1")
    for _ in range(3):
        advance(house, "t-1")
    assert used(house, THREAD, OF_ANN, HOUSE) == [kept] * 3


def test_a_new_attempt_reserves_anew_and_only_where_there_is_room(opened: Opener) -> None:
    house = opened(thread_minor="20000")
    say(house, pays("vanish", 9_000))
    retry = {"action": "accept", "content": {"happened": False, "retry": True}}
    decide(house, retry)
    assert (used(house), len(happened())) == ([9_000], 2)
    # Nobody knows of the second attempt either; meanwhile the limit is used up elsewhere.
    with house.rooms.storage.unit("meanwhile") as unit:
        assert counters.reserve(unit, "t-1", "other", 1, THREAD, 11_000, 20_000)
        assert counters.reserve(unit, "t-1", "more", 1, THREAD, 9_000, 29_000)
    decide(house, retry)
    assert (used(house), len(happened())) == ([20_000], 2)
    again = asked(house)
    assert (again.kind, again.route, again.attempt) == ("approval", "lead", 3)
    assert codes(again) == ["limit_thread", "retry"]
    assert "290.00 EUR of 200.00 EUR in this conversation" in again.reasons[0].text
    decide(house, APPROVE, by="lead-1")
    assert (used(house), len(happened())) == ([29_000], 3)
    assert [state for state, _ in states(house)] == ["failed", "failed", "unknown"]


def without_room(house: House) -> None:
    """A call whose end nobody knows, and a limit that is used up meanwhile."""
    say(house, pays("vanish", 9_000))
    with house.rooms.storage.unit("meanwhile") as unit:
        assert counters.reserve(unit, "t-1", "other", 1, THREAD, 45_000, 90_000)


RETRY = {"action": "accept", "content": {"happened": False, "retry": True}}


@pytest.mark.parametrize(
    ("decision", "word"),
    [
        ({"type": "reject", "message": "leave it"}, "lead-1 rejected this call: leave it"),
        ({"type": "respond", "message": "sent a voucher"}, "in place of the tool: sent a voucher"),
    ],
)
def test_what_a_lead_says_against_a_new_attempt_is_heard_after_the_failure(
    opened: Opener, decision: dict[str, Any], word: str
) -> None:
    house = opened()
    without_room(house)
    decide(house, RETRY)
    decide(house, decision, by="lead-1")
    (told,) = heard(house)
    assert told.startswith("It failed, nothing happened: reviewer-1 confirmed")
    assert word in told
    assert (used(house), len(happened())) == ([45_000], 1)
    assert house.threads.read("t-1").status == "idle"


def test_a_new_attempt_that_nobody_takes_on_in_time_is_told_as_failed(
    opened: Opener, clock: StillClock
) -> None:
    house = opened()
    without_room(house)
    decide(house, RETRY)
    clock.step(hours=5)
    with house.rooms.storage.unit("expire") as unit:
        assert len(expire_overdue(unit, clock.milliseconds)) == 1
    advance(house, "t-1")
    assert "It failed" in heard(house)[0]
    assert "Nobody decided in time" in heard(house)[0]
    assert len(happened()) == 1


def test_a_law_that_refuses_beyond_a_limit_refuses_a_new_attempt(opened: Opener) -> None:
    house = opened(over='"refuse"')
    without_room(house)
    decide(house, RETRY)
    assert house.desk.open_requests() == []
    assert "It failed" in heard(house)[0]
    assert "The law refuses this call now" in heard(house)[0]


def test_two_people_sign_for_a_new_attempt_where_the_law_wants_two(opened: Opener) -> None:
    house = opened(over='"two"')
    without_room(house)
    decide(house, RETRY)
    decide(house, APPROVE, by="lead-1")
    assert len(happened()) == 1
    decide(house, APPROVE, by="reviewer-2")
    assert (used(house), len(happened())) == ([54_000], 2)


def test_a_new_attempt_that_was_stopped_is_made_by_nobody(opened: Opener) -> None:
    house = opened()
    without_room(house)
    decide(house, RETRY)
    house.threads.stop("t-1", by="requester-1")
    advance(house, "t-1")
    assert house.desk.open_requests() == []
    assert "It failed" in heard(house)[0]
    assert len(happened()) == 1


@pytest.mark.parametrize("side", ["before", "after"])
def test_a_new_attempt_survives_a_crash_on_its_way_to_the_law(opened: Opener, side: str) -> None:
    house = opened(cut_off(f"{side} commit of judge again"))
    without_room(house)
    decide(house, RETRY)
    advance(house, "t-1")
    assert (asked(house).attempt, asked(house).route) == (2, "lead")
    decide(house, APPROVE, by="lead-1")
    assert len(happened()) == 2


def test_a_lead_who_has_a_failing_call_tried_again_meets_the_limit(opened: Opener) -> None:
    house = opened()
    fail = [("bounce", {"to": "p", "amount_minor": 9_000})]
    say(house, script(fail, fail, fail))
    assert asked(house).kind == "escalation"
    with house.rooms.storage.unit("meanwhile") as unit:
        assert counters.reserve(unit, "t-1", "other", 1, THREAD, 45_000, 90_000)
    decide(house, APPROVE, by="lead-1")
    again = asked(house)
    assert (again.kind, again.route, again.attempt) == ("approval", "lead", 2)
    assert codes(again) == ["breaker", "limit_thread", "retry"]
    with pytest.raises(Forbidden):
        decide(house, APPROVE, by="reviewer-1")
    decide(house, APPROVE, by="lead-1")
    assert (asked(house).kind, len(asked(house).failures)) == ("escalation", 4)
    assert used(house) == [45_000]


def test_what_kept_failing_is_a_leads_though_the_law_asks_less_of_the_limit(
    opened: Opener,
) -> None:
    house = opened(over='"review"')
    fail = [("bounce", {"to": "p", "amount_minor": 9_000})]
    say(house, script(fail, fail, fail))
    with house.rooms.storage.unit("meanwhile") as unit:
        assert counters.reserve(unit, "t-1", "other", 1, THREAD, 45_000, 90_000)
    decide(house, APPROVE, by="lead-1")
    assert asked(house).route == "lead"


def test_facts_that_do_not_show_what_a_guard_sees_end_in_words(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The law lets it go on, its guard refuses it, and no look at it finds anything new."""
    judged: list[str] = []

    def once_too_often(name: str) -> None:
        judged.extend([name] if name == "before commit of judge again" else [])
        assert len(judged) < 20, "it goes round for ever"

    monkeypatch.setattr("nodes.knowing.spending", lambda *given: ((), False))
    house = opened(once_too_often)
    for number in range(6):
        say(house, pays("credit", 9_000, to=f"eve{number}"))
    assert (len(happened()), used(house)) == (5, [45_000])
    thread = house.threads.read("t-1")
    assert "credit neither begins nor ends" in thread.trouble
    assert 1 <= len(judged) <= 4
    for _ in range(4):
        advance(house, "t-1")
    assert house.threads.read("t-1").status == "stalled"
    assert (len(happened()), used(house)) == (5, [45_000])


def test_an_idempotent_call_that_is_made_again_reserves_once(opened: Opener) -> None:
    house = opened(cut_off("after call"))
    say(house, pays("again", 9_000))
    advance(house, "t-1")
    assert len(happened()) == 2
    assert used(house) == [9_000]


def test_the_next_day_is_fresh_for_people_and_not_for_a_thread(
    opened: Opener, clock: StillClock
) -> None:
    house = opened(thread_minor="0", requester_day_minor="20000")
    for number in range(3):
        say(house, pays("credit", 9_000 + number))
    assert codes(asked(house)) == ["limit_requester"]
    clock.step(hours=12)
    say(house, pays("credit", 9_003), "t-2")
    assert len(happened()) == 3
    tomorrow = Counter("requester", "requester-1 EUR", "2026-03-03")
    assert used(house, OF_ANN, tomorrow) == [18_001, 9_003]


def test_an_overrun_signed_yesterday_is_none_of_today(opened: Opener, clock: StillClock) -> None:
    house = opened(thread_minor="0", requester_day_minor="20000", valid_for_seconds="86400")
    clock.step(hours=11, minutes=59)
    for number in range(3):
        say(house, pays("credit", 9_000 + number))
    house.desk.decide(asked(house).id, APPROVE, by="lead-1")
    clock.step(minutes=2)
    say(house, pays("credit", 15_000), "t-2")
    house.desk.decide(asked(house).id, APPROVE, by="reviewer-1")
    advance(house, "t-2")
    advance(house, "t-1")
    assert used(house, Counter("requester", "requester-1 EUR", "2026-03-03")) == [15_000]
    assert "240.02 EUR of 200.00 EUR" in asked(house).reasons[0].text


def test_a_limit_holds_across_threads_and_requesters(opened: Opener) -> None:
    house = opened(house_day_minor="20000")
    say(house, pays("credit", 9_000), "t-1")
    say(house, pays("credit", 9_000), "t-2", by="requester-2")
    say(house, pays("credit", 9_000), "t-3", by="requester-2")
    assert (asked(house).thread_id, codes(asked(house))) == ("t-3", ["limit_house"])


def test_a_budget_of_the_brief_binds_its_thread_alone(opened: Opener, clock: StillClock) -> None:
    house = opened()
    brief = Brief(goal="be frugal", budget_minor=10_000)
    with house.rooms.storage.unit("brief") as unit:
        threads.create(unit, "t-1", "requester-1", "frugal", clock.milliseconds)
        assert briefs.keep(unit, "t-1", brief, "lead-1", clock.milliseconds)
    say(house, pays("credit", 9_000, 900))
    say(house, pays("credit", 901, to="eve"))
    assert "108.01 EUR of 100.00 EUR of the brief's budget" in asked(house).reasons[0].text
    assert codes(asked(house)) == ["limit_brief"]
    say(house, pays("credit", 9_000), "t-2")
    assert len(happened()) == 3


def test_a_greater_sum_to_somebody_new_is_reviewed_even_after_a_cent(opened: Opener) -> None:
    house = opened(new_recipient='"review"')
    say(house, pays("credit", 1))
    say(house, pays("credit", 5_001))
    assert (asked(house).route, codes(asked(house))) == ("review", ["new_recipient"])
    decide(house, APPROVE)
    say(house, pays("credit", 5_002))
    assert len(happened()) == 3


def test_where_the_first_sum_never_arrived_the_recipient_stays_new(opened: Opener) -> None:
    house = opened(new_recipient='"review"', new_recipient_above_minor="0")
    say(house, pays("bounce", 100))
    decide(house, APPROVE)
    say(house, pays("credit", 100))
    assert codes(asked(house)) == ["new_recipient"]


def test_a_cost_that_cannot_be_read_is_asked_about_and_reserves_nothing(opened: Opener) -> None:
    house = opened()
    say(house, pays("credit", -5))
    assert {"cost_unreadable", "limit_thread", "limit_house"} <= set(codes(asked(house)))
    for by in ("reviewer-1", "reviewer-2"):
        house.desk.decide(asked(house).id, APPROVE, by=by)
    advance(house, "t-1")
    assert (len(happened()), used(house)) == (1, [0])


def test_without_limits_nothing_is_counted(opened: Opener) -> None:
    names = ("thread_minor", "requester_day_minor", "recipient_day_minor", "house_day_minor")
    house = opened(**dict.fromkeys(names, "0"))
    say(house, pays("credit", *[9_000] * 7))
    assert len(happened()) == 7
    assert used(house, THREAD, OF_ANN, HOUSE) == [0, 0, 0]
