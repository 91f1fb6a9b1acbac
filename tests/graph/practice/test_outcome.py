"""What became of a call is read out of the words of tools, the house and people."""

from pathlib import Path

import pytest
from langchain_core.messages import ToolMessage

from graph.practice.outcome import Outcome, outcome_of
from tests.graph.practice.shop import open_shop


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("mara rejected this call: the photo is missing It was not made.", Outcome.REFUSED),
        ("mara rejected this call. It was not made.", Outcome.REFUSED),
        ("This call was not made. There is no such tool.", Outcome.REFUSED),
        ("The law refuses this call: it is too much.", Outcome.REFUSED),
        ("Nobody decided in time. The call was not made.", Outcome.REFUSED),
        ("The request was withdrawn. The call was not made.", Outcome.REFUSED),
        ("It failed, nothing happened: the line is dead", Outcome.REFUSED),
        ("mara confirmed that it did not happen.", Outcome.REFUSED),
        ("Not approved by the lead.", Outcome.REFUSED),
        ("Error: no such thing", Outcome.REFUSED),
        ('{"error": "no such thing"}', Outcome.REFUSED),
        ('{"status": "rejected"}', Outcome.REFUSED),
        ("mara confirmed that it happened.", Outcome.DONE),
        ("Approved and done.", Outcome.DONE),
        ('{"status": "open", "error": null}', Outcome.DONE),
        ('{"title": "Error: the call was not made"}', Outcome.DONE),
        ("Ticket 7: sign-in failed for Bob", Outcome.DONE),
        ("", Outcome.DONE),
        ("mara answered in place of the tool: take the blue one", Outcome.ANSWERED),
        (
            "Nobody could say whether this happened; do not assume either.",
            Outcome.UNKNOWN,
        ),
    ],
)
def test_the_words_of_a_result_say_what_became_of_it(text: str, outcome: Outcome) -> None:
    assert outcome_of(text, failed=False) is outcome


def test_an_error_mark_is_believed() -> None:
    assert outcome_of('{"ok": true}', failed=True) is Outcome.REFUSED


def test_an_unknown_outcome_is_never_told_as_done_or_not_done(tmp_path: Path) -> None:
    stage = open_shop(tmp_path)
    stage.say("Cancel order 1047, it was a mistake")
    proposal = stage.go_on()
    words = "Nobody could say whether this happened; do not assume either."
    stage.messages.append(ToolMessage(words, tool_call_id=proposal.tool_calls[0]["id"]))
    answer = stage.think()
    assert not answer.tool_calls
    assert "Not known: cancel order" in str(answer.content)
    assert "one:" not in str(answer.content)
