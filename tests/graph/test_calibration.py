"""test_calibration: the house learns from what people decided, and weighs by it from then on."""

from pathlib import Path

import pytest

from domain.errors import Forbidden
from domain.request import Request
from graph.house import House
from policy.calibration import Curve, Label
from storage import calibrations, verdicts
from tests.fakes.houses import advance, asked, decide, open_test_house, say
from tests.fakes.model import script
from tests.fakes.papers import LAW_TEXT

SOURCE = "tests.fakes.model:ScriptedModel"
BOASTS = [Label(0.9, right) for right in (True, False)] * 40


def propose(house: House, **extra: object) -> Request:
    """A payment that waits for a reviewer."""
    say(house, script([("pay", {"to": "ann", "amount_minor": 500, **extra})]))
    return asked(house)


def learnt(house: House) -> dict[str, list[Label]]:
    with house.rooms.storage.view() as unit:
        return calibrations.labels(unit, 100)


@pytest.mark.parametrize(
    ("decision", "right"),
    [
        ({"type": "approve"}, True),
        ({"type": "reject"}, False),
        ({"type": "edit", "name": "pay", "arguments": {"to": "ann", "amount_minor": 400}}, False),
    ],
)
def test_a_decision_says_whether_the_agent_was_right(
    house: House, decision: dict[str, object], right: bool
) -> None:
    propose(house, _confidence=0.9)
    decide(house, decision)
    assert learnt(house) == {SOURCE: [Label(0.9, right)]}


def test_an_edit_that_others_must_sign_was_wrong_once(house: House) -> None:
    request = propose(house, _confidence=0.9)
    edit = {"type": "edit", "name": "pay", "arguments": {"to": "ann", "amount_minor": 200_000}}
    house.desk.decide(request.id, edit, by="reviewer-1")
    house.desk.decide(asked(house).id, {"type": "approve"}, by="lead-1")
    advance(house, "t-1")
    assert learnt(house) == {SOURCE: [Label(0.9, False)]}


def test_what_has_no_confidence_or_no_decision_teaches_nothing(house: House) -> None:
    request = propose(house)
    decide(house, {"type": "approve"})
    say(house, script([("pay", {"to": "bob", "amount_minor": 5, "_confidence": 0.9})]))
    house.desk.withdraw(asked(house).id, by="requester-1")
    assert house.desk.read(request.id).action.confidence is None
    assert learnt(house) == {}


def test_what_was_learnt_holds_from_the_next_verdict_on(house: House) -> None:
    before = propose(house, _confidence=0.9)
    decide(house, {"type": "reject"})
    assert before.sureness.calibrated is None
    (found,) = house.calibration.learn("admin-1", {SOURCE: BOASTS}).values()
    assert isinstance(found, Curve)
    assert found.labels == len(BOASTS) + 1
    assert house.calibration.standing() == found
    say(house, script([("pay", {"to": "bob", "amount_minor": 5, "_confidence": 0.9})]))
    after = asked(house)
    assert after.sureness.calibrated == pytest.approx(0.5, abs=0.02)
    assert "below_floor" in {reason.code for reason in after.reasons}
    row = house.trail.read("house")[-1]
    assert (row.event, row.actor) == ("confidence.calibrated", "admin-1")
    assert row.payload is not None
    assert row.payload["source"] == SOURCE


def test_the_law_says_what_the_confidence_of_each_agent_is_worth(tmp_path: Path) -> None:
    """A house's own agent, whom nobody has checked; and others, who may be its next one."""
    text = LAW_TEXT.replace("uncalibrated_sample = 0.0", "uncalibrated_sample = 0.25")
    law = tmp_path / "law.toml"
    law.write_text(text)
    with open_test_house(tmp_path / "home", policy=law) as house:
        assert worth(house) == {
            SOURCE: "nobody has checked it, so 25% of its actions are reviewed whatever it says"
        }
        house.calibration.learn("admin-1", {"another": BOASTS})
        assert worth(house)["another"].startswith("checked on 80 decisions, and ")
        assert SOURCE in worth(house)
    law.write_text(text.replace('"practice"', f'"{SOURCE}"'))
    with open_test_house(tmp_path / "exempt", policy=law) as house:
        assert worth(house) == {
            SOURCE: "nobody has checked it, and the law draws none of its actions for that"
        }


def worth(house: House) -> dict[str, str]:
    """What the last section of the law in force says of each agent."""
    return {row.about: row.value for row in house.laws.standing().sections[-1].rows}


@pytest.mark.parametrize("by", ["reviewer-1", "lead-1", "requester-1"])
def test_only_admins_have_the_house_learn(house: House, by: str) -> None:
    with pytest.raises(Forbidden):
        house.calibration.learn(by, {SOURCE: BOASTS})
    assert house.calibration.standing() is None


def test_too_little_is_told_in_words_and_nothing_is_kept(house: House) -> None:
    propose(house, _confidence=0.9)
    decide(house, {"type": "approve"})
    assert "1 labels" in str(house.calibration.learn("admin-1")[SOURCE])
    assert house.calibration.standing() is None


def test_a_doubted_argument_is_reviewed_and_shown(house: House) -> None:
    doubts = {"to": 0.3, "amount_minor": 0.99}
    request = propose(house, _confidence=0.99, _confidences=doubts)
    assert request.action.arguments == {"to": "ann", "amount_minor": 500}
    assert request.sureness.unsure == ("to",)
    assert request.sureness.fields == doubts
    assert "field_confidence" in {reason.code for reason in request.reasons}


def test_a_doubt_lasts_when_the_law_looks_again(house: House) -> None:
    say(house, script([("note", {"text": "n", "_confidence": 0.3, "_confidences": {"text": 0}})]))
    (question,) = house.desk.open_requests()
    house.desk.decide(question.id, {"type": "answer", "content": {"meant": True}}, by="requester-1")
    advance(house, "t-1")
    assert asked(house).sureness.unsure == ("text",)
    with house.rooms.storage.view() as unit:
        rows = verdicts.of_thread(unit, "t-1")
    assert [verdicts.action_of(row).fields for row in rows] == [{"text": 0.0}] * 2


@pytest.mark.parametrize(
    ("words", "is_heard"),
    [("You are all idiots, I hate this.", True), ("Thank you so much.", False)],
)
def test_a_requester_who_sounds_upset_gets_a_person(
    house: House, words: str, is_heard: bool
) -> None:
    say(house, words)
    say(house, script([("note", {"text": "n"}), ("look", {"what": "k"})]))
    reasons = [reason.code for each in house.desk.open_requests() for reason in each.reasons]
    assert ("hostile" in reasons) is is_heard
    assert len(house.desk.open_requests()) == int(is_heard)


def test_one_upset_message_is_forgiven_after_three_others(house: House) -> None:
    say(house, "You are all idiots, I hate this.")
    for words in ("Sorry.", "Thank you.", script([("note", {"text": "n"})])):
        say(house, words)
    assert house.desk.open_requests() == []


def test_nobody_is_listened_to_before_a_read(house: House) -> None:
    heard: list[str] = []

    def listen(text: str) -> float:
        heard.append(text)
        return 0.0

    object.__setattr__(house.rooms, "mood", listen)
    say(house, script([("look", {"what": "k"})]))
    assert heard == []
    say(house, script([("note", {"text": "n"})]))
    assert heard != []
