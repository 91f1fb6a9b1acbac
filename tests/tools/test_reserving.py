"""test_reserving: an intent sets its cost aside in every sum or in none, whatever a caller says."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from domain.action import Action
from domain.brief import Brief
from domain.request import RequestKind
from domain.verdict import Route
from policy.context import Context, Use
from policy.limits import Counter
from policy.rules import Law
from storage import briefs, counters, effects, verdicts
from storage.unit import Row
from tests.fakes.intents import attempts
from tests.fakes.office import Office
from tests.fakes.papers import LAW, LEA, action, law, verdict
from tests.fakes.till import TOOLS
from tools.catalogue import catalogue_of
from tools.intent import Attempt, Intent, Lease
from tools.journal import Journal

DAY = "2026-03-02"
THREAD = Counter("thread", "t-1 EUR", "")
REQUESTER = Counter("requester", "ann EUR", DAY)
HOUSE = Counter("house", "house EUR", DAY)
LIMITS = ("thread_minor", "requester_day_minor", "recipient_day_minor", "house_day_minor")
CREDIT = catalogue_of(TOOLS).find("credit")


def under(**limits: int) -> Law:
    """A law with these limits and no others."""
    stated = {**dict.fromkeys(LIMITS, 0), **limits}
    return law(new_recipient='"auto"', **{name: str(limit) for name, limit in stated.items()})


def intent(
    office: Office, given: Law, amount: int = 90, call_id: str = "c", **known: tuple[Use, ...]
) -> Intent:
    """A credit that goes alone under `given`, with the uses that its verdict was given with."""
    assert CREDIT is not None
    arguments = {"to": "eve", "amount_minor": amount}
    wanted = action(arguments, name="credit", call_id=call_id, fingerprint=CREDIT.fingerprint)
    lease, row = Lease("t-1", 1), _judged(office, call_id, wanted, known)
    return Intent(lease, call_id, 1, CREDIT, arguments, row, None, given)


def countersigned(office: Office, alone: Intent) -> Intent:
    """The same intent on a paper that a lead has signed."""
    wanted = verdicts.action_of(alone.verdict)
    with office.storage.unit("request") as unit:
        request_id = office.inbox.file(
            unit,
            RequestKind.APPROVAL,
            thread_id="t-1",
            action=wanted,
            verdict=verdict(Route.LEAD),
            verdict_id=alone.verdict["id"],
            requested_by="ann",
            times=LAW.request,
        )
    office.sign(request_id, LEA)
    return replace(alone, request_id=request_id)


def _judged(office: Office, call_id: str, wanted: Action, known: dict[str, object]) -> Row:
    with office.storage.unit("verdict") as unit:
        verdicts.keep(
            unit,
            office.ids.new("ver"),
            thread_id="t-1",
            turn=1,
            action=wanted,
            verdict=verdict(Route.AUTO),
            inputs={"context": Context.model_validate(known).model_dump(mode="json")},
            at=office.clock.milliseconds,
        )
        row = verdicts.latest(unit, "t-1", call_id)
    assert row is not None
    return row


def used(office: Office, *asked: Counter) -> list[int]:
    with office.storage.view() as unit:
        return counters.used(unit, asked)


def fill(office: Office, counter: Counter, amount: int) -> None:
    with office.storage.unit("fill") as unit:
        assert counters.reserve(unit, "t-1", "before", 1, counter, amount, amount)


def test_the_last_cent_of_a_limit_is_given_and_no_more(office: Office, journal: Journal) -> None:
    given = under(thread_minor=100)
    assert journal.start(intent(office, given, 90, "a")) == ""
    assert journal.start(intent(office, given, 11, "b")) == "limit"
    assert journal.start(intent(office, given, 10, "c")) == ""
    assert used(office, THREAD) == [100]


@pytest.mark.parametrize("full", [THREAD, REQUESTER, HOUSE], ids=lambda counter: counter.scope)
def test_where_one_sum_has_no_room_nothing_is_set_aside_in_any(
    office: Office, journal: Journal, full: Counter
) -> None:
    given = under(thread_minor=100, requester_day_minor=100, house_day_minor=100)
    fill(office, full, 11)
    assert journal.start(intent(office, given)) == "limit"
    assert attempts(office) == []
    others = [counter for counter in (THREAD, REQUESTER, HOUSE) if counter != full]
    assert used(office, full, *others) == [11, 0, 0]
    with office.storage.view() as unit:
        rows = unit.rows(counters._HELD, this="t-1", call="c", number=1)
    assert rows == []


def test_a_laxer_law_than_that_of_the_verdict_lifts_nothing(
    office: Office, journal: Journal
) -> None:
    judged = (Use(scope="thread", used_minor=0, limit_minor=100),)
    honest = intent(office, under(thread_minor=100), 90, uses=judged)
    fill(office, THREAD, 11)
    for lax in (under(), under(thread_minor=10_000)):
        assert journal.start(replace(honest, law=lax)) == "limit"


def test_a_stricter_law_holds_at_once(office: Office, journal: Journal) -> None:
    judged = (Use(scope="thread", used_minor=0, limit_minor=100),)
    assert journal.start(intent(office, under(thread_minor=89), 90, uses=judged)) == "limit"


def test_a_budget_is_read_from_its_row_whatever_the_verdict_says(
    office: Office, journal: Journal
) -> None:
    honest = intent(office, under(), 90)
    with office.storage.unit("brief") as unit:
        assert briefs.keep(unit, "t-1", Brief(budget_minor=89), "ann", 0)
    assert journal.start(honest) == "limit"


@pytest.mark.parametrize(("before", "shown"), [(0, 90), (50, 140)])
def test_a_signature_lifts_a_limit_only_as_far_as_the_paper_showed_an_overrun(
    office: Office, journal: Journal, before: int, shown: int
) -> None:
    judged = (Use(scope="thread", used_minor=before, limit_minor=100),)
    signed = countersigned(office, intent(office, under(thread_minor=100), 90, uses=judged))
    if before:
        fill(office, THREAD, before)
    strict = replace(signed, law=under(thread_minor=60))
    # Below its limit nobody was shown anything that could lift a stricter one.
    assert journal.start(strict) == ("" if shown > 100 else "limit")
    assert used(office, THREAD) == [shown if shown > 100 else 0]


def test_a_signature_lifts_nothing_once_more_is_used_than_was_shown(
    office: Office, journal: Journal
) -> None:
    judged = (Use(scope="thread", used_minor=50, limit_minor=100),)
    signed = countersigned(office, intent(office, under(thread_minor=100), 90, uses=judged))
    fill(office, THREAD, 51)
    assert journal.start(signed) == "limit"


def test_a_verdict_alone_lifts_no_limit_whatever_it_says_was_used(
    office: Office, journal: Journal
) -> None:
    judged = (Use(scope="thread", used_minor=500, limit_minor=100),)
    fill(office, THREAD, 11)
    assert journal.start(intent(office, under(thread_minor=100), 90, uses=judged)) == "limit"


def test_what_was_set_aside_is_given_back_once_and_only_for_a_known_failure(
    office: Office, journal: Journal
) -> None:
    given = under(thread_minor=1_000, house_day_minor=1_000)
    assert journal.start(intent(office, given, 90, "a")) == ""
    assert journal.start(intent(office, given, 70, "b")) == ""
    first, second = Attempt("t-1", "a", 1), Attempt("t-1", "b", 1)
    assert journal.settle(first, effects.STARTED, effects.UNKNOWN, "?")
    assert used(office, THREAD, HOUSE) == [160, 160]
    assert journal.settle(first, effects.UNKNOWN, effects.FAILED, "no")
    for _ in range(3):
        assert not journal.settle(first, effects.UNKNOWN, effects.FAILED, "no")
        assert not journal.settle(first, effects.STARTED, effects.FAILED, "no")
    assert used(office, THREAD, HOUSE) == [70, 70]
    assert journal.settle(second, effects.STARTED, effects.DONE, "yes")
    assert not journal.settle(second, effects.STARTED, effects.FAILED, "no")
    assert used(office, THREAD, HOUSE) == [70, 70]


def test_of_those_who_learn_of_a_failure_at_once_one_gives_back(
    office: Office, journal: Journal
) -> None:
    given = under(thread_minor=1_000)
    fill(office, THREAD, 500)
    assert journal.start(intent(office, given, 90)) == ""

    def settle() -> bool:
        return journal.settle(Attempt("t-1", "c", 1), effects.STARTED, effects.FAILED, "no")

    assert sorted(at_once(settle, 8)) == [False] * 7 + [True]
    assert used(office, THREAD) == [500]


def at_once(work: Callable[[], bool], count: int) -> list[bool]:
    """What each of several threads got that begin together."""
    start = threading.Barrier(count)

    def one(_: int) -> bool:
        start.wait()
        return work()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))
