"""What is kept of a field that is part of another."""

from pathlib import Path

from sqlalchemy import insert

from app.project import Change, Project
from storage.file import fields, models


def test_merges_are_read_with_all_that_is_kept_of_them(tmp_path: Path) -> None:
    said = {"into": "city", "leads": "old", "at": 5}
    with Project.create(tmp_path / "shop.quill") as project:
        with project.write("Wrote", {Change.PROFILES}) as connection:
            rows = [{"name": "ort", "merged": said}, {"name": "city", "merged": None}]
            connection.execute(insert(models.field), [row | {"hidden": False, "deleted": False} for row in rows])
        with project.read() as connection:
            assert fields.merges(connection) == {"ort": said}
