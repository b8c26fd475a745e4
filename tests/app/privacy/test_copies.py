"""What may hold somebody's data outside the project is known from what came in and went out."""

from pathlib import Path

from app import privacy
from app.project import Project, backups


def test_each_file_is_told_once_and_copies_of_the_project_too(shop: Project, tmp_path: Path) -> None:
    for _ in range(2):
        shop.note("Wrote a list", "export", {"file": str(tmp_path / "list.csv")})
    path = shop.path
    made = backups.made_of(path)[-1]
    shop.close()
    kept = backups.restore(path, made).kept
    with Project.open(path) as project:
        project.note("Wrote a list", "export", {"file": str(tmp_path / "list.csv")})
        told = [(one.kind, Path(one.path).name) for one in privacy.elsewhere(project)]
    assert told.count(("exported", "list.csv")) == 1
    assert ("imported", "contacts.csv") in told
    assert ("project", kept.name) in told
