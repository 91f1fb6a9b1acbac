"""test_oversight: the record from a terminal, and a copy held against the house."""

from pathlib import Path

from tests.server.commands.calls import Terminal


def test_the_record_is_printed_or_written(call: Terminal, tmp_path: Path) -> None:
    printed = call("oversight")
    assert printed.out.startswith("# Oversight record")
    assert call("oversight", "--out", str(tmp_path / "copy.md")).code == 0
    assert (tmp_path / "copy.md").read_text(encoding="utf-8") == printed.out


def test_a_copy_that_matches_is_said_to_and_another_exits_with_a_fault(
    call: Terminal, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.md"
    call("oversight", "--out", str(copy))
    assert call("oversight", "--check", str(copy)).code == 0
    copy.write_text(copy.read_text(encoding="utf-8") + "and more", encoding="utf-8")
    told = call("oversight", "--check", str(copy))
    assert (told.code, "no longer matches" in told.err) == (1, True)


def test_a_copy_that_cannot_be_read_is_refused_in_words(call: Terminal, tmp_path: Path) -> None:
    told = call("oversight", "--check", str(tmp_path / "none.md"))
    assert (told.code, "cannot be read" in told.err) == (2, True)
