"""The demo as plain files, and from them back."""

import sqlite3
from pathlib import Path

from app import demo, plain
from app.project import Project, audit_log


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_demo_goes_out_and_comes_back_into_an_emptied_copy(tmp_path: Path) -> None:
    path = demo.build(tmp_path / "demo" / demo.PROJECT, people=300).project
    with Project.open(path) as project:
        done = plain.export(project, tmp_path / "one")
        things = plain.bring_in(project, tmp_path / "one", dry_run=True)
        assert (things.new, things.changed, things.passed_over) == ([], [], [])
    assert {"segments/VIPs.json", "templates/Autumn table/body.html", "campaigns/Autumn table.json"} <= set(
        done.written
    )
    database = sqlite3.connect(path)
    for table in ("campaign", "template", "template_version", "segment", "membership"):
        database.execute(f"DELETE FROM {table}")
    database.commit()
    database.close()
    with Project.open(path) as project:
        assert len(plain.bring_in(project, tmp_path / "one").new) == len(things.same)
        plain.export(project, tmp_path / "two")
        assert audit_log.verify(project).whole
    assert _files(tmp_path / "two") == _files(tmp_path / "one")
