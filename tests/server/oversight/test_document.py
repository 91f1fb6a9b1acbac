"""test_document: the oversight record says what the running house does (B30).

When the committed copy no longer matches, write it anew with `make oversight`.
"""

from pathlib import Path

import pytest

from server.bootstrap import open_house
from server.oversight.document import record
from server.oversight.means import means_of
from server.oversight.regulations import read_rules
from tests.fakes.houses import settings
from tests.fakes.papers import LAW_TEXT
from tools.guards import GUARDS

COPY = Path(__file__).parents[3] / "docs" / "OVERSIGHT.md"


def shipped(home: Path, **changed: object) -> str:
    """The record of a house as it ships, under the shipped law unless changed."""
    with open_house(settings(home, tools="", model="", **{"policy": None, **changed})) as house:
        return record(house)


def test_the_committed_copy_matches_the_shipped_house(tmp_path: Path) -> None:
    assert COPY.read_text(encoding="utf-8") == shipped(tmp_path)


def test_the_record_is_the_same_each_time(tmp_path: Path) -> None:
    assert shipped(tmp_path / "one") == shipped(tmp_path / "other")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("two_above_minor = 1000000", "two_above_minor = 7654300", "76,543.00"),
        ("sla_seconds = 90  ", "sla_seconds = 77  ", "within 77 seconds"),
        ('irreversible_external = "review"', 'irreversible_external = "two"', "| two |"),
        ("unstated = 0.85", "unstated = 0.41", "counts as 0.41"),
        ('exempt = ["practice"]', "exempt = []", "`practice`: nobody has checked it, so 0%"),
    ],
)
def test_a_changed_law_changes_the_record(
    tmp_path: Path, before: str, after: str, told: str
) -> None:
    assert before in LAW_TEXT
    path = tmp_path / "law.toml"
    path.write_text(LAW_TEXT.replace(before, after), encoding="utf-8")
    text = shipped(tmp_path / "home", policy=path)
    assert told in text
    assert text != shipped(tmp_path / "other")


def test_every_rule_is_answered_and_every_guard_is_named(tmp_path: Path) -> None:
    with open_house(settings(tmp_path)) as house:
        means, text = means_of(house), record(house)
    named = {name for rule in read_rules() for name in rule.means}
    assert named == set(means)
    assert all(guard.__name__ in text for guard in GUARDS)
