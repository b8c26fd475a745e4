"""Pushes in a folder: found by their project, held by whoever reads, taken away when nobody does."""

import os
from pathlib import Path

import pytest

from storage.spark import folder


def lay(into: Path, uid: str, token: str) -> str:
    name = folder.new_name(uid)
    (into / name).mkdir()
    folder.say(into / name, token, "UTC", {"people": 1})
    return name


def test_each_project_has_its_own(tmp_path: Path) -> None:
    first, _ = lay(tmp_path, "one", "a"), lay(tmp_path, "two", "b")
    (tmp_path / "something else").mkdir()
    [found] = folder.lying(tmp_path, "one")
    assert (found.folder, found.token, found.timezone, found.facts) == (tmp_path / first, "a", "UTC", {"people": 1})
    found.held.close()


def test_one_of_another_version_shows_no_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(folder, "FORMAT", -1)
        lay(tmp_path, "one", "a")
    [found] = folder.lying(tmp_path, "one")
    assert found.token == ""
    found.held.close()


@pytest.mark.skipif(os.name == "nt", reason="there open files hold their folder by themselves")
def test_what_is_read_goes_with_the_next(tmp_path: Path) -> None:
    earlier, newest, other = lay(tmp_path, "one", "a"), lay(tmp_path, "one", "b"), lay(tmp_path, "two", "c")
    read = {one.folder.name: one for one in folder.lying(tmp_path, "one")}
    read[newest].held.close()
    folder.tidy(tmp_path, "one", newest)
    assert {one.name for one in tmp_path.iterdir()} == {earlier, newest, other}
    read[earlier].held.close()
    folder.tidy(tmp_path, "one", newest)
    assert {one.name for one in tmp_path.iterdir()} == {newest, other}
