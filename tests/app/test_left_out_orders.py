"""An order that somebody left out as an outlier counts nowhere: not in scores, reasons, lists, emails or exports."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app import audience, campaign, ingest, mailing, people
from app.audience import segments
from app.command_line import run
from app.ingest import order_decisions
from app.people import csv_export
from app.project import Project
from app.runs import rfm
from app.template import store as templates
from app.template.prepared_template import Template
from storage.file.models import event

ORDERS = """order_id,email,time,sku,quantity,price,currency
1,ann@x.example,2011-06-01 10:00,MUG,1,20,EUR
2,ann@x.example,2011-06-02 10:00,LAMP,1,9000,EUR
3,bob@x.example,2011-05-03 10:00,MUG,1,25,EUR
4,bob@x.example,2011-05-04 10:00,MUG,1,5,EUR
"""
AS_OF = "2011-06-11"
ANN = "email:ann@x.example"
TWICE = {"event": "placed_order", "op": ">=", "value": 2}
RICH = {"trait": "revenue", "op": ">", "value": 1_000}
LAMP = {"event": "ordered_product", "where": [{"property": "sku", "op": "is", "value": "LAMP"}]}
BODY = "<p>You spent {{ revenue }} in {{ orders }}.</p><p>{{ sender.address }} {{ unsubscribe_url }}</p>"
PLAN: dict[str, Any] = {
    "version": 1, "include": ["Everyone"], "template": "T", "esp": "generic", "columns": ["email", "revenue", "orders"],
}  # fmt: skip


Left = tuple[Project, order_decisions.OrderDecided]
"""A project, and what was decided in it."""


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Left]:
    """Two people with two orders each; the large one of Ann is left out."""
    folder = tmp_path_factory.mktemp("shop")
    (folder / "orders.csv").write_text(ORDERS, "utf-8")
    with Project.create(folder / "shop.quill", clock=AS_OF) as project:
        ingest.run_import(project, folder / "orders.csv", "orders")
        sender = {"from_name": "Shop", "from_address": "a@shop.example", "postal_address": "1 Quay"}
        project.change_settings({"sender": sender, "unknown_is_consent": True})
        segments.save(project, "Everyone", {"all": []})
        templates.save(project, Template("T", "News", "New", BODY))
        campaign.save(project, "C", PLAN)
        with project.read() as connection:
            asked = select(event.c.id).where(event.c.order_id == "2", event.c.name == "placed_order")
            large = int(connection.scalars(asked).one())
        yield project, order_decisions.decide_orders(project, [large], "leave_out", "a slip")


@pytest.fixture
def shop(left: Left) -> Project:
    """The project; nobody may change it."""
    return left[0]


def scores(project: Project) -> dict[str, tuple[int, int, int]]:
    """Days since the last order, orders and money (of 1/10,000), by person."""
    scored, _ = rfm.evaluate(project, AS_OF)
    rows = zip(*(scored.values[name].tolist() for name in ("recency", "frequency", "monetary")), strict=True)
    keys = {row["id"]: row["key"] for row in people.page(project, scored.ids.tolist(), [], project.moment(AS_OF))}
    return {keys[person]: row for person, row in zip(scored.ids.tolist(), rows, strict=True)}


def test_recency_frequency_and_money_are_of_the_others(shop: Project) -> None:
    assert scores(shop) == {ANN: (10, 1, 200_000), "email:bob@x.example": (38, 2, 300_000)}


@pytest.mark.parametrize(
    ("rule", "because"),
    [
        (TWICE, "1"),
        (RICH, "20"),
        (LAMP, ""),
    ],
)
def test_why_somebody_is_out_does_not_know_it(shop: Project, rule: Any, because: str) -> None:
    told = audience.explain(shop, rule, ANN, AS_OF)
    assert not told.member
    assert "9" not in told.conditions[0].because.replace("2011", "")
    assert because in told.conditions[0].because
    assert audience.count(shop, rule, AS_OF).count == (1 if rule is TWICE else 0)


def test_lists_and_copies_say_what_the_others_come_to(shop: Project, tmp_path: Path) -> None:
    audience.write_members(shop, {"all": []}, ["revenue", "orders"], tmp_path / "list.csv")
    with (tmp_path / "list.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = {row["key"]: (float(row["revenue"]), int(row["orders"])) for row in csv.DictReader(file)}
    assert rows == {ANN: (20.0, 1), "email:bob@x.example": (30.0, 2)}
    numbers = [int(one) for one in audience.member_ids(shop, {"all": []})]
    copied = csv_export.text(shop, numbers, ["key", "revenue"])
    assert [line.split(",") for line in copied.splitlines()[1:]] == [[ANN, "20.0"], ["email:bob@x.example", "30.0"]]


def test_an_export_and_its_emails_say_what_the_others_come_to(shop: Project, tmp_path: Path) -> None:
    campaign.export(shop, "C", tmp_path / "out", as_of=AS_OF)
    with (tmp_path / "out" / "contacts.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = {row["email"]: [float(row[name]) for name in ("revenue", "orders")] for row in csv.DictReader(file)}
    assert rows == {"ann@x.example": [20.0, 1.0], "bob@x.example": [30.0, 2.0]}
    made = mailing.render_one(shop, templates.get(shop, "T"), ANN)
    assert "9,0" not in made.html
    assert "20" in made.html


def test_the_command_line_says_the_same(shop: Project, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rule = tmp_path / "rule.json"
    rule.write_text(json.dumps(TWICE), "utf-8")
    assert run(["segment", "explain", str(shop.path), "--rule", str(rule), ANN, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["member"] is False


def test_taken_back_it_counts_again_everywhere(left: Left) -> None:
    shop, decided = left
    order_decisions.take_back_orders(shop, decided)
    try:
        assert scores(shop)[ANN] == (9, 2, 90_200_000)
        assert audience.explain(shop, TWICE, ANN, AS_OF).member
        assert audience.explain(shop, RICH, ANN, AS_OF).member
    finally:
        order_decisions.decide_orders_again(shop, decided)
