"""The schema's history: making it in a new file, and bringing an older file up to it on a copy."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from storage.disk.drafts import Draft
from storage.disk.errors import NotAProject
from storage.file import backups, models

if TYPE_CHECKING:
    from alembic.config import Config

SCHEMA = 6
"""The newest schema, kept in a project's `user_version`; equal to the number of the last migration."""


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    # A path of the package, not of the checkout: a frozen program finds its scripts the same way.
    config.set_main_option("script_location", str(Path(__file__).parents[1] / "migrations"))
    # Unsaid, Alembic warns.
    config.set_main_option("path_separator", "os")
    return config


def _upgrade(path: Path, version: int = SCHEMA) -> None:
    """Run the migrations that a file lacks, in place: only ever on a draft or a copy."""
    from alembic import command

    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(path), poolclass=NullPool)
    config = _config()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, f"{version:04d}")
        connection.commit()
    engine.dispose()
    # The `with` of sqlite3 ends a transaction, and does not close the connection.
    with sqlite3.connect(path) as plain:
        plain.execute(f"PRAGMA application_id={models.APPLICATION_ID}")
        plain.execute(f"PRAGMA user_version={version}")
    plain.close()


def create_schema(path: Path, version: int = SCHEMA) -> None:
    """Make a new file with a schema, the newest one unless told otherwise, and nothing in it."""
    _upgrade(path, version)


def head() -> str:
    """The name of the newest migration that this installation carries."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def migrate(path: Path) -> None:
    """Bring an older file up to date: on a copy, checked, then put in its place.

    The file is untouched if anything fails. Raises NotAProject where the copy does not come out whole.
    """
    # Under Alembic, SQLite keeps the changes of tables that were rolled back: only a copy can be thrown away whole.
    with Draft(path.parent) as draft:
        backups.copy(path, draft.path)
        _upgrade(draft.path)
        _check(draft.path, path)
        backups.put_in_place(draft.path, path)


def _check(copy: Path, path: Path) -> None:
    connection = sqlite3.connect(copy)
    found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    connection.close()
    if found != ["ok"]:
        raise NotAProject(f"{path.name} is damaged and could not be brought up to date", "Restore a backup.")
