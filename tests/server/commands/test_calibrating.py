"""test_calibrating: labels in, curves out; scores in, routes out, a line for a line."""

import json
import sys
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.server.commands.calls import Said, Terminal


class Batch:
    """Somebody who pipes lines into a command, with curves kept in a file of the test."""

    def __init__(self, call: Terminal, monkeypatch: pytest.MonkeyPatch, curves: Path) -> None:
        self._call = call
        self._monkeypatch = monkeypatch
        self.curves = curves

    def __call__(self, command: str, *lines: Any, options: tuple[str, ...] = ()) -> Said:
        text = "\n".join(each if isinstance(each, str) else json.dumps(each) for each in lines)
        self._monkeypatch.setattr(sys, "stdin", StringIO(text))
        return self._call("calibrate", command, "--curves", str(self.curves), *options)


@pytest.fixture
def batch(monkeypatch: pytest.MonkeyPatch, capsys: Any, tmp_path: Path) -> Batch:
    return Batch(Terminal(monkeypatch, capsys), monkeypatch, tmp_path / "kept" / "curves.json")


def told(said: Said) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said.out.splitlines()]


def labels(source: str, count: int = 300, top: int = 1) -> list[dict[str, Any]]:
    """Of a source that is right half as often as it says."""
    drawn = Random(source)
    scores = [drawn.random() for _ in range(count)]
    return [
        {"source": source, "score": score * top, "correct": drawn.random() < score / 2}
        for score in scores
    ]


def test_a_source_that_boasts_is_routed_by_what_it_has_meant(batch: Batch) -> None:
    learnt = batch("fit", *labels("m"))
    (line,) = told(learnt)
    assert (learnt.code, line["source"], line["calibrated"]) == (0, "m", True)
    assert (line["labels"], line["held_out"]) == (300, 100)
    assert line["ece_after"] < line["ece_before"]
    assert line["brier_after"] < line["brier_before"]
    known, unknown = told(
        batch("route", {"source": "m", "score": 0.95}, {"source": "n", "score": 0.95})
    )
    assert known["calibrated"] < 0.6
    assert known["route"] == "ask"
    assert (unknown["calibrated"], unknown["route"]) == (None, "auto")
    assert [reason["code"] for reason in unknown["reasons"]][-1] == "uncalibrated"


def test_one_line_in_ten_of_an_unchecked_source_is_reviewed(batch: Batch) -> None:
    lines = [{"source": "new", "score": 0.99}] * 200
    routes = [line["route"] for line in told(batch("route", *lines))]
    assert set(routes) == {"auto", "review"}
    assert 18 <= routes.count("review") <= 22


def test_lines_that_cannot_be_read_are_told_and_the_others_are_learnt_from(batch: Batch) -> None:
    odd: list[Any] = [
        "no json",
        "[1]",
        {},
        {"source": "m", "score": "0.9", "correct": True},
        {"source": "m", "score": True, "correct": True},
        {"source": "m", "score": -0.1, "correct": True},
        '{"source": "m", "score": NaN, "correct": true}',
        f'{{"source": "m", "score": {10**400}, "correct": true}}',
        {"source": "m", "score": 0.9},
        {"source": "m", "score": 0.9, "correct": "yes"},
        {"source": "m", "score": 0.9, "correct": []},
        {"source": "", "score": 0.9, "correct": True},
        {"source": "\ud800", "score": 0.9, "correct": True},
        {"source": "m" * 200, "score": 0.9, "correct": True},
        "[" * 100_000,
    ]
    learnt = batch("fit", *odd, *labels("m"))
    lines = told(learnt)
    assert learnt.code == 1
    assert [line["line"] for line in lines[:-1]] == list(range(1, len(odd) + 1))
    assert all(line["error"].endswith(".") for line in lines[:-1])
    assert lines[-1]["labels"] == 300


def test_each_line_to_route_gets_one_answer_in_its_place(batch: Batch) -> None:
    lines = [{"source": "a", "score": 0.9}, "broken", "", {"source": "a", "score": 0.1}]
    said = batch("route", *lines)
    assert (said.code, [line["route"] for line in told(said)]) == (1, ["auto", "refuse", "ask"])


def test_too_few_labels_teach_nothing_and_forget_nothing(batch: Batch) -> None:
    batch("fit", *labels("m"))
    kept = batch.curves.read_text()
    said = batch("fit", *labels("m", 10), *[{"source": "k", "score": 0.5, "correct": 1}] * 40)
    assert said.code == 1
    assert [line["calibrated"] for line in told(said)] == [False, False]
    assert batch.curves.read_text() == kept


def test_a_source_that_counts_up_to_a_hundred_is_banded(batch: Batch, tmp_path: Path) -> None:
    rejecting = tmp_path / "law.toml"
    rejecting.write_text(Path("policy/default.toml").read_text().replace('"queue"\n', '"reject"\n'))
    scores = [95, 80, 79.5, 40, 39, 1]
    said = batch(
        "route",
        *({"source": "cv", "score": score} for score in scores),
        options=("--policy", str(rejecting)),
    )
    lines = told(said)
    assert [line["band"] for line in lines[:4]] == ["shortlisted"] * 2 + ["queued"] * 2
    assert [line["route"] for line in lines[4:]] == ["refuse", "refuse"]
    assert [line["sweep"] for line in lines[4:]] == ["daily", "daily"]
    batch("fit", *labels("cv", top=100))
    (low,) = told(batch("route", {"source": "cv", "score": 1}))
    assert low["band"] == "queued"
    assert low["calibrated"] < 0.4


def test_curves_and_laws_that_cannot_be_read_are_one_sentence(batch: Batch, tmp_path: Path) -> None:
    line = {"source": "m", "score": 0.9}
    none = batch("route", line, options=("--policy", str(tmp_path / "none.toml")))
    batch.curves.parent.mkdir()
    batch.curves.write_text('{"curves": {"m": 3}}')
    for said in (none, batch("route", line), batch("fit", *labels("m", 40))):
        assert (said.code, said.out) == (2, "")
        assert said.err.count("\n") == 1


def test_a_score_beyond_what_its_source_was_learnt_by_is_refused_and_the_others_stand(
    batch: Batch,
) -> None:
    batch("fit", *labels("m"))
    lines = [{"source": "m", "score": score} for score in (0.95, 85, 0.95)]
    said = batch("route", *lines)
    before, beyond, after = told(said)
    assert said.code == 1
    assert (beyond["route"], beyond["line"]) == ("refuse", 2)
    assert beyond["error"] == "m was learnt from 0 to 1; this is above 1."
    assert before == after


def test_a_source_that_always_says_the_same_is_not_believed_for_less(batch: Batch) -> None:
    batch("fit", *({"source": "m", "score": 0.9, "correct": n % 20 > 0} for n in range(100)))
    often, never = told(batch("route", *({"source": "m", "score": n} for n in (0.9, 0.3))))
    assert (often["route"], never["route"]) == ("auto", "ask")


def test_a_fault_names_its_line_in_the_file(batch: Batch) -> None:
    plain = {"source": "m", "score": 0.9}
    answers = told(batch("route", plain, "", "", {**plain, "domain": 7}))
    assert [answer.get("line") for answer in answers] == [None, 4]
    assert answers[1]["error"] == "The tool and the domain of a line are names."


def test_a_file_whose_curves_are_none_is_refused(batch: Batch) -> None:
    batch("fit", *labels("m"))
    batch.curves.write_text(batch.curves.read_text().replace('"x": [', '"x": [9, '))
    said = batch("route", {"source": "m", "score": 0.9})
    assert (said.code, said.out) == (2, "")
