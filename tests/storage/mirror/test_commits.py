"""The log of commits tells which of the mirror's parts are other than they were."""

from pathlib import Path

import pytest

from app.project import Change, Project
from storage.file.touched_tables import Footprint
from storage.mirror import commits
from storage.mirror.build import PARTS
from storage.mirror.commits import _parts
from tests.storage.mirror.filled import fill


@pytest.mark.parametrize("changes", [None, 5, "profiles", {"profiles": 1}])
def test_a_commit_that_does_not_say_what_it_changed_may_have_changed_everything(changes: object) -> None:
    assert _parts(changes) == PARTS
    assert _parts(["segments"]) == ()


def test_only_commits_of_what_is_mirrored_are_listed(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.quill") as project:
        before, none = commits.of(project.path)
        assert none == []
        assert not commits.has_events(project.path)
        fill(project)
        with project.write("a segment", {Change.SEGMENTS}):
            pass
        newest, found = commits.of(project.path)
        assert newest == before + 2
        assert [(commit.number, set(commit.parts)) for commit in found] == [(before + 1, set(PARTS))]
        assert commits.has_events(project.path)
        assert commits.touched(project.path, before).events == ((1, 3),)
        assert commits.touched(project.path, newest) == Footprint()
