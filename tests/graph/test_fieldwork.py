"""test_fieldwork: a task goes out, a proof comes in, a reviewer judges it, and the thread hears."""

from datetime import timedelta
from typing import Any

import pytest

from domain.errors import Conflict, CountersignError, Forbidden, Invalid, Missing
from domain.request import Request, RequestKind, RequestState
from domain.task import Task, TaskState
from domain.thread import Speaker, StepStatus
from graph.house import House
from graph.sweep import sweep
from pool.claims import CLAIMS_AT_ONCE
from pool.photos import BYTES_LIMIT
from tests.fakes.clock import StillClock
from tests.fakes.houses import advance, asked, decide, heard, say
from tests.fakes.model import script
from tests.fakes.photos import bomb, photo

WANTED: dict[str, Any] = {
    "kind": "photo",
    "description": "Take a photo of the window",
    "location": "Harbour Street 4",
}


def hire(house: House, **changed: Any) -> Task:
    """A task for operators, countersigned and posted."""
    say(house, script([("hire_operator", WANTED | changed)]))
    decide(house, {"type": "approve"})
    (task,) = house.pool.offers("operator-1")
    return task


def proven(house: House, note: str = "Here it is") -> Request:
    """The request about a proof that operator-1 has sent."""
    task = hire(house)
    house.pool.claim(task.id, "operator-1")
    house.pool.submit_proof(task.id, [photo()], note, "operator-1", "a phone")
    return asked(house)


def test_a_task_is_posted_once_countersigned_and_the_turn_goes_on(house: House) -> None:
    task = hire(house)
    assert (task.state, task.location) == (TaskState.POSTED, "Harbour Street 4")
    assert heard(house)[0].startswith(f"Task {task.id} is posted")
    thread = house.threads.read("t-1")
    assert thread.status == "idle"
    assert thread.plan[0].status is StepStatus.WAITING
    assert [effect.request_id for effect in house.effects("t-1")] == [thread.plan[0].request_id]


def test_nothing_is_posted_when_the_reviewer_says_no(house: House) -> None:
    say(house, script([("hire_operator", WANTED)]))
    decide(house, {"type": "reject", "message": "not needed"})
    assert house.pool.offers("operator-1") == []


def test_an_edit_is_what_is_posted(house: House) -> None:
    say(house, script([("hire_operator", WANTED)]))
    edited = WANTED | {"location": "Mill Lane"}
    decide(house, {"type": "edit", "edited_action": {"name": "hire_operator", "args": edited}})
    assert house.pool.offers("operator-1")[0].location == "Mill Lane"


def test_without_a_deadline_a_photo_has_four_hours_and_the_way(
    still_house: House, clock: StillClock
) -> None:
    assert hire(still_house).deadline == clock.now() + timedelta(hours=4, minutes=30)


def test_a_delivery_has_a_day_and_the_way(still_house: House, clock: StillClock) -> None:
    assert hire(still_house, kind="delivery").deadline == clock.now() + timedelta(
        hours=24, minutes=30
    )


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        ("2026-03-02T12:10:00+00:00", "Nobody gets there"),
        ("2020-01-01T00:00:00+00:00", "Nobody gets there"),
        ("2030-01-01T00:00:00+00:00", "at most 30 days"),
    ],
)
def test_a_deadline_nobody_can_keep_posts_nothing_and_says_why(
    house: House, deadline: str, words: str
) -> None:
    say(house, script([("hire_operator", WANTED | {"deadline": deadline})]))
    decide(house, {"type": "approve"})
    assert words in heard(house)[0]
    assert house.pool.offers("operator-1") == []


def test_the_proof_is_accepted_and_the_thread_hears_of_it_with_the_photo(house: House) -> None:
    request = proven(house)
    assert request.kind is RequestKind.PROOF
    assert request.proof is not None
    assert request.action.arguments["description"] == WANTED["description"]
    settled = house.desk.decide(request.id, {"type": "approve"}, "reviewer-1", request.version)
    assert settled.state is RequestState.APPLIED
    advance(house, "t-1")
    thread = house.threads.read("t-1")
    letter = next(message for message in thread.messages if message.speaker is Speaker.HOUSE)
    assert '"Here it is"' in letter.text
    assert letter.photos == tuple(each.digest for each in request.proof.photos)
    assert thread.messages[-1].speaker is Speaker.ASSISTANT
    assert thread.messages[-1].turn == letter.turn == 2
    assert thread.plan[0].status is StepStatus.DONE


