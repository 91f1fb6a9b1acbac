"""recording: rows of verdicts as the recorded actions that a candidate law is tried on."""

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from domain.clock import from_milliseconds
from domain.decision import DecisionType
from domain.errors import Invalid
from domain.law import Settled
from domain.request import RequestKind, RequestState
from domain.risk import Risk
from domain.verdict import Route
from policy.context import Context
from policy.replay import Recorded
from policy.rules import Law, enact
from storage import laws, replays, verdicts
from storage.unit import Row, Unit


@dataclass(frozen=True)
class Records:
    """The newest actions, the last one first, each with the version it was judged under.

    `left_out` verdicts lack their facts, or have such as today's code cannot read. `days` are the
    laws of those versions, as far as today's code can enact them.
    """

    actions: tuple[tuple[Recorded, str], ...]
    left_out: int
    days: dict[str, Law]


def read_records(unit: Unit, last: int, *, every_edition: bool = False) -> Records:
    """The `last` newest actions as the law judged them when they went on; with `every_edition` the
    `last` newest verdicts, also those on what people made of an action.
    """
    rows = (replays.editions if every_edition else replays.proposals)(unit, last)
    actions = []
    for row in rows:
        recorded = _recorded(row, replays.settled(unit, row["thread_id"], row["call_id"]))
        if recorded is not None:
            actions.append((recorded, row["policy_version"]))
    days = {version: _law(unit, version) for version in {version for _, version in actions}}
    known = {version: law for version, law in days.items() if law is not None}
    return Records(tuple(actions), len(rows) - len(actions), known)


def _recorded(row: Row, requests: list[Row]) -> Recorded | None:
    inputs: dict[str, Any] = verdicts.inputs_of(row)
    if "context" not in inputs:
        return None
    try:
        risk = None if inputs["risk"] is None else Risk.model_validate(inputs["risk"])
        context = Context.model_validate(inputs["context"])
        action = verdicts.action_of(row, inputs).model_copy(update={"risk": risk})
    except ValidationError:
        return None
    approvals = [each for each in requests if each["kind"] == RequestKind.APPROVAL.value]
    return Recorded(
        verdict_id=row["id"],
        thread_id=row["thread_id"],
        request_id=approvals[-1]["id"] if approvals else "",
        at=from_milliseconds(row["at"]),
        action=action,
        context=context,
        route=Route(row["route"]),
        settled=_settled(approvals),
        went_badly=any(
            each["kind"] == RequestKind.RECHECK.value
            and each["decision_type"] in (DecisionType.REJECT.value, DecisionType.EDIT.value)
            for each in requests
        ),
        least=Route(inputs.get("least", Route.AUTO)),
    )


def _settled(approvals: list[Row]) -> Settled:
    """An edit that asked for more than its author may give put another request in its place."""
    deeds = {each["decision_type"] for each in approvals}
    if DecisionType.EDIT.value in deeds or any(
        each["state"] == RequestState.SUPERSEDED.value and each["decision_type"] is None
        for each in approvals
    ):
        return Settled.EDITED
    if deeds & {DecisionType.REJECT.value, DecisionType.RESPOND.value}:
        return Settled.REJECTED
    return Settled.APPROVED if DecisionType.APPROVE.value in deeds else Settled.NOTHING


def _law(unit: Unit, version: str) -> Law | None:
    row = laws.find(unit, version)
    if row is None:
        return None
    try:
        return enact(row["text"], "the law of its day")
    except Invalid:
        return None
