"""What the project holds already: files that were imported before, and events that a file could repeat."""

import hashlib
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from app import ingest
from app.ingest.kinds import already_imported
from app.project import Project
from storage.file.models import batch
from tests.app.ingest.conftest import Dump, Write

TEXT = "Email,Event,Time\na@x.de,opened,2011-11-03\n"


def test_a_file_is_known_by_its_bytes_its_kind_and_how_it_was_read(project: Project, write: Write) -> None:
    ingest.run_import(project, write("a.csv", TEXT), "events")
    sha = hashlib.sha256(TEXT.encode()).hexdigest()
    with project.read() as connection:
        mapping = connection.scalar(select(batch.c.mapping))
        assert already_imported.same_files(connection, sha, "events", mapping) == [1]
        assert already_imported.same_files(connection, sha, "events", mapping, besides=1) == []
        assert already_imported.same_files(connection, sha, "events", {}) == []
        assert already_imported.read_otherwise(connection, sha, "events", 0) == [1]
        assert already_imported.read_otherwise(connection, sha, "profiles", 0) == []
        assert already_imported.is_in(connection, sha)
        assert not already_imported.is_in(connection, "0" * 64)
        assert already_imported.adjustments(connection).tolist() == []


def test_what_was_taken_back_is_not_there_any_more(project: Project, write: Write) -> None:
    report = ingest.run_import(project, write("a.csv", TEXT), "events")
    assert report.batch is not None
    ingest.undo(project, report.batch)
    with project.read() as connection:
        assert not already_imported.is_in(connection, hashlib.sha256(TEXT.encode()).hexdigest())


SHOWN = {
    "a.csv": ("events", "time,event,customer_id,cookie_id\n2011-04-01,view,,k1\n2011-04-02,view,1,k1\n,buy,2,k2\n"),
    "b.csv": ("events", "time,event,customer_id,cookie_id\n2011-04-02,view,1,k1\n2011-04-02,view,1,k3\n,buy,2,k2\n"),
    "c.csv": ("events", "time,event,customer_id,cookie_id\n2011-04-01,view,,k1\n2011-04-03,view,2,k2\n"),
    "d.csv": ("profiles", "customer_id,email\n1,a@x.de\n2,b@x.de\n"),
    "e.csv": ("profiles", "customer_id,email,cookie_id\n3,a@x.de,k3\n4,b@x.de,k4\n"),
    "f.csv": ("orders", "order id,sku,price,date,email\n1,A,5,2011-05-01,a@x.de\n2,A,5,2011-05-02,b@x.de\n"),
    "g.csv": ("orders", "order id,sku,price,date,email\n1,A,5,2011-05-01,a@x.de\n2,A,4,2011-05-02,b@x.de\n"),
}


@pytest.mark.parametrize("seed", [*range(3), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(3, 30))])
def test_looked_up_one_by_one_the_same_rows_are_known_as_among_all(
    new_project: Callable[[], Project], tmp_path: Path, dump: Dump, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    names = chance.choices(sorted(SHOWN), k=9)
    told = []
    for sparse in (0, 1 << 40):
        monkeypatch.setattr(already_imported, "_SPARSE", sparse)
        project, reports = new_project(), []
        for place, name in enumerate(names):
            kind, text = SHOWN[name]
            # The same rows in another file: only what the project holds tells that they are known.
            path = tmp_path / f"{place}-{name}"
            path.write_text(text + "\n" * place, "utf-8")
            report = ingest.run_import(project, path, kind)
            reports.append((name, report.duplicates, report.accepted, report.events, report.anonymous))
        told.append((reports, dump(project)))
    assert told[0] == told[1]
    assert any(duplicates for _, duplicates, *_ in told[0][0])
