"""Taking an import back looks at those whom it concerns alone, and finds what looking at everybody finds."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import ingest
from app.ingest.identity import neighbours
from app.ingest.identity.full_resolution import recount
from app.project import Project
from storage import bulk

HEAD = "customer_id,email,phone,city,email consent,consent date\n"
cell = st.sampled_from(["", "1", "2", "3"])
row = st.tuples(cell, cell, cell).filter(any)
files = st.lists(st.lists(row, min_size=1, max_size=4), min_size=2, max_size=4)


def text(rows: list[tuple[str, str, str]]) -> str:
    lines = (
        f"{customer},{email and email + '@x.de'},{phone and '+49170000000' + phone},Rome,yes,2011-01-01\n"
        for customer, email, phone in rows
    )
    return HEAD + "".join(lines)


def check(folder: Path, brought: list[list[tuple[str, str, str]]], gone: int) -> None:
    """After one of several files went, nothing is left for a look at all links to change."""
    with Project.create(folder / "shop.quill", clock="2012-01-01") as project, pytest.MonkeyPatch.context() as patch:
        patch.setattr(neighbours, "_SHARE", 0)
        for number, rows in enumerate(brought):
            path = folder / f"{number}.csv"
            path.write_text(text(rows), "utf-8")
            ingest.run_import(project, path, "profiles")
        ingest.undo(project, gone + 1)
        with project.read() as connection:
            whole = recount(connection)
            listed = connection.exec_driver_sql("SELECT batch_id, row, detail FROM conflict").all()
    assert (whole.added.num_rows, whole.renamed, whole.heirs, whole.passed) == (0, {}, {}, {})
    assert (len(whole.moved.links), len(whole.stale), whole.identifiers.num_rows) == (0, 0, 0)
    assert len(listed) == len(whole.conflicts)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(brought=files, gone=st.integers(0, 1))
def test_whom_it_concerns_is_whom_a_look_at_all_finds(
    tmp_path_factory: pytest.TempPathFactory, brought: list[list[tuple[str, str, str]]], gone: int
) -> None:
    check(tmp_path_factory.mktemp("near"), brought, gone)


@pytest.mark.long
@pytest.mark.timeout(3600)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(brought=files, gone=st.integers(0, 1))
def test_whom_it_concerns_in_hundreds_of_cases(
    tmp_path_factory: pytest.TempPathFactory, brought: list[list[tuple[str, str, str]]], gone: int
) -> None:
    check(tmp_path_factory.mktemp("near"), brought, gone)


def test_a_small_import_taken_back_from_many_people_reads_few(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dump: Callable[[Project], dict[str, list[Any]]]
) -> None:
    many = "".join(f"C{n},p{n}@x.de,,Rome,yes,2011-01-01\n" for n in range(3_000))
    few = "".join(f"C{n},p{n}@x.de,,Oslo,yes,2011-02-01\nN{n},n{n}@x.de,,Oslo,,\n" for n in range(10))
    for name, rows in (("many.csv", many), ("few.csv", few)):
        (tmp_path / name).write_text(HEAD + rows)
        ingest.run_import(project, tmp_path / name, "profiles")
        if name == "many.csv":
            before = dump(project)
    rows_read: list[int] = []
    fetch = bulk.fetch

    def counted(*words: Any) -> pa.Table:
        found = fetch(*words)
        rows_read.append(found.num_rows)
        return found

    monkeypatch.setattr(bulk, "fetch", counted)
    ingest.undo(project, 2)
    assert 0 < sum(rows_read) < 250
    assert dump(project) == before
