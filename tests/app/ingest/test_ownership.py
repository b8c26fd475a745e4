"""Whom identifiers and events belong to, through a real project: whatever came when, and what was taken back."""

from pathlib import Path
from random import Random

import pytest

from app import ingest
from app.project import Project
from storage.file import models
from tests.app.ingest.identity.test_resolution import KINDS, slowly

VALUES = {
    "customer_id": [str(number) for number in range(1, 5)],
    "email": [f"{letter}@x.example" for letter in "abcd"],
    "phone": [f"+1202555010{number}" for number in range(3)],
    "cookie_id": [f"k{number}" for number in range(3)],
}


def some_rows(random: Random, first: int) -> list[dict[str, str]]:
    """Rows of one file, each an event whose `sku` is its number."""
    rows = []
    for number in range(random.randint(1, 5)):
        kinds = random.sample(KINDS, random.randint(1, 3))
        rows.append({kind: random.choice(VALUES[kind]) for kind in kinds} | {"sku": f"s{first + number}"})
    return rows


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    header = [*KINDS, "sku"]
    lines = [",".join(row.get(name, "") for name in header) for row in rows]
    lines = [f"2011-05-01 10:00:00,viewed_product,{line}" for line in lines]
    path.write_text("\n".join([f"time,event,{','.join(header)}", *lines]) + "\n")
    return path


def state(project: Project) -> tuple[dict[str, str | None], dict[str, str], set[str], set[tuple[str, ...]]]:
    """Whose each event and each identifier is, who there is, and what is disputed."""
    with project.read() as connection:
        keys = {row.id: row.key for row in connection.execute(models.profile.select())}
        events = {row.sku: keys.get(row.profile_id) for row in connection.execute(models.event.select())}
        owners = {
            f"{row.kind}:{row.value}": keys[row.profile_id] for row in connection.execute(models.identifier.select())
        }
        disputes = {tuple(sorted(row.detail.items())) for row in connection.execute(models.conflict.select())}
    return events, owners, set(keys.values()), disputes


def world(folder: Path, seed: int) -> None:
    """Files in an order, some taken back: the people are those of what is left, as rules and another order say."""
    random = Random(seed)
    files: dict[int, list[dict[str, str]]] = {}
    with Project.create(folder / "a.quill", clock="2012-01-01") as project:
        left: dict[int, Path] = {}
        for number in range(random.randint(2, 5)):
            files[number] = some_rows(random, number * 10)
            path = write(folder / f"{number}.csv", files[number])
            left[ingest.run_import(project, path, "events").batch] = path
            if len(left) > 1 and random.random() < 0.3:
                gone = random.choice(sorted(left))
                ingest.undo(project, gone)
                del files[int(left.pop(gone).stem)]
        found = state(project)
    rows = [row for number in files for row in files[number]]
    people = slowly(rows)
    assert found[0] == {row["sku"]: who for row, who in zip(rows, people, strict=True)}, seed
    assert found[2] == {who for who in people if who} | set(found[1].values()), seed
    with Project.create(folder / "b.quill", clock="2012-01-01") as other:
        for path in random.sample(sorted(left.values()), len(left)):
            ingest.run_import(other, path, "events")
        assert state(other) == found, seed


@pytest.mark.parametrize("seed", range(4))
def test_whatever_came_when(tmp_path: Path, seed: int) -> None:
    world(tmp_path, seed)


@pytest.mark.long
@pytest.mark.timeout(1_800)
def test_whatever_came_when_in_many_worlds(tmp_path: Path) -> None:
    for seed in range(4, 300):
        (folder := tmp_path / str(seed)).mkdir()
        world(folder, seed)
