"""The mirror's scores are read anew only where a run came or went."""

from pathlib import Path

import pytest

from app.project import Change, Project
from app.runs import score_runs
from storage.mirror import scores
from tests.storage.mirror.filled import fill
from tests.storage.mirror.test_stage_events import keep


def test_a_commit_that_brings_no_run_leaves_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[object] = []
    whole = scores._read_scores
    monkeypatch.setattr(scores, "_read_scores", lambda build: (read.append(build), whole(build)))
    with Project.create(tmp_path / "shop.quill") as project:
        fill(project)

        def kept() -> int:
            with project.audience() as mirror:
                table = mirror.table("scores")
                return int(mirror.scalar(table.filter(table["name"] == "lifecycle_stage").count()))

        assert kept() == 0
        number = keep(project, 100, {1: "Active", 2: "Active"})
        assert kept() == 2
        before = len(read)
        with project.write("Said to be scores", {Change.SCORES}):
            pass
        assert kept() == 2
        assert len(read) == before
        with project.write("Back", {Change.SCORES}) as connection:
            score_runs.take_away(connection, number, "lifecycle_stage")
        assert kept() == 0
