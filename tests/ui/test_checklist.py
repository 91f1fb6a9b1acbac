"""test_checklist: what the law wants looked at is ticked before it is agreed to."""

from tests.ui.fakes import FakeClient
from tests.ui.staging import click, labels, staged
from tests.ui.values import JONAS, request
from ui.screens import review

SIGNERS = {
    "role": "reviewer",
    "tier": 2,
    "quorum": 1,
    "sla_seconds": 90,
    "decide_within_seconds": 600,
    "skills": ["clinician"],
    "checklist": ["The sum is right", "<b>The recipient</b> is right"],
}
CLINICIAN = JONAS.model_copy(update={"skills": ("clinician",)})


def test_what_is_ticked_goes_with_the_decision() -> None:
    client = FakeClient(request(signers=SIGNERS))
    stage = staged(review.show, client, CLINICIAN)
    assert len(stage.checkbox) == 2
    stage.checkbox[0].check().run()
    click(stage, "Approve")
    decision = {"type": "approve", "checked": ["The sum is right"]}
    assert client.calls == [("decide", "req_1", decision, 3)]


def test_who_lacks_a_skill_is_told_and_offered_nothing() -> None:
    stage = staged(review.show, FakeClient(request(signers=SIGNERS)), JONAS)
    assert "Approve" not in labels(stage)
    assert any("clinician" in each.value for each in stage.caption)


def test_a_matter_without_a_list_shows_none() -> None:
    stage = staged(review.show, FakeClient(request()), JONAS)
    assert not stage.checkbox
