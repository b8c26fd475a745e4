"""A folder that is there wholly or not at all."""

from pathlib import Path

import pytest

from app.domain.problems import FileProblem
from app.project.atomic_folder import new_folder


def test_it_is_there_when_all_went_well_and_gone_otherwise(tmp_path: Path) -> None:
    target = tmp_path / "out"
    with new_folder(target) as draft:
        (draft / "a").write_text("x")
        assert not target.exists()
    assert [path.name for path in target.iterdir()] == ["a"]
    with pytest.raises(KeyError), new_folder(tmp_path / "other") as draft:
        raise KeyError(draft)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_empty_folder_is_taken_and_a_full_one_or_a_file_is_not(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with new_folder(tmp_path / "empty") as draft:
        (draft / "a").touch()
    (tmp_path / "file").touch()
    for name in ("empty", "file"):
        with pytest.raises(FileProblem), new_folder(tmp_path / name):
            pass
    assert [path.name for path in (tmp_path / "empty").iterdir()] == ["a"]


def test_where_no_folder_can_be_made_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="cannot be made"), new_folder(tmp_path / "no" / "such" / "place"):
        pass
