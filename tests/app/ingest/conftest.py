"""Small files, projects to bring them into, and a dump of all that a project says, without its batch numbers."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.ingest.identity import neighbours
from app.project import Project
from storage.file import kept_traits, models

Write = Callable[[str, str], Path]
Rows = Callable[[Project, Any], list[dict[str, Any]]]
Dump = Callable[[Project], dict[str, list[Any]]]


@pytest.fixture
def rows() -> Rows:
    """All rows of a table."""
    return _rows


@pytest.fixture
def dump() -> Dump:
    """All that a project says."""
    return _dump


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a small file."""

    def make(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return make


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An empty project in London, on a fixed day."""
    with Project.create(tmp_path / "shop.quill", timezone="Europe/London", clock="2012-01-01") as made:
        yield made


Check = Callable[[Project, Project, Path, Write, Rows, Dump, int], None]
"""What a random history of one project must come to beside another, made anew of what remains; by a seed."""


@pytest.fixture
def in_two(
    new_project: Callable[[], Project],
    tmp_path: Path,
    write: Write,
    rows: Rows,
    dump: Dump,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[Check, int], None]:
    """Does such a check in two new projects."""
    # Those whom a decision concerns are found anew by themselves, in so few people too.
    monkeypatch.setattr(neighbours, "_SHARE", 0)
    return lambda check, seed: check(new_project(), new_project(), tmp_path, write, rows, dump, seed)


@pytest.fixture
def new_project(tmp_path: Path) -> Iterator[Callable[[], Project]]:
    """Makes more projects, closed at the end."""
    made: list[Project] = []

    def make() -> Project:
        made.append(Project.create(tmp_path / f"more-{len(made)}.quill", timezone="Europe/London", clock="2012-01-01"))
        return made[-1]

    yield make
    for one in made:
        one.close()


def _rows(project: Project, table: Any) -> list[dict[str, Any]]:
    with project.read() as connection:
        found = [dict(row._mapping) for row in connection.execute(select(table))]
        if table is models.profile:
            known = dict(connection.execute(select(table.c.id, kept_traits.of_profile())).all())
            found = [row | {"traits": known[row["id"]]} for row in found]
        return found


def _dump(project: Project) -> dict[str, list[Any]]:
    """What a project says, in terms that do not depend on the numbers of batches, links and profiles."""
    people = {row["id"]: row for row in _rows(project, models.profile)}
    key = {None: None, 0: None} | {number: row["key"] for number, row in people.items()}
    links = {row["id"]: sorted(map(tuple, row["identifiers"])) for row in _rows(project, models.link)}
    found: dict[str, list[Any]] = {
        "people": [
            (row["key"], row["email"], row["mailable"], sorted(row["traits"].items(), key=str))
            for row in people.values()
        ],
        "identifiers": [
            (row["kind"], row["value"], row["original"], key[row["profile_id"]])
            for row in _rows(project, models.identifier)
        ],
        "tags": [(key[row["profile_id"]], row["tag"]) for row in _rows(project, models.tag)],
        "conflicts": [str(row["detail"]) for row in _rows(project, models.conflict)],
        "consents": [
            (key[row["profile_id"]], row["address"], row["channel"], row["status"], row["at"])
            for row in _rows(project, models.consent)
        ],
        "suppressed": [(row["address"], row["reason"]) for row in _rows(project, models.suppression)],
        "products": [
            tuple(value for name, value in row.items() if name != "batch_id") for row in _rows(project, models.product)
        ],
    }
    unsaid = ("id", "batch_id", "link_id", "profile_id")
    for name, table in (("events", models.event), ("adjustments", models.adjustment)):
        found[name] = [
            (key.get(row.get("profile_id")), links[row["link_id"]], [(n, v) for n, v in row.items() if n not in unsaid])
            for row in _rows(project, table)
        ]
    found["rows"] = [
        (key[row["profile_id"]], links[row["link_id"]], row["effective_at"], row["mode"], str(row["traits"]))
        for row in _rows(project, models.profile_row)
    ]
    return {name: sorted(values, key=str) for name, values in found.items()}