def test_a_conversation_goes_on_while_somebody_is_out(house: House) -> None:
    task = hire(house)
    house.pool.claim(task.id, "operator-1")
    say(house, script([("look", {"what": "weather"})]))
    assert heard(house)[-1] == "weather: seen"
    assert house.pool.read(task.id, "requester-1").state is TaskState.CLAIMED


def test_a_rejected_proof_goes_back_with_words_and_time_to_use_them(
    still_house: House, clock: StillClock
) -> None:
    request = proven(still_house)
    clock.step(hours=3, minutes=50)
    with pytest.raises(Invalid):
        still_house.desk.decide(request.id, {"type": "reject"}, by="reviewer-1")
    still_house.desk.decide(request.id, {"type": "reject", "message": "Too dark"}, by="reviewer-1")
    (task,) = still_house.pool.mine("operator-1")
    assert (task.state, task.feedback) == (TaskState.CLAIMED, "Too dark")
    assert task.deadline == clock.now() + timedelta(hours=1)
    still_house.pool.submit_proof(task.id, [photo(colour="blue")], "", "operator-1")
    still_house.desk.decide(asked(still_house).id, {"type": "approve"}, by="reviewer-2")
    assert [proof.number for proof in still_house.pool.read(task.id, "requester-1").proofs] == [
        1,
        2,
    ]


def test_a_decision_on_a_proof_cannot_be_taken_back(house: House) -> None:
    request = proven(house)
    house.desk.decide(request.id, {"type": "approve"}, by="reviewer-1")
    with pytest.raises(Conflict) as refused:
        house.desk.undo(request.id, by="reviewer-1")
    assert refused.value.code == "already_acting"


def test_nobody_judges_a_proof_of_their_own_or_for_themselves(house: House) -> None:
    house.people.add("both", roles=["operator", "reviewer"])
    house.people.add("asker", roles=["requester", "reviewer"])
    task = hire(house)
    house.pool.claim(task.id, "both")
    house.pool.submit_proof(task.id, [photo()], "", "both")
    for person in ("both", "requester-1", "operator-1"):
        with pytest.raises(Forbidden):
            house.desk.decide(asked(house).id, {"type": "approve"}, by=person)


def test_who_asked_for_a_task_does_not_take_it(house: House) -> None:
    house.people.add("both", roles=["operator", "requester"])
    say(house, script([("hire_operator", WANTED)]), by="both")
    decide(house, {"type": "approve"})
    (task,) = house.pool.offers("operator-1")
    assert house.pool.offers("both") == []
    with pytest.raises(Forbidden):
        house.pool.claim(task.id, "both")


def test_the_second_to_come_is_told_who_was_first(house: House) -> None:
    house.people.add("operator-2", roles=["operator"])
    task = hire(house)
    house.pool.claim(task.id, "operator-1")
    assert house.pool.claim(task.id, "operator-1").operator == "operator-1"
    with pytest.raises(Conflict) as refused:
        house.pool.claim(task.id, "operator-2")
    assert "operator-1" in refused.value.sentence
    house.pool.give_back(task.id, "operator-1")
    assert house.pool.claim(task.id, "operator-2").operator == "operator-2"


def test_nobody_hoards_tasks(house: House) -> None:
    for number in range(CLAIMS_AT_ONCE + 1):
        thread_id = f"t-{number}"
        say(house, script([("hire_operator", WANTED)]), thread_id)
        house.desk.decide(asked(house).id, {"type": "approve"}, by="reviewer-1")
        advance(house, thread_id)
    *taken, last = house.pool.offers("operator-1")
    for task in taken:
        house.pool.claim(task.id, "operator-1")
    with pytest.raises(Conflict) as refused:
        house.pool.claim(last.id, "operator-1")
    assert refused.value.code == "claims_full"


@pytest.mark.parametrize(
    ("photos", "note"),
    [
        ([bomb()], ""),
        ([photo()[:200]], ""),
        ([b"MZ" + b"\0" * 500], ""),
        ([b"\xff\xd8" + b"\0" * BYTES_LIMIT], ""),
        ([], "trust me"),
        ([photo()] * 7, ""),
        ([photo()], "x" * 2001),
    ],
    ids=["bomb", "broken", "disguised", "too large", "none", "too many", "too long a note"],
)
def test_a_bad_proof_is_refused_with_a_sentence_and_the_task_stays_claimed(
    house: House, photos: list[bytes], note: str
) -> None:
    task = hire(house)
    claimed = house.pool.claim(task.id, "operator-1")
    with pytest.raises(Invalid) as refused:
        house.pool.submit_proof(task.id, photos, note, "operator-1")
    assert refused.value.sentence.endswith(".")
    assert house.pool.read(task.id, "operator-1") == claimed
    assert house.desk.open_requests() == []


