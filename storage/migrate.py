"""migrate: bring a database to today's tables. Of several processes one migrates, the rest wait."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from domain.errors import Invalid
from storage.unit import in_words


def migrate(engine: Engine) -> None:
    """Apply what is missing; raises Invalid `database_newer` for a database from the future,
    Unavailable `storage_failed` for a file that is none.
    """
    try:
        _migrate(engine)
    except DBAPIError as error:
        raise in_words(error.orig) from error


def _migrate(engine: Engine) -> None:
    config = _config()
    scripts = ScriptDirectory.from_config(config)
    with engine.connect() as connection:
        # The write lock is taken before anything is looked at, so that two openers take turns.
        connection.execute(text("BEGIN IMMEDIATE"))
        standing = MigrationContext.configure(connection).get_current_revision()
        known = {script.revision for script in scripts.walk_revisions()}
        if standing is not None and standing not in known:
            raise Invalid(
                "database_newer",
                "This database was written by a newer release; open it with that one.",
            )
        if standing != scripts.get_current_head():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        connection.execute(text("COMMIT"))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
