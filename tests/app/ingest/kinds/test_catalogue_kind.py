"""What products, stores and codes have in common: nobody comes of them, and they go as they came."""

import pytest

from app import catalogue, ingest
from app.ingest.vocabulary import file_kind
from app.project import Project
from storage.file import models
from tests.app.ingest.conftest import Rows, Write

FILES = {
    "products": ("Products", "sku,name\nMUG,A mug\nCUP,A cup\n"),
    "stores": ("Stores", "Store ID,Store name\n7,Soho\n8,Mitte\n"),
    "codes": ("Codes", "code,offer,email\nA1,Spring,ann@x.example\nA2,Spring,\n"),
}


@pytest.mark.parametrize("kind", FILES)
def test_entries_are_counted_as_new_once_and_taken_back(kind: str, project: Project, write: Write, rows: Rows) -> None:
    title, text = FILES[kind]
    first = ingest.run_import(project, write("first.csv", text), kind)
    assert (getattr(first, kind), first.profiles_created) == (2, 0)
    assert file_kind.of(kind).told(first).caption == title
    assert catalogue.counts(project)[kind] == 2
    again = ingest.run_import(project, write("again.csv", text + "\n"), kind)
    assert (getattr(again, kind), again.duplicates) == (0, 2)
    for report in (again, first):
        ingest.undo(project, report.batch or 0)
    assert catalogue.counts(project)[kind] == 0
    assert rows(project, models.profile) == []
