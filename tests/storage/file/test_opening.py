"""How a project file is reached."""

import contextlib
import os
import sqlite3
from pathlib import Path

import pytest

from storage.disk.errors import NotAProject
from storage.file import opening


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "shop.quill"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (x)")
        connection.execute("INSERT INTO t VALUES (7)")
        connection.commit()
    return path


def _read(address: str) -> int:
    with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
        return int(connection.execute("SELECT x FROM t").fetchone()[0])


@pytest.mark.parametrize("name", ["shop.quill", "50% off?.quill", "a#b.quill", "Größe &c.quill"])
def test_every_name_opens_at_its_address(path: Path, name: str) -> None:
    other = path.rename(path.with_name(name))
    assert _read(opening.uri(other)) == 7
    assert _read(opening.reading_uri(other)) == 7


def test_who_reads_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    with (
        contextlib.closing(sqlite3.connect(opening.reading_uri(path), uri=True)) as connection,
        pytest.raises(sqlite3.OperationalError, match="readonly"),
    ):
        connection.execute("INSERT INTO t VALUES (8)")
    assert path.read_bytes() == before


def test_a_file_that_cannot_be_written_is_read_as_it_stands(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "can_be_written", lambda _: False)
    assert opening.uri(path).endswith("?mode=ro&immutable=1")
    assert _read(opening.uri(path)) == 7
    assert list(path.parent.iterdir()) == [path]
    why = opening.why_not(path)
    assert why is not None
    assert "read-only" in why.what


def test_with_a_log_beside_it_the_file_alone_is_not_taken_for_the_truth(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not opening.has_log(path)
    writer = sqlite3.connect(path)
    writer.execute("PRAGMA journal_mode=WAL")
    writer.execute("UPDATE t SET x = 8")
    writer.commit()
    assert opening.has_log(path)
    monkeypatch.setattr(opening, "can_be_written", lambda _: False)
    assert "immutable" not in opening.uri(path)
    assert _read(opening.uri(path)) == 8
    writer.close()


def test_a_file_that_can_be_written_has_no_reason_against_it(path: Path) -> None:
    assert opening.why_not(path) is None


def test_whoever_is_writing_is_no_reason_to_read_only(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        assert opening.why_not(path) is None
        writer.execute("ROLLBACK")


MAGIC = bytes.fromhex("d9d505f920a163d7")


def _journal(named: bytes) -> bytes:
    """The end of a rollback journal that names a super-journal, as SQLite writes it."""
    return b"\0" * 512 + named + len(named).to_bytes(4, "big") + sum(named).to_bytes(4, "big") + MAGIC


def test_a_journal_that_would_delete_another_file_is_refused(path: Path) -> None:
    treasure = path.with_name("treasure.txt")
    treasure.write_text("gold")
    Path(f"{path}-journal").write_bytes(_journal(os.fsencode(treasure)))
    with pytest.raises(NotAProject, match="names another file"):
        opening.refuse_foreign_logs(path)
    assert treasure.exists()


def test_the_program_s_own_super_journal_is_let_through(path: Path) -> None:
    Path(f"{path}-journal").write_bytes(_journal(os.fsencode(f"{path.resolve()}-mj0123ABCDE")))
    opening.refuse_foreign_logs(path)


@pytest.mark.parametrize("bytes_", [b"", b"x" * 40, b"\xff" * 16 + MAGIC[:4]])
def test_a_journal_without_a_name_is_sqlite_s_own_affair(path: Path, bytes_: bytes) -> None:
    Path(f"{path}-journal").write_bytes(bytes_)
    opening.refuse_foreign_logs(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names there")
def test_a_pipe_in_a_log_s_place_is_refused_and_waited_for_by_nobody(path: Path) -> None:
    os.mkfifo(f"{path}-wal")
    with pytest.raises(NotAProject, match="is no file"):
        opening.refuse_foreign_logs(path)
