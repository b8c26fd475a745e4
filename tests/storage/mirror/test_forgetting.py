"""Mirrors of one project go, wherever it lay; another's stay."""

from pathlib import Path

import pytest

from storage.disk.own_files import Made
from storage.mirror import forgetting


def test_what_is_noted_as_anothers_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUILLWORK_CACHE", str(tmp_path))
    stand = {}
    for name, uid in (("here", "mine"), ("moved", "mine"), ("other", "theirs"), ("old", None)):
        made = Made(tmp_path / "mirrors" / name)
        made.note(f"{name}.duckdb", **({} if uid is None else {"uid": uid}))
        stand[name] = made.folder / f"{name}.duckdb"
        stand[name].write_bytes(b"x")
    stranger = tmp_path / "mirrors" / "here" / "mine.txt"
    stranger.write_text("not ours")
    assert forgetting.forget("mine") == []
    assert [name for name, path in stand.items() if path.exists()] == ["other"]
    assert stranger.exists()
