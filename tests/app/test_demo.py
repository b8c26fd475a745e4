"""The front of the demo: where it goes when nobody says, and that nothing of the user's is touched."""

from pathlib import Path

import pytest

from app import demo
from app.domain.problems import Problem
from app.domain.progress import Cancelled, Progress


def test_it_goes_into_the_users_documents() -> None:
    assert demo.default_folder().name == demo.FOLDER
    assert demo.default_folder().is_absolute()


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(Problem):
        demo.build(tmp_path / demo.PROJECT, people=20)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_stopping_leaves_nothing_and_a_seed_is_taken(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        demo.build(tmp_path / "demo" / demo.PROJECT, people=20, seed=7, progress=Progress(cancelled=lambda: True))
    assert list(tmp_path.iterdir()) == []
