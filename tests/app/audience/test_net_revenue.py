"""What is left of someone's orders once refunds are taken off: the same in rules, lists and features."""

from pathlib import Path

import pytest

from app import audience, ingest
from app.project import Project

ORDERS = """order id,email,sku,quantity,price,date
1,ana@x.de,MUG,2,10,2024-05-01
2,ana@x.de,LAMP,1,35,2024-05-02
C3,ana@x.de,MUG,-1,10,2024-05-03
4,bo@x.de,MUG,3,10,2024-05-02
C5,cy@x.de,MUG,-1,10,2024-05-03
"""


@pytest.fixture
def shop(tmp_path: Path) -> Project:
    (tmp_path / "orders.csv").write_text(ORDERS)
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2024-06-01") as project:
        (tmp_path / "people.csv").write_text("email\ndee@x.de\n")
        ingest.run_import(project, tmp_path / "orders.csv", "orders")
        ingest.run_import(project, tmp_path / "people.csv", "profiles")
        yield project


def test_refunds_are_taken_off(shop: Project) -> None:
    columns = ["email", "orders", "revenue", "refunded", "net_revenue"]
    rows = {row.pop("email"): row for row in audience.members(shop, {"all": []}, columns).to_pylist()}
    told = {name: [row[column] for column in columns[1:]] for name, row in rows.items()}
    assert told == {
        "ana@x.de": [2, 550_000, 100_000, 450_000],
        "bo@x.de": [1, 300_000, 0, 300_000],
        "cy@x.de": [0, None, 100_000, -100_000],
        "dee@x.de": [0, None, None, None],
    }
    rule = {"trait": "net_revenue", "op": "between", "value": [40, 50]}
    assert audience.count(shop, rule).count == 1
