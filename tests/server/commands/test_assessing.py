"""test_assessing: the batch door answers each line with one line, whatever it is given."""

import json
import os
import subprocess
import sys
from pathlib import Path

PAY = {"tool": "pay", "args": {"amount": 50_000}, "context": {"confidence": 0.9}}
LOOK = {"tool": "look.up", "description": "Look up a word", "schema": {"type": "object"}}
ODD = ["not json", "[]", "{}", '{"tool": 3}', '{"tool": "x", "args": 7}', '{"tool": "\\ud800"}']


def assessed(text: str, *options: str) -> tuple[int, list[dict[str, object]], str]:
    ran = subprocess.run(
        [sys.executable, "-c", "from server.cli import main; main()", "assess", *options],
        input=text,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return ran.returncode, [json.loads(line) for line in ran.stdout.splitlines()], ran.stderr


def test_a_line_in_is_a_line_out(tmp_path: Path) -> None:
    file = tmp_path / "calls.jsonl"
    file.write_text("\n\n".join(json.dumps(line) for line in (PAY, LOOK, PAY)))
    code, told, _ = assessed("", str(file))
    assert (code, [line["route"] for line in told]) == (0, ["two", "auto", "two"])
    assert all(line["reasons"] and line["risk"] for line in told)


def test_lines_that_cannot_be_read_are_refused_in_words_and_the_next_is_read() -> None:
    code, told, _ = assessed("\n".join([*ODD, json.dumps(LOOK)]))
    assert code == 1
    assert [line["route"] for line in told[:5]] == ["refuse"] * 5
    assert all(str(line["error"]).endswith(".") for line in told[:5])
    assert told[-1]["route"] == "auto"
    assert len(told) == len(ODD) + 1


def test_hard_lines_are_answered_one_by_one_in_their_order() -> None:
    deep: dict[str, object] = {}
    for _ in range(400):
        deep = {"a": deep}
    hard: list[dict[str, object]] = [
        {"tool": "a.b/c::d", "args": deep, "schema": deep},
        {"tool": "pay", "args": {"amount": float("nan")}},
        {"tool": "pay", "args": {"amount": 10**400}},
        {"tool": "pay", "args": {"amount": "9" * 5_000}},
        {"tool": "mail", "args": '{"to": "a"}', "schema": [1, None, {"name": None}]},
        {"tool": "x" * 10_000, "description": "Delete " * 10_000, "args": {"": [0] * 50_000}},
        {"tool": "t", "description": ["x"], "schema": "text", "args": None, "context": None},
        {"tool": "t", "context": {"confidence": 10**400, "sentiment": 10**400, "messages": [deep]}},
        {"tool": "t", "context": {"sentiment": float("nan"), "brief": deep, "uses": [deep]}},
        {"tool": "t", "risk": {"cost": {"fixed_minor": 10**30}}},
    ]
    tangled = '{"tool": "t", "args": ' + "[" * 3_000 + "]" * 3_000 + "}"
    code, told, said = assessed("\n".join([*map(json.dumps, hard), tangled]))
    assert (code, said) == (1, "")
    assert [line.get("tool") for line in told] == [*(line["tool"] for line in hard), None]
    assert all(line["reasons"] for line in told)


def test_a_broken_law_and_a_missing_file_are_one_sentence(tmp_path: Path) -> None:
    law = tmp_path / "law.toml"
    law.write_text("[guardrails]\nreview_above_minor = 'much'\n")
    for options in (("--policy", str(law)), (str(tmp_path / "none.jsonl"),)):
        code, told, said = assessed("", *options)
        assert (code, told) == (2, [])
        assert said.count("\n") == 1


def test_bytes_that_are_no_text_spoil_their_own_line_alone() -> None:
    plain = json.dumps(LOOK).encode()
    lines = [b"\xef\xbb\xbf" + plain, plain.replace(b"word", b"w\xf6rd"), b"", plain + b"\r"]
    ran = subprocess.run(
        [sys.executable, "-c", "from server.cli import main; main()", "assess", "-"],
        input=b"\n".join(lines),
        capture_output=True,
        timeout=120,
        env={**os.environ, "PYTHONIOENCODING": "utf-8:strict"},
    )
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [line["route"] for line in told] == ["auto", "refuse", "auto"]
    assert told[1]["error"] == "This line is not in UTF-8."
    assert (ran.returncode, ran.stderr) == (1, b"")


def test_a_name_that_stands_twice_in_a_line_is_refused() -> None:
    code, told, _ = assessed('{"tool": "pay", "args": {"amount": 1, "amount": 99999}}')
    assert (code, told[0]["route"]) == (1, "refuse")
    assert told[0]["error"] == "The name 'amount' stands twice in one object."
