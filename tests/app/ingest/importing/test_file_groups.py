"""The files of one archive come in together or not at all."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app import ingest
from app.domain.problems import Problem
from app.domain.progress import Cancelled, Progress
from app.domain.serialising import to_json
from app.ingest.importing import file_groups
from app.project import Project

Write = Callable[[str, str], Path]


@pytest.fixture
def two(write: Write) -> list[Path]:
    return [
        write("a.csv", "Email,City\nann@x.example,Paris\nbob@x.example,Rome\n"),
        write("b.csv", "Email,City\nann@x.example,Nice\n,Lyon\n"),
    ]


def brought(project: Project, paths: list[Path], *, dry: bool = False) -> file_groups.ImportedFiles:
    reports = file_groups.import_files(project, paths, "profiles", None, None, None, dry)
    return file_groups.joined(paths, reports)


def test_each_is_an_import_of_its_own_and_their_sums_are_told(project: Project, two: list[Path]) -> None:
    found = brought(project, two)
    assert (found.kind, found.batches) == ("profiles", [1, 2])
    told = to_json(found)
    assert {name: told[name] for name in ("batch", "rows", "accepted", "rejected", "profiles_created")} == {
        "batch": None, "rows": 4, "accepted": 3, "rejected": 1, "profiles_created": 2,
    }  # fmt: skip
    assert [one["file"] for one in told["files"]] == ["a.csv", "b.csv"]


def test_a_look_changes_nothing(project: Project, two: list[Path]) -> None:
    found = brought(project, two, dry=True)
    assert (found.batches, ingest.history(project)) == ([None, None], [])


def test_where_one_cannot_come_in_none_does(project: Project, write: Write, two: list[Path]) -> None:
    with pytest.raises(Problem):
        brought(project, [*two, write("c.csv", "Colour,Size\nred,3\n")])
    assert ingest.history(project) == []


def test_a_stop_between_two_takes_the_first_back(project: Project, two: list[Path]) -> None:
    def stop(share: float, _: str) -> None:
        if share > 0.7:
            raise Cancelled

    with pytest.raises(Cancelled):
        file_groups.import_files(project, two, "profiles", None, None, None, False, Progress(stop))
    assert [one.undone_at is not None for one in ingest.history(project)] in ([True], [True, True])