def test_time_expires_a_task_and_the_thread_hears_of_it(
    still_house: House, clock: StillClock
) -> None:
    task = hire(still_house)
    still_house.pool.claim(task.id, "operator-1")
    clock.step(hours=4, minutes=30)
    sweep(still_house.rooms)
    sweep(still_house.rooms)
    advance(still_house, "t-1")
    assert still_house.pool.read(task.id, "requester-1").state is TaskState.EXPIRED
    letters = [m for m in still_house.threads.read("t-1").messages if m.speaker is Speaker.HOUSE]
    assert ["has expired" in letter.text for letter in letters] == [True]
    with pytest.raises(Conflict):
        still_house.pool.submit_proof(task.id, [photo()], "", "operator-1")


def test_a_proof_in_time_holds_the_deadline_until_somebody_looks(
    still_house: House, clock: StillClock
) -> None:
    request = proven(still_house)
    clock.step(hours=3, minutes=59)
    sweep(still_house.rooms)
    still_house.desk.decide(request.id, {"type": "approve"}, by="reviewer-1")
    assert request.proof is not None
    assert still_house.pool.read(request.proof.task_id, "operator-1").state is TaskState.DONE


def test_a_proof_that_nobody_judges_is_not_accepted_by_time(
    still_house: House, clock: StillClock
) -> None:
    request = proven(still_house)
    clock.step(hours=4)
    sweep(still_house.rooms)
    assert still_house.desk.read(request.id).state is RequestState.EXPIRED
    assert request.proof is not None
    assert still_house.pool.read(request.proof.task_id, "operator-1").state is TaskState.EXPIRED


def test_the_requester_withdraws_a_task_and_nobody_else(house: House) -> None:
    task = hire(house)
    for person in ("requester-2", "reviewer-1", "operator-1"):
        with pytest.raises(Forbidden):
            house.pool.withdraw(task.id, person)
    assert house.pool.withdraw(task.id, "requester-1").state is TaskState.WITHDRAWN
    with pytest.raises(Conflict):
        house.pool.claim(task.id, "operator-1")


def test_a_photo_is_seen_by_those_whose_task_it_is(house: House) -> None:
    house.people.add("operator-2", roles=["operator"])
    request = proven(house)
    assert request.proof is not None
    digest = request.proof.photos[0].digest
    for person in ("requester-1", "reviewer-1", "operator-1"):
        assert house.pool.photo(digest, person).startswith(b"\xff\xd8")
    for stranger in ("requester-2", "operator-2"):
        with pytest.raises(Missing):
            house.pool.photo(digest, stranger)
    for odd in ("../" + digest, digest.upper(), "", "0" * 64):
        with pytest.raises(Missing):
            house.pool.photo(odd, "reviewer-1")


@pytest.mark.parametrize("person", ["requester-1", "reviewer-1", "lead-1", "admin-1"])
def test_only_operators_work_in_the_field(house: House, person: str) -> None:
    task = hire(house)
    verbs: list[Any] = [
        lambda: house.pool.offers(person),
        lambda: house.pool.mine(person),
        lambda: house.pool.claim(task.id, person),
        lambda: house.pool.give_back(task.id, person),
        lambda: house.pool.submit_proof(task.id, [photo()], "", person),
    ]
    for verb in verbs:
        with pytest.raises(CountersignError) as refused:
            verb()
        assert refused.value.kind == "forbidden"
    assert house.pool.read(task.id, "requester-1").state is TaskState.POSTED


def test_offers_are_found_by_kind_and_place(house: House) -> None:
    hire(house)
    assert house.pool.offers("operator-1", location="harbour")
    assert house.pool.offers("operator-1", kind="photo")
    assert not house.pool.offers("operator-1", location="mill")
    assert not house.pool.offers("operator-1", kind="delivery")


def test_a_rehearsal_posts_nothing(house: House) -> None:
    hire(house)
    fork = house.threads.fork("t-1", by="requester-1")
    advance(house, fork)
    assert len(house.pool.offers("operator-1")) == 1
