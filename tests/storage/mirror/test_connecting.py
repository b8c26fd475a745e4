"""Opening a mirror for reading while somebody takes it away."""

from pathlib import Path

import duckdb
import pytest

from app.project import Project
from storage.mirror import connecting, mirror
from storage.mirror.child import Moved
from tests.storage.mirror.filled import fill, rows_of


def test_one_that_is_gone_is_to_be_made_anew(tmp_path: Path) -> None:
    with pytest.raises(Moved):
        connecting.connected(tmp_path / "gone.duckdb")


def test_one_that_is_damaged_says_so(tmp_path: Path) -> None:
    path = tmp_path / "odd.duckdb"
    path.write_bytes(b"no database" * 1_000)
    with pytest.raises(duckdb.IOException):
        connecting.connected(path)


def test_a_question_is_answered_though_an_erasure_takes_the_mirror_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[Path] = []

    def connected(path: Path) -> duckdb.DuckDBPyConnection:
        if not taken:
            taken.append(path)
            path.unlink()
        return connecting.connected(path)

    monkeypatch.setattr(mirror, "connected", connected)
    with Project.create(tmp_path / "a.quill") as project:
        fill(project)
        assert len(rows_of(project, "profiles")) == 3
    assert taken
