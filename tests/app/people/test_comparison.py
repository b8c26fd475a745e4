"""Suspects side by side, and who they would be together: just what a merge makes of them."""

from pathlib import Path

import pytest

from app import ingest, people
from app.domain.problems import NotFound
from app.people import comparison, duplicates
from app.project import Project


def suspects(project: Project, *keys: str) -> duplicates.Suspects:
    numbers = tuple(people.resolve_key(project, key) for key in keys)
    alike = (("first", "same first name"), ("birth", "same birthday"))
    return duplicates.Suspects(keys, 0.9, "same birthday", numbers, keys, alike)


def test_what_is_foreseen_is_what_a_merge_makes(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    head = "customer id,email,first name,city,birth date,loyalty tier\n"
    file.write_text(head + "1,a@x.de,Zoë,Rome,1984-02-14,\n2,b@x.de,Zoe,,1984-02-14,Gold\n", "utf-8")
    orders = tmp_path / "orders.csv"
    orders.write_text("order id,sku,price,date,customer id\n7,A,5,2011-05-01,1\n", "utf-8")
    with Project.create(tmp_path / "shop.quill", clock="2012-01-01") as project:
        ingest.run_import(project, file, "profiles")
        ingest.run_import(project, orders, "orders")
        pair = suspects(project, "customer_id:1", "customer_id:2")
        found = comparison.compare(project, pair)
        rows = {row.name: row for row in found.rows}
        assert [(side.name, side.orders) for side in found.sides] == [("Zoë", 1), ("Zoe", 0)]
        assert found.sides[0].files == ("people.csv", "orders.csv")
        assert rows["city"].values == ("Rome", None)
        assert (rows["first_name"].says, rows["birth_date"].says) == ("same first name", "same birthday")
        ingest.merge(project, list(pair.people))
        story = people.story(project, "customer_id:1")
        for name in ("first_name", "city", "loyalty_tier"):
            assert rows[name].joined == story.traits[name], name
        assert found.email == story.email
        with pytest.raises(NotFound):
            comparison.compare(project, pair)
