"""The world's faults told apart from bugs of ours."""

import contextlib
import errno
import os
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError

from storage.disk.errors import NotAProject, StoreFault, WriterBusy, fault_of


def _sqlite_error(path: Path, statement: str, timeout: float = 5) -> sqlite3.Error:
    """The error that SQLite itself raises at a statement."""
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=timeout)) as connection:
            connection.execute(statement)
    except sqlite3.Error as error:
        return error
    raise AssertionError("it went well")


def test_what_sqlite_really_raises_is_said_with_a_remedy(tmp_path: Path) -> None:
    other = tmp_path / "notes.quill"
    other.write_text("no database, though it is long enough to be taken for one" * 20)
    fault = fault_of(_sqlite_error(other, "SELECT * FROM sqlite_schema"))
    assert fault is not None
    assert (fault.what, fault.damaged) == ("The file is not a Quillwork project", True)
    missing = fault_of(_sqlite_error(tmp_path / "no" / "where.quill", "SELECT 1"))
    assert missing is not None
    assert missing.what == "The project file cannot be opened"
    assert "folder exists" in missing.remedy
    assert not missing.damaged


def test_a_writer_in_the_way_is_said_as_that(tmp_path: Path) -> None:
    path = tmp_path / "a.quill"
    with sqlite3.connect(path, isolation_level=None) as holder:
        holder.execute("CREATE TABLE t (x)")
        holder.execute("BEGIN IMMEDIATE")
        fault = fault_of(_sqlite_error(path, "INSERT INTO t VALUES (1)", timeout=0))
        holder.execute("ROLLBACK")
    holder.close()
    assert fault is not None
    assert fault.what == "Another program is writing the project"


def test_a_mistake_in_a_statement_is_a_bug(tmp_path: Path) -> None:
    assert fault_of(_sqlite_error(tmp_path / "a.quill", "SELECT no_such_column")) is None
    assert fault_of(ValueError("x")) is None


def test_sqlalchemy_passes_the_engine_s_fault_on(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'no' / 'where.db'}")
    with pytest.raises(DatabaseError) as raised, engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    engine.dispose()
    fault = fault_of(raised.value)
    assert fault is not None
    assert fault.what == "The project file cannot be opened"


@pytest.mark.parametrize("kind", [StoreFault, NotAProject, WriterBusy])
def test_a_fault_is_itself(kind: type[StoreFault]) -> None:
    fault = kind("What", "Remedy")
    assert fault_of(fault) is fault


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_what_is_the_disk_s_is_said_of_the_folder_and_not_of_a_draft_in_it(number: int) -> None:
    fault = fault_of(OSError(number, os.strerror(number), "/shop/.quillwork-draft-1"))
    assert fault is not None
    assert "(/shop)" in fault.what
    assert "draft" not in fault.what


def test_what_is_a_file_s_is_said_of_the_file() -> None:
    fault = fault_of(PermissionError(errno.EACCES, "Permission denied", "/shop/list.csv"))
    assert fault is not None
    assert fault.what == "The file or folder may not be changed (/shop/list.csv)"


def test_a_number_that_nobody_knows_is_said_in_the_system_s_own_words() -> None:
    fault = fault_of(OSError(errno.EXDEV, "Invalid cross-device link", "/a"))
    assert fault is not None
    assert (fault.what, fault.remedy) == ("Invalid cross-device link (/a)", "Check the drive and try again.")


def test_an_engine_that_passes_sqlite_s_words_on_is_understood() -> None:
    import adbc_driver_manager

    error = adbc_driver_manager.OperationalError(
        "[SQLite] database disk image is malformed", status_code=adbc_driver_manager.AdbcStatusCode.IO
    )
    fault = fault_of(error)
    assert fault is not None
    assert fault.damaged
    assert "Restore a backup" in fault.remedy
