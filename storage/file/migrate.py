"""The schema's history: making it in a new file, and bringing an older file up to it on a copy."""

import contextlib
import functools
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from storage.disk.drafts import Draft
from storage.disk.errors import NotAProject
from storage.disk.writer_lock import WriterLock
from storage.file import backups, models

if TYPE_CHECKING:
    from alembic.config import Config

SCHEMA = 18
"""The newest schema, kept in a project's `user_version`; equal to the number of the last migration."""

PAGE = 1 << 14
"""The bytes of a page in a new file: with SQLite's own 4,096 millions of rows take a sixth longer to write."""

Step = Callable[[float, float, str], None]
"""What is told of progress (done, total, phrase); what it raises ends the work."""

# Of SQLite's machine, some hundredths of a second.
_OPERATIONS = 1_000_000


def _silent(done: float, total: float, phrase: str) -> None:
    del done, total, phrase


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    # A path of the package, not of the checkout: a frozen program finds its scripts the same way.
    config.set_main_option("script_location", str(Path(__file__).parents[1] / "migrations"))
    # Unsaid, Alembic warns.
    config.set_main_option("path_separator", "os")
    return config


def _upgrade(plain: sqlite3.Connection, version: int = SCHEMA) -> None:
    """Run the migrations that a file lacks, in place: only ever on a draft or a copy."""
    from alembic import command

    # The pool keeps the one connection that it is given, and closes it with the engine: not before the last line.
    engine = create_engine("sqlite://", creator=lambda: plain, poolclass=StaticPool)
    config = _config()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, f"{version:04d}")
        connection.commit()
    with plain:
        plain.execute(f"PRAGMA application_id={models.APPLICATION_ID}")
        plain.execute(f"PRAGMA user_version={version}")


def create_schema(path: Path, version: int = SCHEMA) -> None:
    """Make a new file with a schema, the newest one unless told otherwise, and nothing in it."""
    with path.open("xb") as file:
        file.write(_empty(version))
        # It gets its name next, which must not outlive the power without what stands in it.
        file.flush()
        os.fsync(file.fileno())


@functools.cache
def _empty(version: int) -> bytes:
    """The bytes of an empty file of a schema: going through the whole history takes a hundred times their writing."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f"PRAGMA page_size={PAGE}")
    _upgrade(connection, version)
    empty = connection.serialize()
    connection.close()
    return empty


def head() -> str:
    """The name of the newest migration that this installation carries."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def bring_up_to_date(path: Path, before: Step, after: Step) -> None:
    """Back an older project up and migrate it, under the writer's lock; both tell how far they are.

    Raises WriterBusy where another process holds it.
    """
    lock = WriterLock(path)
    lock.acquire()
    try:
        folder = backups.folder_of(path)
        backups.make(path, folder, "before-migration", told=lambda done, total: before(done, total, "Backing it up"))
        migrate(path, after)
    finally:
        lock.release()


def migrate(path: Path, step: Step = _silent) -> None:
    """Bring an older file up to date: on a copy, checked, then put in its place.

    The file is untouched if anything fails. Raises NotAProject where the copy does not come out whole.
    """
    # Under Alembic, SQLite keeps the changes of tables that were rolled back: only a copy can be thrown away whole.
    with Draft(path.parent) as draft:
        backups.copy(path, draft.path, lambda done, total: step(done / 3, total, _DOING))
        with contextlib.closing(sqlite3.connect(draft.path)) as copy, _told(copy, lambda: step(1, 3, _DOING)):
            _upgrade(copy)
        _check(draft.path, path, lambda: step(2, 3, _DOING))
        backups.put_in_place(draft.path, path)


_DOING = "Bringing the project up to date"


@contextlib.contextmanager
def _told(connection: sqlite3.Connection, tell: Callable[[], None]) -> Iterator[None]:
    """Call `tell` again and again while a connection is at work; what it raises ends the work."""
    raised: list[BaseException] = []

    def beat() -> int:
        """Called by SQLite while it works: anything but 0 ends that. Errors are kept for whoever waits."""
        try:
            tell()
        except BaseException as error:
            raised.append(error)
        return len(raised)

    connection.set_progress_handler(beat, _OPERATIONS)
    try:
        yield
    except Exception:
        if raised:
            raise raised[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


def _check(copy: Path, path: Path, tell: Callable[[], None]) -> None:
    with contextlib.closing(sqlite3.connect(copy)) as connection, _told(connection, tell):
        found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    if found != ["ok"]:
        raise NotAProject(f"{path.name} is damaged and could not be brought up to date", "Restore a backup.")
