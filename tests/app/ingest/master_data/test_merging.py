"""Two fields read as one, below all questions of whether they may be: whom it concerns, and what is left behind."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from app import ingest
from app.domain.merged_fields import Merge
from app.ingest import master_data
from app.ingest.master_data import merging
from app.project import Project
from app.query import resolve_key
from storage.file import models

Write = Callable[[str, str], Path]
CALLED = ("Town", "City")


def test_a_standard_field_that_only_a_merge_brought_goes_with_it(project: Project, write: Write) -> None:
    ingest.run_import(project, write("a.csv", "customer_id,kreis\n1,Rome\n2,\n"), "profiles")
    said = Merge("kreis", "region", "into")
    figures = master_data.foresee(project, "kreis", "region")
    assert (figures.only_old, figures.different) == (1, 0)

    def traits() -> set[str]:
        with project.read() as connection:
            return set(connection.scalars(select(models.trait.c.name)))

    before = traits()
    done = master_data.merge(project, said, CALLED)
    assert (done.people, traits() - before) == (1, {"region"})
    assert master_data.merges_of(project) == (Merge("kreis", "region", "into", done.at),)
    master_data.take_apart(project, "kreis", CALLED)
    assert (traits(), master_data.merges_of(project)) == (before, ())
    # Where a hand has said it meanwhile it stays.
    master_data.merge(project, said, CALLED)
    master_data.set_value(project, resolve_key(project, "customer_id:2"), "region", "Lazio")
    master_data.take_apart(project, "kreis", CALLED)
    assert "region" in traits()


def test_it_concerns_those_of_whom_files_or_a_hand_say_anything(project: Project, write: Write) -> None:
    ingest.run_import(project, write("a.csv", "customer_id,kreis,city\n1,Rome,\n2,,Bonn\n3,,Oslo\n"), "profiles")
    person = resolve_key(project, "customer_id:3")
    master_data.set_value(project, person, "kreis", "Bergen")
    with project.read() as connection:
        found = merging.said_of(connection, ("kreis",)).tolist()
    assert found == sorted([resolve_key(project, "customer_id:1"), person])
