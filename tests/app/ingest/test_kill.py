"""An import that is killed has happened wholly or not at all."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app import ingest
from app.project import Project
from storage.file import models

pytestmark = pytest.mark.early

# What takes long to load is loaded first, so that the kill falls into the work and not into the start.
CHILD = """
import sys
import app.ingest.importing.file_import, app.ingest.kinds.project_rows, app.ingest.identity.profiles
import storage.bulk.rows, adbc_driver_sqlite.dbapi
from app import command_line
print("ready", flush=True)
status = command_line.run(["import", *sys.argv[1:]])
print("done", flush=True)
sys.exit(status)
"""
TABLES = (models.link, models.profile, models.identifier, models.event, models.adjustment, models.rejected_row)


def start(project: Path, file: Path) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", CHILD, str(project), str(file), "--as", "orders"]
    child = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


def told(path: Path) -> tuple[int, ...]:
    with Project.open(path) as project:
        assert project.integrity() == []
        with project.read() as connection:
            counts = [connection.scalar(select(func.count()).select_from(table)) for table in TABLES]
        return (len(ingest.history(project)), *counts)


def killed(empty: Path, file: Path, folder: Path, points: list[float]) -> None:
    """Kill the import of a file at these shares of the time that it takes."""
    whole = folder / "whole.quill"
    shutil.copy(empty, whole)
    child = start(whole, file)
    began = time.monotonic()
    assert child.stdout is not None
    while child.stdout.readline() != "done\n":
        pass
    took = time.monotonic() - began
    assert child.wait() == 0
    child.stdout.close()
    before, after = told(empty), told(whole)
    assert before != after
    for number, point in enumerate(points):
        path = folder / f"killed-{number}.quill"
        shutil.copy(empty, path)
        child = start(path, file)
        time.sleep(took * point)
        child.kill()
        child.wait()
        assert child.stdout is not None
        child.stdout.close()
        assert told(path) in (before, after)
        # What was not finished can be done now.
        if told(path) == before:
            with Project.open(path) as project:
                ingest.run_import(project, file, "orders")
            assert told(path) == after


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "empty.quill"
    Project.create(path, timezone="Europe/London", clock="2012-01-01").close()
    return path


def test_killed_at_four_points(empty: Path, tmp_path: Path) -> None:
    lines = [
        f"{number // 3},S{number % 50},{number % 7 - 1},{number % 9}.50,2011-05-01,{number % 400 or ''}"
        for number in range(6_000)
    ]
    file = tmp_path / "orders.csv"
    file.write_text("\n".join(["order id,sku,quantity,price,date,customer id", *lines]), "utf-8")
    killed(empty, file, tmp_path, [0.15, 0.4, 0.65, 0.9])


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_killed_at_twenty_points(empty: Path, tmp_path: Path, shared_data: Path) -> None:
    file = shared_data / "online_retail" / "online_retail.csv.gz"
    killed(empty, file, tmp_path, [(number + 0.5) / 20 for number in range(20)])
