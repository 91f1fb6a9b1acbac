"""Text in a terminal: whatever it holds, it stays text."""

import json
from datetime import UTC, datetime

import pytest

from server.commands.terminal import as_json, block, harmless, moment, table

NASTY = {
    "an escape": ("\x1b[2J", "\\x1b[2J"),
    "an 8-bit escape": ("\x9b2J", "\\x9b2J"),
    "a bell": ("\x07", "\\x07"),
    "a carriage return": ("paid\rfree", "paid\\rfree"),
    "a line break": ("a\nb", "a\\nb"),
    "a line separator": ("a\u2028b", "a\\u2028b"),
    "an override": ("\u202egnp.exe", "\\u202egnp.exe"),
    "an isolate": ("\u2066x", "\\u2066x"),
    "nothing visible": ("ad\u200bmin", "ad\\u200bmin"),
    "a delete": ("\x7f", "\\x7f"),
    "half a character": ("\ud800", "\\ud800"),
    "a tag": ("\U000e0041", "\\U000e0041"),
}


@pytest.mark.parametrize("name", NASTY)
def test_what_could_act_on_a_terminal_is_spelt_out(name: str) -> None:
    given, shown = NASTY[name]
    assert harmless(given) == shown
    assert block(given.replace("\n", "")) == f"    {shown.replace(chr(92) + 'n', '')}"
    assert shown.replace("\\n", "") in table(("a", "b"), [("1", given.replace("\n", ""))])


@pytest.mark.parametrize("text", ["[bold]x[/bold]", "{{x}}", "%s", "Zoë 東京 🙂", "a\\b", ""])
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_a_block_cannot_pass_for_our_own_lines() -> None:
    shown = block("yes\nreq_1 is decided.\r\n\tend")
    assert shown == "    yes\n    req_1 is decided.\n        end"


def test_columns_stand_under_their_headers() -> None:
    lines = table(("id", "who"), [("long-id", "東京"), ("x", "y")]).split("\n")
    assert lines == ["id       who", "long-id  東京", "x        y"]


def test_a_long_cell_is_cut_and_a_name_is_not() -> None:
    (_, row) = table(("id", "text"), [("i" * 128, "t" * 100)]).split("\n")
    assert row == f"{'i' * 128}  {'t' * 59}…"


def test_data_is_ascii_and_says_the_same() -> None:
    given = {"text": "\x1b\u202e\x9b\x7f東"}
    assert as_json(given).isascii()
    assert not any(ord(char) in (0x1B, 0x7F) for char in as_json(given))
    assert json.loads(as_json(given)) == given


def test_a_moment_is_in_utc() -> None:
    assert moment(datetime(2026, 1, 2, 3, 4, tzinfo=UTC)) == "2026-01-02 03:04"
