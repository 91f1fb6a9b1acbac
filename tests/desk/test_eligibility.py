"""test_eligibility: which request can be decided now, and by whom."""

import pytest

from desk.eligibility import require_open, require_standing
from domain.errors import Conflict, Forbidden
from domain.people import Person, Role
from domain.verdict import Route
from tests.fakes.office import Office
from tests.fakes.papers import CLINICIAN, LEA, ROB
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


def test_what_the_law_asks_of_a_signer_is_asked_by_the_desk(office: Office) -> None:
    row = office.row_for(CLINICIAN)
    assert refused(Forbidden, require_standing, row, ROB) == "skill_missing"
    assert refused(Forbidden, require_standing, row, LEA) == "skill_missing"
    require_standing(row, ROB.model_copy(update={"skills": ("driver", "clinician")}))


def test_a_matter_for_leads_is_not_signed_by_others_whatever_its_route(office: Office) -> None:
    led = CLINICIAN.model_copy(update={"role": Role.LEAD, "skills": ()})
    row = office.row_for(led)
    assert refused(Forbidden, require_standing, row, ROB) == "skill_missing"
    require_standing(row, LEA)
