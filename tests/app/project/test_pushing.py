"""The audience is put on an engine that takes it, and the log says so first."""

from pathlib import Path
from typing import Any

import pytest

from app.domain.problems import EngineProblem
from app.domain.progress import Progress
from app.project import EMBEDDED, Project, audit_log, push
from tests.app.audience.shop_data import NOW, fill


class Shelf:
    """An engine that only counts what it is given, and fails where it is told to."""

    name = "shelf"
    form = "shelf://there"
    parts: dict[str, str] = {}

    def __init__(self, fails: bool = False) -> None:
        self.fails = fails

    def at(self, address: str) -> None:
        return None

    def mirrors(self, project: Path, uid: str) -> Any:
        raise AssertionError

    def place(self) -> str:
        return "shelf://there"

    def fill(self, mirror: Any, uid: str, name: str, timezone: str, progress: Progress) -> dict[str, int]:
        if self.fails:
            raise EngineProblem("It is full")
        return {f"{name} {timezone}": mirror.people}


def test_what_it_took_is_told_and_logged(tmp_path: Path) -> None:
    with Project.create(tmp_path / "shop.quill", timezone="Europe/London", clock=NOW) as project:
        fill(project)
        done = push(project, Shelf())
        assert (done.engine, done.tables) == ("shelf://there", {"shop Europe/London": 12})
        with pytest.raises(EngineProblem):
            push(project, Shelf(fails=True))
        # Of one that failed too: some of it may have gone.
        lines = [
            line for line in audit_log.entries(project) if line.action == "Began to copy the audience to shelf://there"
        ]
        assert [line.kind for line in lines] == ["export", "export"]
        assert lines[0].detail == {"engine": "shelf://there", "people": 12}


def test_nothing_is_put_into_the_one_that_reads_the_project(tmp_path: Path) -> None:
    with Project.create(tmp_path / "shop.quill") as project, pytest.raises(EngineProblem, match="Nothing is put into"):
        push(project, EMBEDDED)
