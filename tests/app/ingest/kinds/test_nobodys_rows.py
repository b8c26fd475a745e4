"""An import tells of rows that name somebody only by what joins nobody, and says nothing where there are none."""

from collections.abc import Callable
from pathlib import Path

from app import ingest
from app.ingest.importing.identifier_settings import IdentifierSettings
from app.project import Project

FILE = "email,phone,cookie_id,first_name\n{}\n"


def test_rows_of_nobody_are_told_with_their_lines(project: Project, write: Callable[[str, str], Path]) -> None:
    rows = ["info@x.de,,,A", "info@x.de,+442079460101,,B", ",,k1,C", "info@x.de,,k2,D"]
    path = write("a.csv", FILE.format("\n".join(rows)))
    settings = IdentifierSettings(project)
    assert not [one for one in ingest.dry_run(project, path, "profiles").warnings if "join nobody" in one.text]
    settings.change(settings.blocked("email", "info@x.de"))
    [note] = [one for one in ingest.run_import(project, path, "profiles").warnings if "join nobody" in one.text]
    assert (note.level, note.count, note.lines) == ("yellow", 2, (2, 5))
