"""test_settings: the environment speaks, a keyword argument speaks louder."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from domain.settings import VARIABLES, Settings


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in VARIABLES.values():
        monkeypatch.delenv(variable, raising=False)


def test_an_empty_environment_means_the_defaults() -> None:
    settings = Settings()
    assert settings.home == Path("var")
    assert (settings.database, settings.tools, settings.model, settings.policy) == (
        "",
        "",
        "",
        None,
    )


@pytest.mark.parametrize("field", sorted(VARIABLES))
def test_each_variable_sets_its_field(field: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLES[field], "from-the-environment")
    assert str(getattr(Settings(), field)) == "from-the-environment"


@pytest.mark.parametrize("field", sorted(VARIABLES))
def test_a_keyword_wins_over_its_variable(field: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLES[field], "from-the-environment")
    assert str(getattr(Settings.model_validate({field: "mine"}), field)) == "mine"


def test_a_keyword_can_also_empty_what_the_environment_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COUNTERSIGN_MODEL", "somebody:else")
    assert Settings(model="").model == ""


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERSIGN_HOME", "")
    assert Settings().home == Path("var")


def test_the_database_lies_under_the_home_unless_another_is_set(tmp_path: Path) -> None:
    assert Settings(home=tmp_path).database_url == f"sqlite:///{tmp_path / 'countersign.db'}"
    assert Settings(home=tmp_path, database="sqlite:///x").database_url == "sqlite:///x"


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate({"hoem": "typo"})


def test_the_mail_password_is_not_printed() -> None:
    assert "secret" not in repr(Settings(smtp_url="smtp://user:secret@host:25"))
