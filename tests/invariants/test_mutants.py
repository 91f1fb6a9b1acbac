"""Each guard of the intent is taken out, and something gets through that must not (section 9).

For every guard there is one attack that only this guard stops. With all guards the attack starts
nothing; without that one it starts an effect. So no guard is idle, and no test here can fail to
notice that one is gone.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from domain.errors import Conflict
from domain.risk import Risk
from graph.house import House
from storage import effects, holds, requests, switches, verdicts
from storage.rows import unpacked
from storage.unit import Row
from tests.fakes.clock import StillClock
from tests.fakes.houses import decide, say
from tests.fakes.model import script
from tests.fakes.plans import propose, step, story, unsure
from tools import guards
from tools.guards import GUARDS, Guard
from tools.intent import Intent, Lease
from tools.journal import Journal

PAY = {"to": "ann", "amount_minor": 500}
MUCH = {"to": "ann", "amount_minor": 5_000_000}


@dataclass(frozen=True)
class Scene:
    """A house with one paused or finished call, and its clock."""

    house: House
    clock: StillClock

    def intent(self, request: Row | None, call_id: str = "call_1_1_1", attempt: int = 1) -> Intent:
        """The honest intent for a call, resting on `request` or on its verdict alone."""
        with self.house.rooms.storage.view() as unit:
            verdict = verdicts.latest(unit, "t-1", call_id)
        assert verdict is not None
        tool = self.house.rooms.catalogue.find(verdict["name"])
        assert tool is not None
        return Intent(
            lease=Lease("t-1", self.epoch()),
            call_id=call_id,
            attempt=attempt,
            tool=tool,
            arguments=unpacked(verdict["arguments"]),
            verdict=verdict,
            request_id=request["id"] if request else None,
            law=self.house.rooms.law,
        )

    def epoch(self) -> int:
        return int(self.sql("select lease_epoch from threads where id = 't-1'"))

    def sql(self, statement: str) -> object:
        with self.house.rooms.storage.engine.begin() as connection:
            result = connection.exec_driver_sql(statement)
            return result.scalar_one() if result.returns_rows else None

    def approved(self, arguments: dict[str, object] = PAY, *, by: str = "reviewer-1") -> Row:
        """A payment that one person approved; nothing has been carried out."""
        say(self.house, script([("pay", arguments)]))
        (request,) = self.house.desk.open_requests()
        self.house.desk.decide(request.id, {"type": "approve"}, by=by)
        return self.row(request.id)

    def row(self, request_id: str) -> Row:
        with self.house.rooms.storage.view() as unit:
            row = requests.find(unit, request_id)
        assert row is not None
        return row


def with_a_spent_lease(scene: Scene) -> Intent:
    honest = scene.intent(scene.approved())
    return replace(honest, lease=Lease("t-1", scene.epoch() - 1))


def while_the_house_is_halted(scene: Scene) -> Intent:
    honest = scene.intent(scene.approved())
    with scene.house.rooms.storage.unit("halt") as unit:
        switches.throw(unit, switches.HALT, on=True)
    return honest


def while_a_lead_has_the_task(scene: Scene) -> Intent:
    honest = scene.intent(scene.approved())
    # Another call of the thread failed too often; only its paper matters here.
    row = dict(scene.row(honest.request_id or ""))
    row |= {"id": "req_lead", "kind": "escalation", "call_id": "call_9_9_1", "state": "open"}
    with scene.house.rooms.storage.unit("escalation") as unit:
        requests.insert_once(unit, **row)
    return honest


def of_what_was_asked_before_a_stop(scene: Scene) -> Intent:
    # It asks nobody, so there is no request whose state would tell.
    scene.house.halt(True, by="admin-1")
    say(scene.house, script([("note", {"text": "late"})]))
    scene.house.threads.stop("t-1", by="requester-1")
    scene.house.halt(False, by="admin-1")
    return scene.intent(None)


def on_a_rejected_request(scene: Scene) -> Intent:
    say(scene.house, script([("pay", PAY)]))
    (request,) = scene.house.desk.open_requests()
    scene.house.desk.decide(request.id, {"type": "respond", "message": "did it"}, by="reviewer-1")
    return scene.intent(scene.row(request.id))


def after_the_decision_has_lapsed(scene: Scene) -> Intent:
    honest = scene.intent(scene.approved())
    scene.clock.step(hours=1)
    return honest


def with_other_arguments(scene: Scene) -> Intent:
    honest = scene.intent(scene.approved())
    # The request's signature is moved as well: only the decided digest still tells.
    forged = replace(honest, arguments={"to": "eve", "amount_minor": 500})
    scene.sql(f"update signatures set digest = '{forged.digest}'")
    return forged


def with_a_tool_that_changed(scene: Scene) -> Intent:
    honest = scene.intent(scene.approved())
    return replace(honest, tool=replace(honest.tool, risk=Risk(), fingerprint="another"))


def with_one_signature_of_two(scene: Scene) -> Intent:
    request = scene.approved(MUCH)
    # Somebody with the database in hands settles what one person has signed.
    copied = {"state": "decided", "decision_type": "approve", "decided_digest": request["digest"]}
    columns = ", ".join(f"{name} = '{value}'" for name, value in copied.items())
    until = scene.clock.milliseconds + 60_000
    scene.sql(f"update requests set {columns}, effective_at = 0, valid_until = {until}")
    return scene.intent(scene.row(request["id"]))


def as_a_second_attempt_of_what_is_done(scene: Scene) -> Intent:
    say(scene.house, script([("note", {"text": "once"})]))
    return scene.intent(None, attempt=2)


def as_one_of_two_for_whom_there_was_room(scene: Scene) -> Intent:
    # Each alone stays within the 500.00 of a conversation; one reviewer signed both.
    pays = [("pay", {"to": name, "amount_minor": 30_000}) for name in ("ann", "bob")]
    say(scene.house, script(pays))
    first, second = scene.house.desk.open_requests()
    for request in (first, second):
        scene.house.desk.decide(request.id, {"type": "approve"}, by="reviewer-1")
    begun = scene.intent(scene.row(first.id), first.call_id)
    assert scene.house.rooms.journal.start(begun) == ""
    return scene.intent(scene.row(second.id), second.call_id)


def on_what_is_held(scene: Scene) -> Intent:
    honest = _staged(scene)
    with scene.house.rooms.storage.unit("hold") as unit:
        holds.add(unit, "t-1", "call_1_1_1", "reviewer-1", "", scene.clock.milliseconds)
    scene.clock.step(minutes=1)
    return honest


def on_what_still_waits_in_the_outbox(scene: Scene) -> Intent:
    honest = _staged(scene)
    scene.clock.step(seconds=59)
    return honest


def _staged(scene: Scene) -> Intent:
    """A note that goes alone, but only after a minute."""
    scene.house.halt(True, by="admin-1")
    say(scene.house, script([("note", {"text": "soon"})]))
    scene.house.halt(False, by="admin-1")
    scene.sql("update verdicts set outbox_seconds = 60")
    return scene.intent(None)


def within_a_plan_that_was_closed(scene: Scene) -> Intent:
    say(scene.house, story(propose(step("note", text="a"))))
    (request,) = scene.house.desk.open_requests()
    decide(scene.house, {"type": "approve"})
    # The law lets it go alone because of the plan; then the plan ends before it begins.
    scene.house.halt(True, by="admin-1")
    say(scene.house, script([unsure("note", text="a")]))
    scene.house.halt(False, by="admin-1")
    (plan,) = scene.house.threads.read(request.thread_id).approved
    scene.house.plans.close(plan.id, by="requester-1")
    return scene.intent(None, "call_2_1_1")


Attack = Callable[[Scene], Intent]
ATTACKS: dict[Guard, Attack] = {
    guards.lease_is_current: with_a_spent_lease,
    guards.house_is_not_halted: while_the_house_is_halted,
    guards.no_lead_has_the_task: while_a_lead_has_the_task,
    guards.requester_has_not_stopped: of_what_was_asked_before_a_stop,
    guards.authority_stands: on_a_rejected_request,
    guards.nobody_holds_it: on_what_is_held,
    guards.outbox_is_over: on_what_still_waits_in_the_outbox,
    guards.decision_is_in_force: after_the_decision_has_lapsed,
    guards.digest_is_what_was_shown: with_other_arguments,
    guards.tool_is_what_was_shown: with_a_tool_that_changed,
    guards.quorum_is_met: with_one_signature_of_two,
    guards.last_attempt_failed: as_a_second_attempt_of_what_is_done,
    guards.plan_still_covers: within_a_plan_that_was_closed,
    guards.limits_are_reserved: as_one_of_two_for_whom_there_was_room,
}


def test_every_guard_has_its_attack() -> None:
    assert set(ATTACKS) == set(GUARDS)


@pytest.fixture
def scene(still_house: House, clock: StillClock) -> Scene:
    return Scene(still_house, clock)


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_with_all_guards_the_attack_starts_nothing(scene: Scene, guard: Guard) -> None:
    assert not _starts(scene, GUARDS, ATTACKS[guard](scene))


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_without_this_guard_the_attack_starts_an_effect(scene: Scene, guard: Guard) -> None:
    fewer = tuple(other for other in GUARDS if other is not guard)
    assert _starts(scene, fewer, ATTACKS[guard](scene))


def _starts(scene: Scene, guards: tuple[Guard, ...], intent: Intent) -> bool:
    rooms = scene.house.rooms
    try:
        refusal = Journal(rooms.storage, rooms.clock, guards).start(intent)
    except Conflict:
        return False
    with rooms.storage.view() as unit:
        effect = effects.latest(unit, "t-1", intent.call_id)
    begun = effect is not None and effect["attempt"] == intent.attempt
    assert begun == (refusal == "")
    return begun
