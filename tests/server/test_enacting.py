"""test_enacting: whose law holds when a house opens: a file's, or that of two admins."""

from pathlib import Path

import pytest

from domain.errors import Invalid
from graph.house import House
from storage import laws
from tests.fakes.houses import open_test_house
from tests.fakes.papers import LAW_TEXT

STRICTER = LAW_TEXT.replace("act = 0.85", "act = 0.95", 1)


def enacted(house: House, text: str) -> str:
    bill = house.bills.propose(text, "Because.", by="admin-1")
    return house.bills.second(bill.id, by="admin-2").version


@pytest.fixture
def home(tmp_path: Path, world: Path) -> Path:
    return tmp_path / "home"


def test_the_shipped_file_does_not_overthrow_two_admins(home: Path) -> None:
    with open_test_house(home, policy=None) as house:
        version = enacted(house, STRICTER)
    with open_test_house(home, policy=None) as house:
        assert (house.rooms.law.version, house.notices) == (version, ())
        assert len(house.laws.history()) == 2


def test_an_unchanged_file_does_not_overthrow_two_admins_and_a_changed_one_says_so(
    home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "law.toml"
    file.write_text(LAW_TEXT + "# mine\n")
    with open_test_house(home, policy=file) as house:
        version = enacted(house, STRICTER)
    with open_test_house(home, policy=file) as house:
        assert (house.rooms.law.version, house.notices) == (version, ())
    file.write_text(LAW_TEXT + "# mine again\n")
    with open_test_house(home, policy=file) as house:
        assert house.rooms.law.text == LAW_TEXT + "# mine again\n"
        assert "admin-1 and admin-2" in house.notices[0]
    with open_test_house(home, policy=file) as house:
        assert house.notices == ()


def test_a_command_without_the_setting_does_not_bring_the_shipped_law_back(
    home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "law.toml"
    file.write_text(STRICTER)
    with (
        open_test_house(home, policy=file) as served,
        open_test_house(home, policy=None) as command,
    ):
        assert command.rooms.law.version == served.rooms.law.version
        assert not served.rooms.statute.follow(served.rooms.storage)


def test_a_newer_release_brings_its_own_law_where_no_other_stands(home: Path) -> None:
    with open_test_house(home) as house, house.rooms.storage.unit("older release") as unit:
        laws.keep(unit, "older", STRICTER, 1, laws.SHIPPED)
    with open_test_house(home) as house:
        assert house.rooms.law.text == LAW_TEXT


def test_what_an_older_release_cannot_enact_leaves_the_last_that_it_can(home: Path) -> None:
    with open_test_house(home) as house:
        version = enacted(house, STRICTER)
        with house.rooms.storage.unit("newer release") as unit:
            laws.keep(unit, "newer", "future = 1", 1, laws.BILL, "admin-1", "admin-2")
    with open_test_house(home) as house:
        assert house.rooms.law.version == version
        assert "future" in house.notices[0]


def test_without_any_law_that_can_be_enacted_the_house_stays_shut(
    home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "law.toml"
    file.write_text("act = ")
    with pytest.raises(Invalid, match=r"law\.toml"):
        open_test_house(home, policy=file)
