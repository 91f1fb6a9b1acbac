"""test_standing: which request can be decided, by whom, and with what kind of answer."""

import pytest

from desk.decisions import filled_in, require_fitting, require_open, require_standing
from domain.decision import Decision
from domain.errors import Conflict, Forbidden, Invalid
from domain.people import Person, Role
from domain.request import RequestKind
from domain.verdict import Route, Signers
from storage.unit import Row
from tests.fakes.office import Office
from tests.fakes.papers import LEA, ROB
from tests.fakes.refusals import refused


def test_an_open_request_may_be_decided_until_its_deadline(office: Office) -> None:
    row = office.row(office.file())
    require_open(row, None, row["decide_by"] - 1)
    require_open(row, row["version"], row["decide_by"] - 1)
    assert refused(Conflict, require_open, row, None, row["decide_by"]) == "request_expired"


def test_a_request_that_changed_since_it_was_shown_is_not_decided(office: Office) -> None:
    row = office.row(office.file())
    assert refused(Conflict, require_open, row, 0, 0) == "request_changed"


@pytest.mark.parametrize("state", ["expired", "withdrawn", "superseded"])
def test_a_closed_request_is_not_decided(office: Office, state: str) -> None:
    row = {**office.row(office.file()), "state": state}
    assert refused(Conflict, require_open, row, None, 0) == "request_closed"


@pytest.mark.parametrize("state", ["decided", "applied"])
def test_the_loser_is_told_who_was_first(office: Office, state: str) -> None:
    row = {**office.row(office.file()), "state": state, "decided_by": "rob"}
    with pytest.raises(Conflict, match="rob") as refusal:
        require_open(row, None, 0)
    assert refusal.value.code == "request_decided"


@pytest.mark.parametrize(
    ("person", "route", "code"),
    [
        (ROB, Route.REVIEW, None),
        (LEA, Route.REVIEW, None),
        (LEA, Route.LEAD, None),
        (ROB, Route.TWO, None),
        (ROB, Route.LEAD, "role_missing"),
        (Person(id="ann", name="", roles=(Role.LEAD,)), Route.REVIEW, "own_request"),
        (Person(id="x", name="", roles=(Role.REQUESTER,)), Route.REVIEW, "role_missing"),
        (Person(id="x", name="", roles=(Role.ADMIN, Role.OPERATOR)), Route.TWO, "role_missing"),
    ],
)
def test_who_stands_to_sign(office: Office, person: Person, route: Route, code: str | None) -> None:
    row = office.row(office.file(route))
    if code is None:
        require_standing(row, person)
    else:
        assert refused(Forbidden, require_standing, row, person) == code


CLINICIAN = Signers(
    role=Role.REVIEWER,
    tier=2,
    quorum=1,
    sla_seconds=90,
    decide_within_seconds=600,
    skills=("clinician",),
    checklist=("The dose is right", "The patient is right"),
)


def row_for(office: Office, signers: Signers) -> Row:
    """A request that the law put before these signers."""
    return {**office.row(office.file()), "signers": signers.model_dump_json()}


def test_what_the_law_asks_of_a_signer_is_asked_by_the_desk(office: Office) -> None:
    row = row_for(office, CLINICIAN)
    assert refused(Forbidden, require_standing, row, ROB) == "skill_missing"
    assert refused(Forbidden, require_standing, row, LEA) == "skill_missing"
    require_standing(row, ROB.model_copy(update={"skills": ("driver", "clinician")}))


def test_a_matter_for_leads_is_not_signed_by_others_whatever_its_route(office: Office) -> None:
    led = CLINICIAN.model_copy(update={"role": Role.LEAD, "skills": ()})
    row = row_for(office, led)
    assert refused(Forbidden, require_standing, row, ROB) == "skill_missing"
    require_standing(row, LEA)


@pytest.mark.parametrize("type_", ["approve", "edit"])
def test_nobody_agrees_before_the_checklist_is_ticked(office: Office, type_: str) -> None:
    row = row_for(office, CLINICIAN)
    said = {"type": type_, "name": "note", "arguments": {}}
    some = Decision.model_validate({**said, "checked": ("The dose is right",)})
    with pytest.raises(Invalid, match="The patient is right") as refusal:
        require_fitting(row, some)
    assert refusal.value.code == "checklist_open"
    require_fitting(row, some.model_copy(update={"checked": CLINICIAN.checklist}))


def test_a_rejection_needs_no_checklist(office: Office) -> None:
    require_fitting(row_for(office, CLINICIAN), Decision.model_validate({"type": "reject"}))


@pytest.mark.parametrize(
    ("kind", "said", "code"),
    [
        ("approval", {"type": "approve"}, None),
        ("approval", {"type": "respond", "message": "hi"}, None),
        ("approval", {"type": "edit", "name": "note", "arguments": {}}, None),
        ("approval", {"type": "edit", "name": "pay", "arguments": {}}, "edit_changes_tool"),
        ("approval", {"type": "edit", "arguments": {}}, "edit_changes_tool"),
        ("approval", {"type": "answer", "content": {"happened": True}}, "decision_misplaced"),
        ("approval", {"type": "decline"}, "decision_misplaced"),
        ("outcome", {"type": "answer", "content": {"happened": True}}, None),
        ("outcome", {"type": "answer", "content": {"happened": False, "retry": True}}, None),
        ("outcome", {"type": "answer", "content": {"happened": False}}, None),
        ("outcome", {"type": "answer"}, "answer_invalid"),
        ("outcome", {"type": "answer", "content": {}}, "answer_invalid"),
        ("outcome", {"type": "answer", "content": {"retry": True}}, "answer_invalid"),
        ("outcome", {"type": "answer", "content": {"happened": "yes"}}, "answer_invalid"),
        ("outcome", {"type": "answer", "content": {"happened": 1}}, "answer_invalid"),
        (
            "outcome",
            {"type": "answer", "content": {"happened": False, "retry": None}},
            "answer_invalid",
        ),
        (
            "outcome",
            {"type": "answer", "content": {"happened": True, "retry": True}},
            "answer_invalid",
        ),
        (
            "outcome",
            {"type": "answer", "content": {"happened": True, "why": "\ud800"}},
            "answer_invalid",
        ),
        ("outcome", {"type": "approve"}, "decision_misplaced"),
        ("outcome", {"type": "reject"}, "decision_misplaced"),
    ],
)
def test_which_answer_fits_which_request(
    office: Office, kind: str, said: dict[str, object], code: str | None
) -> None:
    row = office.row(office.file(kind=RequestKind(kind)))
    decision = Decision.model_validate(said)
    if code is None:
        fits(row, decision)
    else:
        assert refused(Invalid, fits, row, decision) == code


def fits(row: Row, decision: Decision) -> None:
    require_fitting(row, decision)
    filled_in(row, decision)
