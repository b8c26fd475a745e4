"""Files of products: the catalogue, and what two files say of one product."""

from app import ingest
from app.project import Project
from storage.file.models import product, profile
from tests.app.ingest.conftest import Rows, Write


def test_products_are_what_their_newest_rows_say_and_nobody_comes_of_them(
    project: Project, write: Write, rows: Rows
) -> None:
    ingest.run_import(project, write("a.csv", "SKU,Name,Price,Colour\nM1,Mug,10,red\nL1,Lamp,30,\n"), "products")
    report = ingest.run_import(project, write("b.csv", "SKU,Name,Price\nM1,Mug,12\nL1,Lamp,30\n"), "products")
    assert report.accepted == 2
    found = {row["sku"]: (row["name"], row["price"]) for row in rows(project, product)}
    assert found == {"M1": ("Mug", 120_000), "L1": ("Lamp", 300_000)}
    assert rows(project, profile) == []
