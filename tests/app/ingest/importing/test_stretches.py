"""Where a topic is read on stands with the imports, and with nothing else."""

from pathlib import Path

import pytest

from app import ingest
from app.domain.problems import Problem
from app.ingest import Stretch
from app.project import Project

TOPIC = "kafka://127.0.0.1:9092/visits"


def bring_in(project: Project, folder: Path, name: str, offsets: dict[int, tuple[int, int]], topic: str = TOPIC) -> int:
    path = folder / "visits.jsonl"
    path.write_text(f'{{"email": "{name}@example.com", "city": "Paris"}}\n', encoding="utf-8")
    report = ingest.run_import(project, path, "profiles", None, Stretch(topic, offsets))
    assert report.stretch == {str(one): list(span) for one, span in offsets.items()}
    return int(report.batch or 0)


def test_the_newest_stretch_of_each_partition_holds_also_where_it_was_taken_back(tmp_path: Path) -> None:
    with Project.create(tmp_path / "Shop.quill") as project:
        assert ingest.next_offsets(project, TOPIC) == {}
        bring_in(project, tmp_path, "ann", {0: (0, 12), 1: (3, 5)})
        number = bring_in(project, tmp_path, "bob", {1: (5, 9)})
        bring_in(project, tmp_path, "cyd", {0: (0, 400)}, "kafka://127.0.0.1:9092/orders")
        assert ingest.next_offsets(project, TOPIC) == {0: 12, 1: 9}
        ingest.undo(project, number)
        assert ingest.next_offsets(project, TOPIC) == {0: 12, 1: 9}
        # Made anew, a topic begins again.
        bring_in(project, tmp_path, "dan", {0: (0, 2)})
        assert ingest.next_offsets(project, TOPIC) == {0: 2, 1: 9}
        assert ingest.history(project)[0].source == TOPIC


def test_an_import_that_fails_leaves_it_where_it_was(tmp_path: Path) -> None:
    path = tmp_path / "visits.jsonl"
    path.write_text("no object\n", encoding="utf-8")
    with Project.create(tmp_path / "Shop.quill") as project:
        with pytest.raises(Problem):
            ingest.run_import(project, path, "profiles", None, Stretch(TOPIC, {0: (0, 1)}))
        assert ingest.next_offsets(project, TOPIC) == {}
