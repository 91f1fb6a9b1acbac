"""test_bills: two admins change the law while the house runs; nobody does it alone, or in haste."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.errors import Conflict, CountersignError, Forbidden, Invalid, Missing
from domain.law import BillState
from graph.house import House
from storage import audit, laws, verdicts
from storage.unit import Storage
from tests.fakes.clock import StillClock
from tests.fakes.houses import decide, open_test_house, say
from tests.fakes.model import script
from tests.fakes.papers import LAW_TEXT
from tests.fakes.patience import wait_for
from tests.fakes.refusals import refused

STRICTER = LAW_TEXT.replace("act = 0.85", "act = 0.95", 1)
LOOSER = LAW_TEXT.replace("review_above_minor = 10000 ", "review_above_minor = 90000 ", 1)
PAY = script([("pay", {"to": "Bo", "amount_minor": 500})])
NOTE = script([("note", {"text": "hello", "_confidence": 0.9})])


def proposed(house: House, text: str = STRICTER, by: str = "admin-1") -> str:
    return house.bills.propose(text, "Because.", by=by).id


def events(house: House) -> list[tuple[str, str]]:
    with house.rooms.storage.view() as unit:
        return [(row["actor"], row["event"]) for row in audit.read(unit, audit.HOUSE)]


def test_a_second_admin_enacts_and_new_verdicts_carry_the_new_law(house: House) -> None:
    before = house.rooms.law.version
    say(house, NOTE)
    bill = house.bills.second(proposed(house), by="admin-2")
    assert bill.state is BillState.ENACTED
    assert house.rooms.law.version == bill.version != before
    say(house, NOTE, "t-2")
    with house.rooms.storage.view() as unit:
        (old,), (new,) = verdicts.of_thread(unit, "t-1"), verdicts.of_thread(unit, "t-2")
    assert (old["policy_version"], old["route"]) == (before, "auto")
    assert (new["policy_version"], new["route"]) == (bill.version, "review")
    assert events(house)[-2:] == [("admin-1", "bill.proposed"), ("admin-2", "law.enacted")]
    edition = house.laws.history()[0]
    assert (edition.proposed_by, edition.seconded_by) == ("admin-1", "admin-2")
    assert edition.source == laws.BILL


def test_an_old_decision_replays_under_the_law_of_its_day(house: House) -> None:
    for number, said in enumerate((NOTE, PAY)):
        say(house, said, f"t-{number}")
    house.bills.second(proposed(house), by="admin-2")
    then = house.laws.backtest(None)
    assert (then.replayed, then.left_out, then.flipped) == (2, 0, 0)
    now = house.laws.backtest(STRICTER)
    assert [(flip.name, flip.before, flip.after) for flip in now.flips] == [
        ("note", "auto", "review")
    ]


def test_what_people_did_is_known_to_a_replay(house: House) -> None:
    say(house, PAY)
    decide(house, {"type": "reject", "message": "no"})
    looser = LAW_TEXT.replace('irreversible_external = "review"', 'irreversible_external = "lead"')
    (flip,) = house.laws.backtest(looser).flips
    assert (flip.settled, flip.request_id[:3]) == ("rejected", "req")


def test_verdicts_without_their_facts_are_counted_and_not_guessed(house: House) -> None:
    say(house, NOTE)
    with house.rooms.storage.unit("older") as unit:
        unit._connection.execute("UPDATE verdicts SET inputs = NULL")
    found = house.laws.backtest(STRICTER)
    assert (found.replayed, found.left_out, found.flipped) == (0, 1, 0)


@pytest.mark.parametrize("person", ["requester-1", "reviewer-1", "lead-1", "operator-1"])
def test_nobody_but_admins_changes_the_law(house: House, person: str) -> None:
    bill_id = proposed(house)
    acts: list[Callable[[], object]] = [
        lambda: house.bills.propose(STRICTER, "So.", by=person),
        lambda: house.bills.second(bill_id, by=person),
        lambda: house.bills.withdraw(bill_id, by=person),
        lambda: house.bills.refuse(bill_id, by=person),
    ]
    for act in acts:
        assert refused(Forbidden, act) == "role_missing"
    assert refused(Missing, house.bills.propose, STRICTER, "So.", by="nobody") == "person_unknown"


def test_requesters_and_operators_read_nothing_of_it(house: House) -> None:
    for person in ("requester-1", "operator-1"):
        assert refused(Forbidden, house.laws.standing, person) == "role_missing"
        assert refused(Forbidden, house.laws.history, person) == "role_missing"
        assert refused(Forbidden, house.laws.check, STRICTER, person) == "role_missing"
        assert refused(Forbidden, house.laws.backtest, STRICTER, person) == "role_missing"
    assert house.laws.standing("reviewer-1").edition.version == house.rooms.law.version


def test_the_same_admin_twice_is_refused(house: House) -> None:
    bill_id, before = proposed(house), house.rooms.law.version
    for _ in range(2):
        assert refused(Forbidden, house.bills.second, bill_id, by="admin-1") == "own_bill"
    assert house.rooms.law.version == before


def test_a_proposer_who_is_no_admin_any_more_counts_for_nobody(house: House) -> None:
    bill_id = proposed(house)
    house.people.change_roles("admin-1", ["reviewer"], by="test")
    assert refused(Conflict, house.bills.second, bill_id, by="admin-2") == "proposer_gone"


def test_a_bill_is_settled_once(house: House) -> None:
    bill_id = proposed(house)
    assert refused(Forbidden, house.bills.withdraw, bill_id, by="admin-2") == "not_yours"
    assert refused(Forbidden, house.bills.refuse, bill_id, by="admin-1") == "own_bill"
    assert house.bills.withdraw(bill_id, by="admin-1").state is BillState.WITHDRAWN
    assert refused(Conflict, house.bills.second, bill_id, by="admin-2") == "bill_settled"
    other = proposed(house)
    assert house.bills.refuse(other, by="admin-2").state is BillState.REFUSED
    assert refused(Conflict, house.bills.withdraw, other, by="admin-1") == "bill_settled"
    assert house.laws.standing().bills == ()


def test_another_law_meanwhile_makes_a_bill_stale(house: House) -> None:
    first, second = proposed(house), proposed(house, LOOSER, by="admin-2")
    house.bills.second(first, by="admin-2")
    (standing,) = house.laws.standing().bills
    assert standing.is_stale
    assert refused(Conflict, house.bills.second, second, by="admin-1") == "bill_stale"
    house.bills.withdraw(second, by="admin-2")


def test_of_two_who_second_at_once_one_enacts(tmp_path: Path, world: Path) -> None:
    with open_test_house(tmp_path / "home") as one, open_test_house(tmp_path / "home") as two:
        one.people.add("admin-3", ["admin"])
        bill_id, ended = proposed(one), []
        start = threading.Barrier(2)

        def second(house: House, by: str) -> None:
            start.wait()
            try:
                ended.append(house.bills.second(bill_id, by=by).state.value)
            except CountersignError as error:
                ended.append(error.code)

        racing = [
            threading.Thread(target=second, args=pair)
            for pair in ((one, "admin-2"), (two, "admin-3"))
        ]
        for each in racing:
            each.start()
        for each in racing:
            each.join()
        assert sorted(ended) == ["bill_settled", "enacted"]
        assert [each.source for each in one.laws.history()] == ["bill", "file"]


@pytest.mark.parametrize(
    ("text", "note", "code"),
    [
        ("act = ", "So.", "policy_broken"),
        (STRICTER.replace("act = 0.95", "act = 2.0", 1), "So.", "policy_broken"),
        (LAW_TEXT, "So.", "law_unchanged"),
        (STRICTER, "  ", "note_malformed"),
        (STRICTER, "x" * 2_001, "note_malformed"),
        (STRICTER + "#" * 100_000, "So.", "law_too_long"),
        (STRICTER + "# \ud800", "So.", "text_malformed"),
        (STRICTER + "".join(f"\n[tools.t{n}]" for n in range(401)), "So.", "law_too_long"),
    ],
)
def test_what_cannot_be_a_bill_is_refused_in_words(
    house: House, text: str, note: str, code: str
) -> None:
    assert refused(Invalid, house.bills.propose, text, note, by="admin-1") == code
    assert house.laws.standing().bills == ()


def test_a_broken_text_is_refused_with_its_line(house: House) -> None:
    broken = STRICTER.replace("act = 0.95", "act = 2.0", 1)
    line = broken.split("\n").index("act = 2.0") + 1
    with pytest.raises(Invalid, match=f"line {line}, confidence.act"):
        house.bills.propose(broken, "So.", by="admin-1")
    (fault,) = house.laws.check(broken).faults
    assert (fault.line, fault.where) == (line, "confidence.act")


def test_a_late_queue_is_not_drained_by_asking_for_less(
    still_house: House, clock: StillClock
) -> None:
    calm = proposed(still_house, LOOSER)
    say(still_house, PAY)
    clock.step(seconds=91)
    with pytest.raises(Conflict, match=r"1 request is past.*review_above_minor: 10000 to 90000"):
        still_house.bills.second(calm, by="admin-2")
    assert refused(Conflict, proposed, still_house, LOOSER) == "queue_late"
    assert still_house.laws.standing().late == 1
    still_house.bills.withdraw(calm, by="admin-1")
    still_house.bills.second(proposed(still_house), by="admin-2")
    assert still_house.rooms.law.confidence.act == 0.95


def test_a_queue_in_time_may_get_a_looser_law(still_house: House, clock: StillClock) -> None:
    say(still_house, PAY)
    clock.step(seconds=80)
    bill_id = proposed(still_house, LOOSER)
    clock.step(seconds=20)
    decide(still_house, {"type": "reject", "message": "no"})
    still_house.bills.second(bill_id, by="admin-2")
    assert still_house.rooms.law.guardrails.review_above_minor == 90_000


def test_a_second_process_follows_at_its_next_look(tmp_path: Path, world: Path) -> None:
    with open_test_house(tmp_path / "home") as one, open_test_house(tmp_path / "home") as two:
        version = one.bills.second(proposed(one), by="admin-2").version
        assert two.rooms.law.version != version
        two.runner.start()
        wait_for(lambda: two.rooms.law.version == version)


def test_a_text_that_todays_code_cannot_enact_leaves_the_law_as_it_is(house: House) -> None:
    before = house.rooms.law
    enacted_behind_its_back(house.rooms.storage, "future = 1")
    assert not house.rooms.statute.follow(house.rooms.storage)
    assert house.rooms.law is before
    assert "future" in house.laws.standing().notice


def enacted_behind_its_back(storage: Storage, text: str) -> None:
    with storage.unit("later release") as unit:
        laws.keep(unit, "later", text, 1, laws.BILL, "admin-1", "admin-2")
