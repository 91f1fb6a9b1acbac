"""test_recording: what is replayed of a call that the law looked at more than once."""

from pathlib import Path

from graph.house import House
from graph.recording import read_records
from storage import verdicts
from tests.fakes.clock import StillClock
from tests.fakes.houses import advance, asked, decide, open_test_house, say
from tests.fakes.model import script
from tests.fakes.papers import LAW_TEXT

TILL = "tests.fakes.till:TOOLS"
PAY = script([("pay", {"to": "ann", "amount_minor": 500})])
EDIT = {"type": "edit", "name": "pay", "arguments": {"to": "ann", "amount_minor": 200_000}}


def routes(house: House) -> list[str]:
    """The route of every edition, oldest first."""
    with house.rooms.storage.view() as unit:
        return [row["route"] for row in verdicts.of_thread(unit, "t-1")]


def test_it_is_the_verdict_by_which_the_call_went_to_people(
    tmp_path: Path, world: Path, clock: StillClock
) -> None:
    law = tmp_path / "law.toml"
    quiet = LAW_TEXT.replace('new_recipient = "review"', 'new_recipient = "auto"')
    law.write_text(quiet.replace('after_outside = "review"', 'after_outside = "auto"'))
    people = [("credit", {"to": f"p{number}", "amount_minor": 9_000}) for number in range(6)]
    with open_test_house(tmp_path / "home", clock, tools=TILL, policy=law) as house:
        say(house, script(people))
        assert routes(house) == ["auto"] * 6 + ["lead"]
        found = house.laws.backtest(law.read_text())
        assert (found.replayed, found.asked_before, found.flipped) == (6, 1, 0)
        unlimited = law.read_text().replace("thread_minor = 50000 ", "thread_minor = 0 ")
        assert house.laws.backtest(unlimited).saved == 1
        then = house.laws.backtest(None)
        assert (then.replayed, then.left_out, then.flipped) == (7, 0, 0)


def test_an_edit_is_what_people_made_of_it_and_the_proposal_counts_as_wrong(house: House) -> None:
    say(house, PAY)
    house.desk.decide(asked(house).id, EDIT, by="reviewer-1")
    house.desk.decide(asked(house).id, {"type": "approve"}, by="lead-1")
    advance(house, "t-1")
    assert routes(house) == ["review", "lead"]
    with house.rooms.storage.view() as unit:
        ((proposed, _),) = read_records(unit, 10).actions
    assert proposed.action.arguments == {"to": "ann", "amount_minor": 500}
    assert (proposed.settled, proposed.is_wrong) == ("edited", True)
    then = house.laws.backtest(None)
    assert (then.replayed, then.flipped) == (2, 0)


def test_an_edit_keeps_the_route_of_the_paper_before_it(house: House) -> None:
    """200.00 takes a reviewer; its edit to a cent would go alone, but for that."""
    say(house, script([("pay", {"to": "ann", "amount_minor": 2_000_000})]))
    assert asked(house).route == "two"
    house.desk.decide(
        asked(house).id, EDIT | {"arguments": {"to": "ann", "amount_minor": 1}}, by="reviewer-1"
    )
    assert routes(house) == ["two", "two"]
    assert house.laws.backtest(None).flipped == 0


def test_what_the_requester_meant_is_replayed_as_it_then_stood(house: House) -> None:
    say(house, script([("note", {"text": "n", "_confidence": 0.3})]))
    (question,) = house.desk.open_requests()
    meant = {"type": "answer", "content": {"meant": True}}
    house.desk.decide(question.id, meant, by="requester-1")
    advance(house, "t-1")
    decide(house, {"type": "approve"})
    with house.rooms.storage.view() as unit:
        ((kept, _),) = read_records(unit, 10).actions
        assert len(read_records(unit, 10, every_edition=True).actions) == 2
    assert kept.context.clarified
    assert kept.settled == "approved"


def test_the_last_ones_are_the_newest_calls(house: House) -> None:
    for number in range(4):
        say(house, script([("note", {"text": str(number)})]))
    with house.rooms.storage.view() as unit:
        found = [each.action.arguments["text"] for each, _ in read_records(unit, 2).actions]
    assert found == ["3", "2"]
