"""The catalogue: what files said of products, and the product that follows from it."""

from app import ingest
from app.project import Project
from storage.file.models import product
from tests.app.ingest.conftest import Rows, Write


def test_a_product_is_what_its_rows_say_and_is_gone_with_them(project: Project, write: Write, rows: Rows) -> None:
    first = ingest.run_import(project, write("a.csv", "SKU,Name,Price\nM1,Mug,10\n"), "products")
    second = ingest.run_import(project, write("b.csv", "SKU,Name,Brand\nM1,Big mug,Acme\nL1,Lamp,\n"), "products")
    assert first.batch is not None
    assert second.batch is not None
    (mug,) = [row for row in rows(project, product) if row["sku"] == "M1"]
    assert (mug["name"], mug["price"], mug["brand"]) == ("Big mug", 100_000, "Acme")
    ingest.undo(project, second.batch)
    assert {row["sku"]: (row["name"], row["brand"]) for row in rows(project, product)} == {"M1": ("Mug", None)}


def test_a_dry_run_counts_what_is_new_and_writes_nothing(project: Project, write: Write, rows: Rows) -> None:
    ingest.run_import(project, write("a.csv", "SKU,Name,Price\nM1,Mug,10\n"), "products")
    report = ingest.dry_run(project, write("b.csv", "SKU,Name,Price\nM1,Mug,10\nL1,Lamp,30\n"), "products")
    assert (report.products, report.duplicates) == (1, 1)
    assert len(rows(project, product)) == 1
