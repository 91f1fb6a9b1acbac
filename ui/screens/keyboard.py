"""keyboard: which keys there are for the open item now, and what each does.

A press names the item and version it saw. It is looked up again among the keys of what is open now,
so that a late one, or one that the browser made up, does nothing.
"""

from collections.abc import Sequence

from domain.decision import ReasonCode
from domain.people import Person
from domain.request import Request, RequestKind, RequestState
from ui.client import Client
from ui.parts.keys import Key, Press, keys
from ui.parts.words import REASON_WORDS
from ui.screens import deciding, form
from ui.screens.bar import hindrance
from ui.screens.looking_back import remedies
from ui.screens.passing import can_pass_up

BACK = Key("Escape", "back", "Back; what was typed is kept", typing=True)
UNDO = Key("u", "undo", "Undo the last decision")
REASONS = {str(number): code for number, code in enumerate(ReasonCode, start=1)}


def keyboard(client: Client, me: Person, request: Request | None, order: Sequence[str]) -> None:
    """Listen; `request` is the open one."""

    def pressed(press: Press) -> None:
        answer(client, me, request, order, press)

    keys(
        "keys",
        keys_for(me, request),
        item=form.shown_key(request) if request else "",
        open_id=request.id if request else "",
        order=order,
        look_milliseconds=deciding.LOOK_MILLISECONDS,
        pressed=pressed,
    )


def keys_for(me: Person, request: Request | None) -> list[Key]:
    """The keys that do something now."""
    found = [UNDO] if deciding.last_decision() else []
    if request is None or request.state is not RequestState.OPEN or hindrance(request, me):
        return found
    mode = deciding.mode_of(request)
    if mode == deciding.LOOKING:
        return [*_looking(me, request), *found]
    if mode == deciding.REJECTING and request.kind is RequestKind.RECHECK:
        return [_NOT_RIGHT, BACK]
    return [*_MODES.get(mode, _WRITING), *_reasons(request, mode), BACK]


def answer(
    client: Client, me: Person, request: Request | None, order: Sequence[str], press: Press
) -> None:
    """Do what was pressed, if it still means what it meant."""
    if press.act == "go":
        if press.to in order:
            _go(request, press.to)
        return
    known = {key.act: key for key in keys_for(me, request)}
    last = deciding.last_decision()
    if press.act not in known:
        return
    if press.act == "undo" and last:
        deciding.undo(client, last[0])
    elif request is not None and press.item == form.shown_key(request):
        _act(client, me, request, order, press.act)


def _act(client: Client, me: Person, request: Request, order: Sequence[str], act: str) -> None:
    if act in _TURNS:
        deciding.set_mode(request, _TURNS[act])
    elif act == "approve":
        deciding.approve(client, request, order)
    elif act == "save":
        deciding.approve_changed(client, request, order)
    elif act == "write":
        deciding.write(client, request, order)
    elif act == "not right":
        deciding.find_wrong(client, request, order, remedies(me, request)[0])
    elif act == "pass up":
        deciding.pass_up(client, request, order)
    elif act in _ANSWERS:
        deciding.answer(client, request, order, _ANSWERS[act], False)
    else:
        deciding.reject(client, request, order, REASONS.get(act.removeprefix("reject ")))


def _looking(me: Person, request: Request) -> list[Key]:
    found = list(_KINDS.get(request.kind, _APPROVAL))
    if can_pass_up(me, request):
        found.append(Key("s", "pass", "Pass it up to a lead"))
    return found


def _reasons(request: Request, mode: str) -> list[Key]:
    if mode != deciding.REJECTING or request.kind is RequestKind.PROOF:
        return []
    return [
        Key(number, f"reject {number}", f"Reject: {REASON_WORDS[code]}", decides=True)
        for number, code in REASONS.items()
    ]


def _go(request: Request | None, to: str) -> None:
    if request is None:
        deciding.go_to(to)
    else:
        deciding.leave(request, to)


_APPROVAL = (
    Key("a", "approve", "Approve", decides=True),
    Key("x", "reject", "Reject, then a digit for the reason"),
    Key("e", "edit", "Edit", opens="field"),
)
_KINDS = {
    RequestKind.PLAN: (
        Key("a", "approve", "Approve the plan", decides=True),
        Key("x", "reject", "Reject, then a digit for the reason"),
        Key("e", "edit", "Narrow it"),
        Key("c", "comment", "Comment on it", opens="words"),
    ),
    RequestKind.ESCALATION: (
        Key("a", "approve", "Try again", decides=True),
        Key("x", "reject", "Give up, then a digit for the reason"),
        Key("e", "edit", "Try again with changes", opens="field"),
    ),
    RequestKind.OUTCOME: (
        Key("a", "happened", "It happened", decides=True),
        Key("x", "did not happen", "It did not happen", decides=True),
    ),
    RequestKind.PROOF: (
        Key("a", "approve", "Accept", decides=True),
        Key("x", "reject", "Reject with feedback", opens="note"),
    ),
    RequestKind.RECHECK: (
        Key("a", "approve", "It is fine", decides=True),
        Key("x", "reject", "Not right: say why and what follows", opens="note"),
    ),
}
_NOT_RIGHT = Key(
    "ctrl+Enter", "not right", "Send it with the first remedy", decides=True, typing=True
)
_WRITING = (Key("ctrl+Enter", "write", "Send it", decides=True, typing=True),)
_MODES = {
    deciding.EDITING: (
        Key("ctrl+Enter", "save", "Approve with the changes", decides=True, typing=True),
    ),
    deciding.REJECTING: (
        Key("ctrl+Enter", "reject in words", "Reject in these words", decides=True, typing=True),
    ),
    deciding.PASSING: (
        Key("s", "pass up", "Pass it up", decides=True),
        Key("ctrl+Enter", "pass up", "Pass it up", decides=True, typing=True),
    ),
}
_TURNS = {
    "reject": deciding.REJECTING,
    "edit": deciding.EDITING,
    "pass": deciding.PASSING,
    "comment": deciding.SUPPLYING,
    "back": deciding.LOOKING,
}
_ANSWERS = {"happened": True, "did not happen": False}
