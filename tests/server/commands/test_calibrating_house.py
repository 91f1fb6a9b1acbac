"""The house learns from a terminal: an admin says so, gold labels come along, and it is audited."""

import json
from pathlib import Path

from graph.house import House
from tests.server.commands.calls import Terminal

SOURCE = "tests.fakes.model:ScriptedModel"


def gold(tmp_path: Path, count: int) -> str:
    file = tmp_path / "gold.jsonl"
    lines = [{"source": SOURCE, "score": 0.9, "correct": n % 2 == 0} for n in range(count)]
    file.write_text("\n".join(map(json.dumps, lines)))
    return str(file)


def test_an_admin_has_the_house_learn(call: Terminal, house: House, tmp_path: Path) -> None:
    said = call("calibrate", "house", "--as", "admin-1", "--gold", gold(tmp_path, 60))
    assert said.code == 0
    assert said.data["source"] == SOURCE
    curve = house.calibration.standing(SOURCE)
    assert curve is not None
    assert curve.labels == 60
    assert house.trail.read("house")[-1].actor == "admin-1"


def test_nobody_else_does_and_too_little_is_told(
    call: Terminal, house: House, tmp_path: Path
) -> None:
    assert "admins" in call.refused(
        "calibrate", "house", "--as", "reviewer-1", "--gold", gold(tmp_path, 60)
    )
    few = call("calibrate", "house", "--as", "admin-1", "--gold", gold(tmp_path, 5))
    assert few.data["calibrated"] is False
    assert call("calibrate", "house", "--as", "admin-1").code == 1
    assert house.calibration.standing(SOURCE) is None
