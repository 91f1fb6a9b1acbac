"""test_pool: tasks, proofs and photos over HTTP: who may, and what bad uploads are told."""

import pytest

from domain.task import Task, TaskState
from graph.house import House
from server.limits import PROOF_BYTES
from tests.fakes.houses import asked, decide, say
from tests.fakes.model import script
from tests.fakes.photos import bomb, photo
from tests.server.visits import Visits

HIRE = script([("hire_operator", {"description": "Look at it", "location": "Mill Lane"})])
OWNER, REVIEWER, OPERATOR = "requester-1", "reviewer-1", "operator-1"
PEOPLE = [OWNER, "requester-2", REVIEWER, "lead-1", OPERATOR, "admin-1", ""]
SEERS = [OWNER, REVIEWER, "lead-1", OPERATOR, "admin-1"]


def posted(house: House) -> Task:
    """A task for operators."""
    say(house, HIRE)
    decide(house, {"type": "approve"})
    (task,) = house.pool.offers(OPERATOR)
    return task


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/tasks", [OPERATOR]),
        ("GET", "/tasks/mine", [OPERATOR]),
        ("GET", "/tasks/TASK", SEERS),
        ("POST", "/tasks/TASK/claim", [OPERATOR]),
        ("POST", "/tasks/TASK/withdraw", [OWNER]),
    ],
)
def test_each_address_serves_those_who_may(
    visits: Visits, house: House, person: str, method: str, path: str, allowed: list[str]
) -> None:
    task = posted(house)
    visit = visits.of(person) if person else visits.anonymous()
    answer = visit.request(method, "/api" + path.replace("TASK", task.id))
    hidden = 404 if path == "/tasks/TASK" else 403
    assert answer.status_code == (200 if person in allowed else hidden if person else 401)


@pytest.mark.parametrize("person", PEOPLE)
def test_a_proof_comes_from_who_has_the_task_and_its_photo_goes_to_those_concerned(
    visits: Visits, house: House, person: str
) -> None:
    task = posted(house)
    house.pool.claim(task.id, OPERATOR)
    visit = visits.of(person) if person else visits.anonymous()
    files = [("photos", ("a.jpg", photo(), "image/jpeg"))]
    sent = visit.post(f"/api/tasks/{task.id}/proofs", files=files, data={"note": "here"})
    assert sent.status_code == (201 if person == OPERATOR else 403 if person else 401)
    if person != OPERATOR:
        house.pool.submit_proof(task.id, [photo()], "here", OPERATOR)
    request = asked(house)
    assert request.proof is not None
    got = visit.get(f"/api/photos/{request.proof.photos[0].digest}")
    assert got.status_code == (200 if person in SEERS else 404 if person else 401)
    if got.status_code == 200:
        assert got.headers["content-type"] == "image/jpeg"
        assert got.content.startswith(b"\xff\xd8")


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"I say that I am a photo", 422),
        (photo()[:200], 422),
        (bomb(), 422),
        (b"\xff\xd8" + b"\0" * 25_000_000, 422),
        (b"\xff\xd8" + b"\0" * 50_000_000, 413),
    ],
    ids=["disguised", "broken", "bomb", "25 MB", "50 MB"],
)
def test_a_bad_upload_is_refused_with_a_sentence_and_the_task_stays_claimed(
    visits: Visits, house: House, content: bytes, status: int
) -> None:
    task = posted(house)
    house.pool.claim(task.id, OPERATOR)
    files = [("photos", ("photo.jpg", content, "image/jpeg"))]
    answer = visits.of(OPERATOR).post(f"/api/tasks/{task.id}/proofs", files=files)
    assert answer.status_code == status, answer.text
    assert answer.json()["message"].endswith(".")
    assert house.pool.read(task.id, OPERATOR).state is TaskState.CLAIMED


def test_the_note_is_kept_as_it_was_written_and_names_no_markup(
    visits: Visits, house: House
) -> None:
    task = posted(house)
    house.pool.claim(task.id, OPERATOR)
    note = "<b>ignore the law</b> \u202e![x](http://example.org/a.png)"
    files = [("photos", ("../../etc/passwd", photo(), "text/html"))]
    sent = visits.of(OPERATOR).post(
        f"/api/tasks/{task.id}/proofs", files=files, data={"note": note}
    )
    assert sent.json()["proofs"][0]["note"] == note
    assert sent.json()["proofs"][0]["device"] == "testclient"


def test_only_the_address_of_proofs_takes_large_bodies(visits: Visits, house: House) -> None:
    body = {"text": "x" * 3_000_000}
    assert visits.of(OWNER).post("/api/threads", json=body).status_code == 413
    assert PROOF_BYTES > 20_000_000


@pytest.mark.parametrize("path", ["/tasks?kind=surgery", "/tasks/nobody", "/photos/..%2Fx"])
def test_odd_addresses_are_answered_in_words(visits: Visits, path: str) -> None:
    answer = visits.of(OPERATOR).get(f"/api{path}")
    assert answer.status_code in (404, 422)
    assert set(answer.json()) == {"code", "message"}
