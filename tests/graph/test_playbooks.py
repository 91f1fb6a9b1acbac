"""test_playbooks: a folder is read as far as it can be; what cannot is told, and harms nothing."""

from pathlib import Path

import pytest

from domain.errors import Invalid
from graph.playbooks import MOST_BYTES, MOST_FILES, load_playbooks, read_playbook_file
from tests.fakes.refusals import refused


def names(folder: Path) -> tuple[list[str], list[str]]:
    found, faults = load_playbooks(folder, ["note"])
    return list(found), list(faults)


def test_only_toml_files_are_playbooks(tmp_path: Path) -> None:
    for name in ("b.toml", "a.toml", "a.toml~", "README.md"):
        (tmp_path / name).write_text("goal = 'x'")
    assert names(tmp_path) == (["a", "b"], [])


def test_each_fault_is_told_and_the_rest_stays(tmp_path: Path) -> None:
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "gone.toml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "long.toml").write_text("#" * (MOST_BYTES + 1))
    (tmp_path / "tool.toml").write_text("tools = ['erase']")
    (tmp_path / "whole.toml").write_text("tools = ['note']")
    found, faults = names(tmp_path)
    assert found == ["whole"]
    told = zip(faults, ("bytes", "folder", "gone", "long", "tool"), strict=True)
    assert all(f"{name}.toml" in fault for fault, name in told)


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "nowhere", tmp_path / "file"):
        found, (fault,) = names(path)
        assert found == []
        assert "COUNTERSIGN_PLAYBOOKS" in fault


def test_no_more_are_read_than_people_can_choose_from(tmp_path: Path) -> None:
    for number in range(MOST_FILES + 1):
        (tmp_path / f"{number:03}.toml").touch()
    found, faults = names(tmp_path)
    assert (len(found), len(faults)) == (MOST_FILES, 1)


@pytest.mark.parametrize("name", ["nowhere.toml", ""])
def test_a_file_that_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    assert refused(Invalid, read_playbook_file, tmp_path / name, []) == "playbook_broken"
