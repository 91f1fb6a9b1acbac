"""undoing: order that what was done be taken back by the tool that its own tool names.

An order is mail to the thread; the house proposes the call, the law judges it and the journal keeps
it like any other. Who could have signed for an effect may order that it be taken back.
"""

from typing import Any

from desk.briefing import summary_of
from domain.action import Action
from domain.clock import from_milliseconds, to_milliseconds
from domain.errors import Conflict, CountersignError, Forbidden, Invalid, Missing
from domain.people import Person, Role
from domain.request import Deed, RequestKind
from domain.thread import HOUSE
from domain.verdict import Route
from nodes.context import Rooms
from nodes.judging import weigh
from policy.digest import digest_of
from policy.duties import lacks, may_sign
from policy.gate import judge
from storage import audit, effects, mail, requests, takebacks, threads, transcript, verdicts
from storage.rows import unpacked
from storage.signers import signers_of
from storage.unit import Row, Unit
from tools.catalogue import Catalogue, Tool
from tools.undo import filled_in

WHY_CHARACTERS = 1000


def order_undo(
    unit: Unit, rooms: Rooms, person: Person, thread_id: str, call_id: str, why: str
) -> None:
    """Order that a call be taken back, once; raises Missing, Forbidden, Invalid or Conflict in
    words, with nothing changed.
    """
    if not person.holds(Role.REVIEWER, Role.LEAD):
        raise Forbidden("role_missing", "Only reviewers and leads take back what was done.")
    effect, thread = effects.latest(unit, thread_id, call_id), threads.find(unit, thread_id)
    if effect is None or thread is None:
        raise Missing("action_unknown", "Nothing of this kind was done in this conversation.")
    _require_standing(unit, effect, str(thread["owner"]), person)
    why = checked_why(why)
    tool, arguments = way_back(rooms.catalogue, effect)
    number = _next_number(unit, thread_id, call_id)
    if thread["taken_over_by"] is not None:
        raise Conflict(
            "taken_over",
            f"{thread['taken_over_by']} has this conversation in hand; once it is handed back, "
            "order it again.",
        )
    _require_lawful(unit, rooms, thread_id, tool, arguments)
    now = to_milliseconds(rooms.clock.now())
    ordered = {"name": tool.name, "arguments": arguments, "by": person.id, "why": why}
    takebacks.order(unit, thread_id, call_id, number=number, at=now, **ordered)  # type: ignore[arg-type]
    text = f"{person.name} takes this back: {done_words(rooms, effect)}.{quoted(why)}"
    text += " The house makes the call; its result follows."
    attached = {"about": call_id, "takeback": number, "reviewer": why}
    mail.post(unit, thread_id, f"takeback/{call_id}/{number}", HOUSE, text, now, attached)
    stream = audit.thread_stream(thread_id)
    payload = {"call": call_id, "tool": tool.name, "arguments": arguments, "why": why}
    audit.append(unit, stream, at=now, actor=person.id, event="undo.ordered", payload=payload)


def deed_of(unit: Unit, rooms: Rooms, effect: Row) -> Deed:
    """What was done, and whether it can be taken back now."""
    deed = Deed(result=effect["result"], ended_at=from_milliseconds(effect["ended_at"]))
    taken_back = taken_back_words(
        unit, takebacks.latest(unit, effect["thread_id"], effect["call_id"])
    )
    try:
        tool, arguments = way_back(rooms.catalogue, effect)
        _next_number(unit, effect["thread_id"], effect["call_id"])
    except CountersignError as refusal:
        return deed.model_copy(update={"hindrance": refusal.sentence, "taken_back": taken_back})
    found = {"undo": tool.name, "arguments": arguments, "taken_back": taken_back}
    return deed.model_copy(update=found)


def way_back(catalogue: Catalogue, effect: Row) -> tuple[Tool, dict[str, Any]]:
    """The tool that takes an effect back, and with what.

    Raises Conflict `not_done`; Invalid `undo_missing`, `undo_incomplete`.
    """
    if effect["state"] != effects.DONE:
        raise Conflict("not_done", "It was not done, so there is nothing to take back.")
    done = catalogue.find(effect["name"])
    tool = catalogue.find(done.undo.tool) if done is not None and done.undo is not None else None
    if done is None or done.undo is None or tool is None:
        raise Invalid("undo_missing", "No tool takes this back; it has to be done by hand.")
    arguments = filled_in(done.undo, unpacked(effect["arguments"]), effect["result"])
    missing = [name for name in tool.schema.get("required", ()) if name not in arguments]
    if missing:
        raise Invalid(
            "undo_incomplete",
            f"Nothing says {missing[0].replace('_', ' ')}, which taking it back needs; "
            "it has to be done by hand.",
        )
    return tool, catalogue.checked(tool.name, arguments)


