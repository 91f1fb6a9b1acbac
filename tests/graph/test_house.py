"""test_house: a house opens or says in words why not; people, law, model and kill switch."""

from pathlib import Path
from typing import Any

import pytest

from domain.errors import Conflict, Forbidden, Invalid, Missing
from domain.people import Role
from graph.build import picture
from graph.house import House
from graph.loading import load_attribute
from graph.model import bind, open_model
from graph.practice import PracticeModel
from storage import audit
from tests.fakes.houses import open_test_house
from tests.fakes.model import ScriptedModel
from tests.fakes.papers import LAW_TEXT
from tests.fakes.refusals import refused
from tools.catalogue import catalogue_of, tool_of

SCRIPTED = "tests.fakes.model:ScriptedModel"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"database": "postgresql://host/db"}, "database_unsupported"),
        ({"tools": "tests.fakes.world:NOTHING"}, "tools_broken"),
        ({"tools": "tests.fakes.nowhere:TOOLS"}, "tools_broken"),
        ({"tools": "tests.fakes.world:WORLD"}, "tools_broken"),
        ({"tools": "no-colon"}, "tools_broken"),
        ({"model": "no-colon"}, "model_broken"),
        ({"model": "tests.fakes.model:script"}, "model_broken"),
        ({"model": "tests.fakes.model:NOTHING"}, "model_broken"),
        ({"policy": Path("nowhere.toml")}, "policy_broken"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_in_words(
    tmp_path: Path, changed: dict[str, Any], code: str
) -> None:
    assert refused(Invalid, open_test_house, tmp_path / "home", **changed) == code


def test_a_home_that_is_a_file_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert refused(Invalid, open_test_house, tmp_path / "file") == "home_unusable"


def test_a_broken_law_leaves_the_last_one_in_force_and_says_so(tmp_path: Path) -> None:
    law = tmp_path / "law.toml"
    law.write_text(LAW_TEXT.replace("act = 0.85", "act = 0.99"))
    with open_test_house(tmp_path / "home", policy=law) as house:
        assert house.notices == ()
        version = house.rooms.law.version
    law.write_text("act = ")
    with open_test_house(tmp_path / "home", policy=law) as house:
        assert house.rooms.law.version == version
        assert house.rooms.law.confidence.act == 0.99
        assert "law.toml" in house.notices[0]


def test_a_law_is_audited_when_it_changes_and_only_then(tmp_path: Path) -> None:
    law = tmp_path / "law.toml"
    for text in (LAW_TEXT, LAW_TEXT, LAW_TEXT + "# more\n"):
        law.write_text(text)
        with (
            open_test_house(tmp_path / "home", policy=law) as house,
            house.rooms.storage.view() as u,
        ):
            events = [row["event"] for row in audit.read(u, audit.HOUSE)]
    assert events.count("law.enacted") == 2


def test_only_leads_and_admins_throw_the_kill_switch_and_it_is_audited(house: House) -> None:
    for person in ("requester-1", "reviewer-1", "operator-1"):
        assert refused(Forbidden, house.halt, True, by=person) == "role_missing"
    assert refused(Missing, house.halt, True, by="nobody") == "person_unknown"
    house.halt(True, by="lead-1")
    house.halt(False, by="admin-1")
    with house.rooms.storage.view() as unit:
        events = [(row["actor"], row["event"]) for row in audit.read(unit, audit.HOUSE)]
    assert events[-2:] == [("lead-1", "house.halted"), ("admin-1", "house.released")]


def test_people_are_added_once_and_in_the_trail(house: House) -> None:
    before = len(house.people.list())
    added = house.people.add("bob", roles=["reviewer", "lead"], name="Bob")
    assert added.roles == (Role.REVIEWER, Role.LEAD)
    assert house.people.add("bob", roles=["reviewer", "lead"], name="Bob") == added
    assert refused(Conflict, house.people.add, "bob", roles=["lead"]) == "person_known"
    assert len(house.people.list()) == before + 1
    with house.rooms.storage.view() as unit:
        assert audit.read(unit, audit.HOUSE)[-1]["event"] == "person.added"


@pytest.mark.parametrize(
    ("person", "roles", "code"),
    [
        ("bob", [], "role_unknown"),
        ("bob", ["boss"], "role_unknown"),
        ("bob", "lead", "role_unknown"),
        ("", ["lead"], "id_malformed"),
        ("bob smith", ["lead"], "id_malformed"),
    ],
)
def test_a_person_that_cannot_be_is_refused(
    house: House, person: str, roles: Any, code: str
) -> None:
    assert refused(Invalid, house.people.add, person, roles=roles) == code


def test_a_model_is_an_instance_a_factory_or_for_practice() -> None:
    assert isinstance(open_model(SCRIPTED), ScriptedModel)
    assert isinstance(open_model(""), PracticeModel)


def test_every_tool_is_bound_with_the_extra_arguments() -> None:
    bound: list[dict[str, Any]] = []

    class Binding(ScriptedModel):
        def bind_tools(self, tools: Any, **options: Any) -> Any:
            bound.extend(tools)
            return self

    def pay(amount: int) -> str:
        """Pay."""
        return str(amount)

    tool = tool_of(pay)
    bind(Binding(), catalogue_of([pay]))
    (function,) = (given["function"] for given in bound)
    extra = {"_rationale", "_confidence", "_confidences"}
    assert set(function["parameters"]["properties"]) == {"amount", *extra}
    assert function["parameters"]["required"] == ["amount"]
    assert set(tool.schema["properties"]) == {"amount"}


def test_what_a_setting_names_is_loaded_and_a_module_that_breaks_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken_tools.py").write_text("raise RuntimeError('half written')")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(Invalid, match="half written"):
        load_attribute("broken_tools:TOOLS", "COUNTERSIGN_TOOLS", "tools_broken")
    assert load_attribute("tests.fakes.model:ScriptedModel", "X", "x") is ScriptedModel


def test_the_picture_shows_every_node_of_the_graph(house: House) -> None:
    drawn = picture()
    for node in house.graph.nodes:
        assert node in drawn


def test_the_trail_of_a_house_verifies(house: House) -> None:
    report = house.trail.verify()
    assert (report.faults, report.sealed_until) == ((), None)
    assert report.rows >= len(house.people.list())
