"""What the catalogues hold, listed and counted."""

from pathlib import Path

from app import catalogue, ingest
from app.project import Project


def test_products_stores_and_codes_are_counted_searched_and_listed(tmp_path: Path) -> None:
    files = {
        "products.csv": "SKU,Name,Price,Colour\nM1,Mug,12.50,red\nL1,Lamp,30,\n",
        "stores.csv": "Store ID,Name,City,Postcode\n7,Soho,London,W1\n8,Mitte,Berlin,10115\n",
        "codes.csv": "Code,Offer,Value\nA1,Spring,10%\nB1,Autumn,5%\n",
    }
    with Project.create(tmp_path / "shop.quill") as project:
        for name, text in files.items():
            (tmp_path / name).write_text(text, "utf-8")
            ingest.run_import(project, tmp_path / name)
        assert catalogue.counts(project) == {"products": 2, "stores": 2, "offers": 2, "codes": 2}
        found = catalogue.products(project, "MUG")
        assert (found.total, found.rows[0]["price"], found.rows[0]["colour"]) == (1, 12.5, "red")
        assert [row["name"] for row in catalogue.stores(project, "berl").rows] == ["Mitte"]
        assert (catalogue.stores(project, limit=1).total, len(catalogue.stores(project, limit=1).rows)) == (2, 1)
