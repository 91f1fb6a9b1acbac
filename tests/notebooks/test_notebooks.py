"""Every notebook runs from top to bottom in a fresh kernel, as a developer would run it."""

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
SAID = {
    "01_approval": ("already decided", "effects: [] | waiting: []"),
    "02_breaker": ("escalation | lead", "3 The partner refused", "This request is for a lead"),
    "03_policy": (
        "account        untrusted",
        "6: lead",
        "review -> lead",
        "own_bill",
        "in force: True",
    ),
}
UNSET = ("COUNTERSIGN_TOOLS", "COUNTERSIGN_MODEL", "COUNTERSIGN_POLICY", "SMTP_URL")


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_notebook_runs(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in UNSET:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("PYTHONPATH", str(path.parents[1]) + os.pathsep)
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    said = "".join(
        output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", ())
    )
    for words in SAID[path.stem]:
        assert words in said


def test_there_are_notebooks_and_they_are_kept_without_outputs() -> None:
    assert NOTEBOOKS
    for path in NOTEBOOKS:
        cells = nbformat.read(path, as_version=4).cells
        assert not any(cell.get("outputs") for cell in cells), path.name
