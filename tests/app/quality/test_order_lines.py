"""The lines of an order, the other orders of its person, and the order of a number."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import ingest, quality
from app.domain.problems import Problem
from app.project import Project
from app.quality import order_lines

TEXT = """order_id,email,time,sku,quantity,price,currency
1,ann@x.example,2011-06-01,MUG,2,20,EUR
1,ann@x.example,2011-06-01,TEA,1,5,EUR
2,ann@x.example,2011-06-02,MUG,1,30,
1,bob@x.example,2011-06-02,MUG,1,25,EUR
"""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "orders.csv").write_text(TEXT, "utf-8")
    (tmp_path / "products.csv").write_text("sku,name\nMUG,A mug\n", "utf-8")
    with Project.create(tmp_path / "a.quill", clock="2012-01-01") as made:
        ingest.run_import(made, tmp_path / "products.csv", "products")
        ingest.run_import(made, tmp_path / "orders.csv", "orders")
        yield made


def test_lines_are_those_of_the_person_and_have_the_names_of_products(project: Project) -> None:
    found = quality.lines_of(project, quality.numbered(project, "1", 1))
    told = [(one.product, one.quantity, one.amount) for one in found]
    assert told == [("A mug", 20_000, 400_000), ("TEA", 10_000, 50_000)]
    assert quality.lines_of(project, 999) == []


def test_other_orders_are_told_with_their_currency(project: Project) -> None:
    found = order_lines.others(project, [1])
    assert sorted(found[1].values()) == [(300_000, ""), (450_000, "EUR")]


def test_a_number_of_several_people_needs_one(project: Project) -> None:
    assert quality.numbered(project, "2") > 0
    with pytest.raises(Problem, match="2 people have an order 1"):
        quality.numbered(project, "1")
    with pytest.raises(Problem, match="There is no order 7"):
        quality.numbered(project, "7")
