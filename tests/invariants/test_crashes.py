"""A dose of the crash and race suites; `make chaos` runs them in full."""

import json
import subprocess
import sys
from typing import Any


def test_after_kill_9_at_each_kind_of_boundary_the_story_ends_as_if_nothing_had_happened() -> None:
    report = _run("crashes", "--every", "1000000", "--rounds", "3", "--seed", "7")
    assert report["violations"] == []
    assert report["never_died_at"] == []
    assert report["boundaries"] > 100


def test_after_kill_9_at_each_kind_of_boundary_a_task_in_the_field_ends_once() -> None:
    options = ("--story", "fieldwork", "--every", "1000000", "--rounds", "3", "--seed", "7")
    report = _run("crashes", *options)
    assert report["violations"] == []
    assert report["never_died_at"] == []
    assert {"after commit of task", "after commit of claim", "after commit of proof"} <= set(
        report["died_at"]
    )


def test_after_kill_9_at_each_kind_of_boundary_what_was_stopped_never_starts() -> None:
    options = ("--story", "stopping", "--every", "1000000", "--rounds", "3", "--seed", "7")
    report = _run("crashes", *options)
    assert report["violations"] == []
    assert report["never_died_at"] == []
    assert {"after commit of stop", "after commit of stopped call"} <= set(report["died_at"])


def test_after_kill_9_at_each_kind_of_boundary_a_plan_covers_what_it_named_once() -> None:
    options = ("--story", "planning", "--every", "1000000", "--rounds", "3", "--seed", "7")
    report = _run("crashes", *options)
    assert report["violations"] == []
    assert report["never_died_at"] == []
    assert "after commit of envelope" in report["died_at"]


def test_after_kill_9_at_each_kind_of_boundary_nothing_goes_early_or_is_undone_twice() -> None:
    options = ("--story", "undoing", "--every", "1000000", "--rounds", "3", "--seed", "7")
    report = _run("crashes", *options)
    assert report["violations"] == []
    assert report["never_died_at"] == []
    assert {"after commit of hold", "after commit of decide"} <= set(report["died_at"])


def test_after_kill_9_at_each_kind_of_boundary_a_new_attempt_without_room_is_a_leads() -> None:
    options = ("--story", "retrying", "--every", "1000000", "--rounds", "3", "--seed", "7")
    report = _run("crashes", *options)
    assert report["violations"] == []
    assert report["never_died_at"] == []
    assert "after commit of judge again" in report["died_at"]


def test_after_kill_9_in_the_middle_of_a_servers_question_nothing_is_booked_twice() -> None:
    kinds = (
        "after commit of question of a server",
        "after commit of decide",
        "after commit of apply answer",
        "after call",
    )
    chosen = [option for kind in kinds for option in ("--kind", kind)]
    report = _run("crashes", "--story", "questioning", "--rounds", "0", *chosen)
    assert report["violations"] == []
    # The first decision is the approval, before which nothing has begun.
    assert report["died_at"] == dict.fromkeys(kinds, 1) | {"after commit of decide": 2}
    assert report["questions"] == 4


def test_of_fifty_operators_who_reach_for_one_task_one_gets_it() -> None:
    report = _run("claims", "--rounds", "1", "--operators", "50")
    assert report["violations"] == []


def test_of_conflicting_processes_one_decides_and_the_others_are_told_by_whom() -> None:
    """Each kind of request twice: approvals, questions, escalations, outcomes."""
    report = _run("races", "--rounds", "8")
    assert report["violations"] == []


def test_of_processes_that_reach_for_the_last_of_a_limit_as_many_pay_as_fit() -> None:
    """Each limit that threads share, once with payments that were signed and once without."""
    report = _run("spending", "--rounds", "6", "--processes", "8")
    assert report["violations"] == []


def _run(program: str, *options: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", f"tests.invariants.{program}", "--quiet", *options],
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.stdout, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def test_hostile_answers_of_the_model_end_in_words_and_pay_nobody() -> None:
    report = _run("hostile", "--answers", "60")
    assert report["violations"] == []


def test_a_journal_without_memory_is_caught() -> None:
    report = _run(
        "crashes", "--kind", "after call", "--rounds", "0", "--mutant", "call again blindly"
    )
    assert report["violations"] != []
