"""test_answers: which answer fits which request, and what it must say to count."""

import pytest

from desk.answers import filled_in, require_fitting
from domain.decision import Decision
from domain.errors import Invalid
from domain.request import RequestKind
from storage.unit import Row
from tests.fakes.office import Office
from tests.fakes.papers import CLINICIAN
from tests.fakes.refusals import refused


@pytest.mark.parametrize("type_", ["approve", "edit"])
def test_nobody_agrees_before_the_checklist_is_ticked(office: Office, type_: str) -> None:
    row = office.row_for(CLINICIAN)
    said = {"type": type_, "name": "note", "arguments": {}}
    some = Decision.model_validate({**said, "checked": ("The dose is right",)})
    with pytest.raises(Invalid, match="The patient is right") as refusal:
        require_fitting(row, some)
    assert refusal.value.code == "checklist_open"
    require_fitting(row, some.model_copy(update={"checked": CLINICIAN.checklist}))


def test_a_rejection_needs_no_checklist(office: Office) -> None:
    require_fitting(office.row_for(CLINICIAN), Decision.model_validate({"type": "reject"}))


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
