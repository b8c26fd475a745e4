"""Numbers of orders and products that a spreadsheet has shortened: two of them never become one."""

from pathlib import Path

from app import audience, ingest
from app.project import Project

HEAD = "Order ID,Email,Date,SKU,Product,Quantity,Price\n"
ROWS = (
    "4.00012E+16,a@x.example,2025-01-01,A,Cup,1,10",
    "4.00012E+16,b@x.example,2025-01-02,B,Pot,1,20",
    "4.00012E+16,b@x.example,2025-01-02,4.5E+12,Jug,1,5",
    "4.00012E+16,b@x.example,2025-01-03,4.5E+12,Mug,2,20",
    "4.00013E+16,b@x.example,2025-01-03,B,Pot,1,20",
    "1001,c@x.example,2025-01-03,B,Pot,1,20",
)


def test_orders_whose_numbers_look_alike_stay_apart(tmp_path: Path) -> None:
    (tmp_path / "o.csv").write_text(HEAD + "\n".join(ROWS) + "\n", "utf-8")
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2026-03-01") as project:
        report = ingest.run_import(project, tmp_path / "o.csv", "orders")
        assert (report.accepted, report.events["placed_order"]) == (6, 5)
        told = {note.lines for note in report.warnings if "has shortened" in note.text and note.level == "red"}
        assert told == {(2, 3, 4, 5, 6), (4, 5)}
        three = {"trait": "orders", "op": "=", "value": 3}
        assert audience.count(project, three).count == 1
        again = ingest.run_import(project, tmp_path / "o.csv", "orders")
        assert again.duplicates == 6


def test_a_product_is_known_by_its_name_rather_than_by_a_number_cut_short(tmp_path: Path) -> None:
    (tmp_path / "o.csv").write_text(HEAD + "\n".join(ROWS) + "\n", "utf-8")
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2026-03-01") as project:
        rows = ingest.dry_run(project, tmp_path / "o.csv", "orders").preview or []
    assert [row.get("sku") for row in rows] == ["A", "B", "Jug", "Mug", "B", "B"]