def taken_back_words(unit: Unit, order: Row | None) -> str:
    """How far an order has come, in words; "" where there is none."""
    if order is None:
        return ""
    words = _STATES[takebacks.state_of(unit, order)].format(by=order["by"])
    return f"{words}{quoted(order['why'])}"


def done_words(rooms: Rooms, effect: Row) -> str:
    """What was done, as one line."""
    tool = rooms.catalogue.find(effect["name"])
    action = Action(
        call_id=effect["call_id"],
        name=effect["name"],
        arguments=unpacked(effect["arguments"]),
        digest=effect["digest"],
        fingerprint=effect["fingerprint"],
        risk=tool.risk if tool else None,
    )
    return summary_of(RequestKind.APPROVAL, action)


def quoted(words: str) -> str:
    """Somebody's words behind a sentence; nothing for none."""
    return f" “{words}”" if words else ""


def checked_why(why: str) -> str:
    """A reason as it is kept; raises Invalid `why_too_long`."""
    if len(why.strip()) > WHY_CHARACTERS:
        raise Invalid("why_too_long", f"A reason has at most {WHY_CHARACTERS} characters.")
    return why.strip()


def _require_standing(unit: Unit, effect: Row, owner: str, person: Person) -> None:
    """Raise Forbidden unless this person could have signed for what was done (invariant 4)."""
    if person.id == owner:
        raise Forbidden(
            "own_request", "Nobody takes back what was done for themselves; a colleague must."
        )
    verdict = verdicts.find(unit, effect["verdict_id"])
    request = requests.find(unit, effect["request_id"]) if effect["request_id"] else None
    assert verdict is not None
    route = Route((request or verdict)["route"])
    if not may_sign(person, route):
        needed = "A lead" if route is Route.LEAD else "A reviewer or a lead"
        raise Forbidden("role_missing", f"{needed} can take this back.")
    signers = signers_of(request) if request else verdicts.verdict_of(verdict).signers
    if missing := lacks(person, signers):
        raise Forbidden("skill_missing", f"Somebody with {missing} can take this back.")


def _next_number(unit: Unit, thread_id: str, call_id: str) -> int:
    """The number of a new order; raises Conflict `already_ordered` or `already_undone`."""
    last = takebacks.latest(unit, thread_id, call_id)
    if last is None:
        return 1
    state = takebacks.state_of(unit, last)
    if state == takebacks.DONE:
        raise Conflict("already_undone", f"{last['by']} has taken it back already.")
    if state == takebacks.ORDERED:
        raise Conflict(
            "already_ordered", f"{last['by']} has ordered already that it be taken back."
        )
    return int(last["number"]) + 1


def _require_lawful(
    unit: Unit, rooms: Rooms, thread_id: str, tool: Tool, arguments: dict[str, Any]
) -> None:
    """Raise Invalid `undo_refused` where the law would refuse the call anyway."""
    action = Action(
        call_id=transcript.call_id_at(transcript.last_turn(unit, thread_id) + 1, 1, 1),
        name=tool.name,
        arguments=arguments,
        digest=digest_of(tool.name, arguments),
        fingerprint=tool.fingerprint,
        risk=tool.risk,
    )
    _, known = weigh(unit, rooms, thread_id, action, clarified=True)
    # Its values come from the effect itself, whoever brought them in then, and nobody guesses.
    ours = {"origins": (), "outside": (), "guessed": False}
    verdict = judge(action, known.model_copy(update=ours), rooms.law)
    if verdict.route is Route.REFUSE:
        reasons = " ".join(reason.text for reason in verdict.reasons)
        raise Invalid("undo_refused", f"The law refuses to have it taken back: {reasons}")


_STATES = {
    takebacks.ORDERED: "{by} ordered that it be taken back; it is under way.",
    takebacks.DONE: "{by} took it back.",
    takebacks.NOT_DONE: "{by} ordered that it be taken back, but that was not done.",
}
