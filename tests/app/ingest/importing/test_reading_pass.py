"""A dry run tells the numbers of the import that follows, and what a file touches is all that it changes."""

import csv
import itertools
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app import ingest
from app.domain.serialising import to_json
from app.ingest.identity.full_resolution import recount
from app.ingest.vocabulary.map_file import Mapping
from app.project import Change, Project
from storage.disk.writer_lock import WriterLock
from storage.file import models
from tests.app.ingest.conftest import Write

pytestmark = pytest.mark.early

NAMES = itertools.count()
who = {
    "customer_id": st.sampled_from(["", "1", "2", "3"]),
    "email": st.sampled_from(["", "a@x.de", "A@x.de", "b@x.de", "c@x.de", "n/a", "broken@"]),
    "cookie_id": st.sampled_from(["", "k", "m"]),
    "phone": st.sampled_from(["", "+49301234567", "+49307654321"]),
}
day = st.sampled_from(["2011-01-01", "2011-02-02", "2011-03-03", "soon"])
SHAPES: dict[str, dict[str, Any]] = {
    "profiles": who | {
        "city": st.sampled_from(["", "Paris", "Rome"]), "tags": st.sampled_from(["", "vip", "vip|new"]),
        "email consent": st.sampled_from(["", "yes", "no"]),
    },
    "events": who | {
        "time": day, "event": st.sampled_from(
            ["viewed_product", "unsubscribed", "bounced_email", "placed_order", "ordered_product"]),
        "kind": st.sampled_from(["", "hard", "soft"]), "order_id": st.sampled_from(["", "o1", "o2"]),
    },
    "orders": who | {
        "order_id": st.sampled_from(["o1", "o2", "o3", ""]), "sku": st.sampled_from(["S", "T"]), "time": day,
        "quantity": st.sampled_from(["1", "2", "-1", "0"]), "price": st.sampled_from(["1.50", "2", "0"]),
    },
    "products": {"sku": st.sampled_from(["S", "T", ""]), "name": st.sampled_from(["", "Lamp", "Cup"]),
                 "price": st.sampled_from(["1", "2.50", ""])},
    "consents": who | {"channel": st.just("email"), "status": st.sampled_from(["granted", "denied", "?"]), "time": day},
    "suppressions": {"email": who["email"], "customer_id": who["customer_id"],
                     "reason": st.sampled_from(["bounce", "complaint"])},
}  # fmt: skip


@st.composite
def files(draw: st.DrawFn) -> tuple[str, str, list[dict[str, str]]]:
    """A kind of file, its rule for those who are known already, and its rows."""
    kind = draw(st.sampled_from(sorted(SHAPES)))
    mode = draw(st.sampled_from(["update", "keep", "replace"])) if kind in ("profiles", "products") else "update"
    return kind, mode, draw(st.lists(st.fixed_dictionaries(SHAPES[kind]), min_size=1, max_size=6))


def told(report: Any) -> dict[str, Any]:
    return {name: value for name, value in to_json(report).items() if name not in ("batch", "seconds", "preview")}


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(files(), min_size=2, max_size=4), st.booleans())
def test_a_dry_run_tells_the_numbers_of_the_import(
    tmp_path: Path, sequence: list[tuple[str, str, list[dict[str, str]]]], undone: bool
) -> None:
    number = next(NAMES)
    with Project.create(tmp_path / f"p{number}.quill", clock="2012-01-01") as project:
        for place, (kind, mode, rows) in enumerate(sequence):
            path = tmp_path / f"{number}-{place}.csv"
            with path.open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, list(SHAPES[kind]))
                writer.writeheader()
                writer.writerows(rows)
            mapping = Mapping(kind, on_conflict=mode)
            assert told(ingest.dry_run(project, path, kind, mapping)) == told(
                ingest.run_import(project, path, kind, mapping)
            )
            if undone and place == 1:
                ingest.undo(project, 1)
            nothing_is_left_to_mend(project)


def nothing_is_left_to_mend(project: Project) -> None:
    """All the links together say what is stored, though each file was only held against what it touches."""
    with project.read() as connection:
        outcome = recount(connection)
        stored = {(row.batch_id, row.row, str(row.detail)) for row in connection.execute(select(models.conflict))}
    assert (len(outcome.added), outcome.renamed, outcome.heirs) == (0, {}, {})
    assert (len(outcome.moved.links), len(outcome.stale), len(outcome.identifiers)) == (0, 0, 0)
    assert {(row["batch_id"], row["row"], str(row["detail"])) for row in outcome.conflicts} == stored


def test_a_dry_run_goes_on_while_another_writes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("email,city\na@x.de,Paris\nb@x.de,Rome\n", "utf-8")
    with Project.create(tmp_path / "p.quill") as project, Project.open(project.path) as other:
        ingest.run_import(project, path, "profiles")
        with other.write("An edit that takes its time", {Change.SETTINGS}):
            assert ingest.dry_run(project, path, "profiles").duplicates == 2
        lock = WriterLock(project.path)
        lock.acquire()
        try:
            assert ingest.dry_run(project, path, "profiles").duplicates == 2
        finally:
            lock.release()


def test_a_file_that_came_in_before_changes_nothing_and_says_so(project: Project, write: Write) -> None:
    file = write("a.csv", "email,first_name\na@x.example,Ann\n")
    first = ingest.run_import(project, file, "profiles")
    for again in (ingest.dry_run(project, file, "profiles"), ingest.run_import(project, file, "profiles")):
        assert again.duplicates == again.accepted == 1
        assert [note.text for note in again.warnings] == [
            f"This very file came in before, as import {first.batch}: all of its rows are there already."
            " Nothing changes."
        ]
    ingest.undo(project, 1)
    ingest.undo(project, 2)
    assert ingest.dry_run(project, file, "profiles").warnings == []
