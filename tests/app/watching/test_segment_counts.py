"""What an import changed in the segments is told, and nothing else."""

from pathlib import Path

from app import ingest
from app.audience import segments
from app.project import Project
from app.watching import SegmentCounts


def test_only_what_changed_is_told_with_what_it_was(tmp_path: Path) -> None:
    with Project.create(tmp_path / "Shop.quill") as project:
        bring_in(project, tmp_path, "ann", "Paris")
        segments.save(project, "Paris", {"trait": "city", "op": "is", "value": "Paris"})
        segments.save(project, "Lyon", {"trait": "city", "op": "is", "value": "Lyon"})
        counts = SegmentCounts(project)
        assert counts.take() == []
        bring_in(project, tmp_path, "bob", "Lyon")
        told = counts.take()
        assert [one.detail for one in told] == [{"segment": "Lyon", "count": 1, "before": 0}]
        assert told[0].message == "“Lyon” has 1 person, 1 more."
        ingest.undo(project, 2)
        assert [one.message for one in counts.take()] == ["“Lyon” has 0 people, 1 fewer."]
        segments.save(project, "All", {"all": []})
        assert [one.message for one in counts.take()] == ["“All” has 1 person."]


def bring_in(project: Project, folder: Path, name: str, city: str) -> None:
    path = folder / f"{name}.csv"
    path.write_text(f"email,city\n{name}@example.com,{city}\n", encoding="utf-8")
    ingest.run_import(project, path, "profiles")
