"""test_rules: a law that cannot be enacted is refused whole, with file, line and key."""

import hashlib

import pytest

from domain.errors import Invalid
from domain.verdict import Route
from policy.rules import enact
from tests.fakes.papers import LAW, LAW_TEXT


def line_of(text: str, start: str) -> int:
    """The number of the first line that begins so."""
    return next(
        number for number, line in enumerate(text.splitlines(), 1) if line.startswith(start)
    )


def refusal(text: str) -> str:
    with pytest.raises(Invalid) as refused:
        enact(text, "house.toml")
    assert refused.value.code == "policy_broken"
    return refused.value.sentence


def test_the_shipped_law_is_enacted_under_the_digest_of_its_text() -> None:
    assert LAW.version == hashlib.sha256(LAW_TEXT.encode()).hexdigest()[:16]
    assert LAW.text == LAW_TEXT
    assert (LAW.confidence.floor, LAW.confidence.act) == (0.60, 0.85)
    assert LAW.guardrails.unknown_tool is Route.REVIEW


def test_a_changed_comment_is_another_version() -> None:
    assert enact(LAW_TEXT + "# more\n", "house.toml").version != LAW.version


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("review_above_minor", "-1"),
        ("review_above_minor", '"lots"'),
        ("review_above_minor", '"10000"'),
        ("review_above_minor", "true"),
        ("review_above_minor", "10000.0"),
        ("review_above_blast_radius", "-1"),
        ("lead_above_blast_radius", '"many"'),
        ("physical", '"auto"'),
        ("physical", '"maybe"'),
        ("reds_for_review", "0"),
        ("reds_for_review", "5"),
        ("act", "1.01"),
        ("act", "nan"),
        ("floor", "-0.1"),
        ("below_floor", '"auto"'),
        ("decide_within_seconds", "0"),
    ],
)
def test_a_wrong_value_is_told_with_file_line_and_key(key: str, value: str) -> None:
    number = line_of(LAW_TEXT, f"{key} =")
    lines = LAW_TEXT.splitlines()
    lines[number - 1] = f"{key} = {value}"
    sentence = refusal("\n".join(lines))
    assert "house.toml" in sentence
    assert f"line {number}," in sentence
    assert key in sentence


@pytest.mark.parametrize(
    ("start", "replaced", "table"),
    [
        ("floor =", "floor = 0.9", "confidence"),
        ("lead_above_minor =", "lead_above_minor = 1", "guardrails"),
        ("lead_above_blast_radius =", "lead_above_blast_radius = 1", "guardrails"),
        ("green_below_minor =", "green_below_minor = 1000000", "matrix"),
        ("repeat =", "", "guardrails"),
    ],
)
def test_what_is_wrong_with_a_whole_table_is_told_at_its_head(
    start: str, replaced: str, table: str
) -> None:
    lines = LAW_TEXT.splitlines()
    lines[line_of(LAW_TEXT, start) - 1] = replaced
    assert f"line {line_of(LAW_TEXT, f'[{table}]')}, {table}" in refusal("\n".join(lines))


def test_a_law_of_an_older_house_is_enacted_with_the_limits_it_could_not_know() -> None:
    older = "\n".join(line for line in LAW_TEXT.splitlines() if "blast_radius" not in line)
    rails = enact(older, "house.toml").guardrails
    assert rails == LAW.guardrails


@pytest.mark.parametrize("table", ["guardrails", "matrix", "confidence", "request"])
def test_a_missing_table_is_named(table: str) -> None:
    kept = [part for part in LAW_TEXT.split("\n[") if not part.startswith(table)]
    sentence = refusal("\n[".join(kept))
    assert "house.toml" in sentence
    assert table in sentence


@pytest.mark.parametrize(
    "added", ["[matrix]", "[extra]\nx = 1", "typo = 1", "valid_for_seconds = 1"]
)
def test_what_the_law_does_not_know_or_knows_already_is_refused(added: str) -> None:
    assert "line " in refusal(f"{LAW_TEXT}\n{added}\n")


@pytest.mark.parametrize("key", ["version", "text", "x"])
def test_a_key_outside_every_table_is_refused_with_its_line(key: str) -> None:
    assert f"line 1, {key}" in refusal(f'{key} = "mine"\n{LAW_TEXT}')


@pytest.mark.parametrize(
    "text", ["[guardrails", "a = ", "\x00", "not toml at all", f"a = {'[' * 5000}"]
)
def test_a_text_that_is_not_toml_is_refused(text: str) -> None:
    assert "house.toml" in refusal(text)


def test_a_number_longer_than_any_is_refused_in_words() -> None:
    assert "house.toml" in refusal(f"a = {'9' * 5000}")
