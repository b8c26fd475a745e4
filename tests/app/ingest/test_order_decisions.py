"""Orders that somebody left out: kept, counted nowhere, whatever files come and go; and every decision is undone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app import audience, ingest
from app.domain.problems import NotFound
from app.ingest import order_decisions
from app.project import Project
from storage.file.models import commit_log, event

LINES = """order_id,email,time,sku,quantity,price,currency
1,ann@x.example,2011-06-01 10:00,MUG,1,20,EUR
2,ann@x.example,2011-06-02 10:00,MUG,1,30,EUR
2,ann@x.example,2011-06-02 10:00,LAMP,1,9000,EUR
3,bob@x.example,2011-06-03 10:00,MUG,1,25,EUR
"""
TOTALS = """Name,Email,Created at,Financial Status,Total,Currency,Lineitem name,Lineitem quantity,Lineitem price,\
Lineitem sku
#1,ann@x.example,2011-06-01 10:00:00 +0000,paid,20.00,EUR,Mug,1,20.00,MUG
#2,ann@x.example,2011-06-02 10:00:00 +0000,paid,9030.00,EUR,Mug,1,9030.00,MUG
#3,bob@x.example,2011-06-03 10:00:00 +0000,paid,25.00,EUR,Mug,1,25.00,MUG
"""
Write = Callable[[str, str], Path]


def bring(project: Project, write: Write, text: str, name: str = "orders.csv") -> Any:
    return ingest.run_import(project, write(name, text), "orders")


def number(project: Project, order: str) -> int:
    """An event that says that an order was placed."""
    with project.read() as connection:
        asked = select(event.c.id).where(event.c.order_id == order, event.c.name == "placed_order")
        return int(connection.scalars(asked).one())


def told(project: Project) -> list[tuple[str, str | None, int | None]]:
    """What stands of all orders."""
    with project.read() as connection:
        columns = (event.c.name, event.c.order_id, event.c.amount)
        asked = select(*columns).where(event.c.aside.is_(None), event.c.profile_id.is_not(None))
        return sorted((row.name, row.order_id, row.amount) for row in connection.execute(asked))


def revenue(project: Project) -> dict[str, float]:
    found = audience.listed(project, {"all": []}, ["revenue"])
    return {str(row[0]): float(row[1] or 0) for row in found.rows}


def without(rows: list[tuple[str, str | None, int | None]], order: str) -> list[tuple[str, str | None, int | None]]:
    return [row for row in rows if row[1] != order]


@pytest.fixture(params=["lines", "totals"])
def shop(request: pytest.FixtureRequest, project: Project, write: Write) -> tuple[Project, str, str]:
    """A project of three orders, the number of the large one, and their file."""
    text, order = {"lines": (LINES, "2"), "totals": (TOTALS, "#2")}[request.param]
    bring(project, write, text)
    return project, order, text


def test_an_order_that_is_left_out_counts_nowhere_and_counts_again_when_that_is_taken_back(
    shop: tuple[Project, str, str],
) -> None:
    project, order, _ = shop
    before, money = told(project), revenue(project)
    decided = order_decisions.decide_orders(project, [number(project, order)], "leave_out", "a slip")
    assert told(project) == without(before, order)
    assert revenue(project) == {"email:ann@x.example": 20.0, "email:bob@x.example": 25.0}
    assert money["email:ann@x.example"] == 9050.0
    assert audience.count(project, {"event": "placed_order", "op": ">=", "value": 2}).count == 0
    (kept,) = order_decisions.order_verdicts(project)
    assert (kept.verdict, kept.order, kept.reason, kept.by, kept.taken_back_at) == (
        "leave_out", order, "a slip", "you", None,
    )  # fmt: skip
    order_decisions.take_back_orders(project, decided)
    assert told(project) == before
    assert revenue(project) == money
    order_decisions.decide_orders_again(project, decided)
    assert told(project) == without(before, order)


def test_it_stays_left_out_whatever_files_come_and_go(shop: tuple[Project, str, str], write: Write) -> None:
    project, order, text = shop
    before = told(project)
    decided = order_decisions.decide_orders(project, [number(project, order)], "leave_out")
    again = bring(project, write, text, "again.csv")
    assert told(project) == without(before, order)
    ingest.undo(project, 1)
    assert told(project) == without(before, order)
    ingest.undo(project, again.batch)
    assert told(project) == []
    report = bring(project, write, text, "anew.csv")
    assert told(project) == without(before, order)
    assert report.events.get("placed_order") == 2
    order_decisions.take_back_orders(project, decided)
    assert told(project) == before
    assert revenue(project)["email:ann@x.example"] == 9050.0


def test_it_follows_its_person(shop: tuple[Project, str, str]) -> None:
    project, order, _ = shop
    before = told(project)
    order_decisions.decide_orders(project, [number(project, order)], "leave_out")
    joined = ingest.merge(project, [1, 2])
    assert told(project) == without(before, order)
    ingest.take_back(project, joined)
    assert told(project) == without(before, order)


def test_a_newer_decision_stands_in_the_place_of_the_older(shop: tuple[Project, str, str]) -> None:
    project, order, _ = shop
    before, at = told(project), number(project, order)
    order_decisions.decide_orders(project, [at], "later")
    assert told(project) == before
    decided = order_decisions.decide_orders(project, [at], "leave_out")
    standing = [one.verdict for one in order_decisions.order_verdicts(project) if one.taken_back_at is None]
    assert standing == ["leave_out"]
    order_decisions.take_back_orders(project, decided)
    standing = [one.verdict for one in order_decisions.order_verdicts(project) if one.taken_back_at is None]
    assert standing == ["later"]


def test_an_order_without_a_number_is_known_by_what_it_says(project: Project, write: Write) -> None:
    rows = ("2011-06-01,20", "2011-06-02,9000")
    text = "email,event,time,amount\n" + "".join(f"ann@x.example,placed_order,{row}\n" for row in rows)
    ingest.run_import(project, write("events.csv", text), "events")
    with project.read() as connection:
        at = connection.scalars(select(event.c.id).where(event.c.amount == 90_000_000)).one()
    decided = order_decisions.decide_orders(project, [at], "leave_out")
    assert [row[2] for row in told(project)] == [200_000]
    ingest.undo(project, 1)
    ingest.run_import(project, write("again.csv", text), "events")
    assert [row[2] for row in told(project)] == [200_000]
    order_decisions.take_back_orders(project, decided)
    assert [row[2] for row in told(project)] == [200_000, 90_000_000]


def test_the_log_names_nobody_and_what_is_gone_is_said(shop: tuple[Project, str, str]) -> None:
    project, order, _ = shop
    order_decisions.decide_orders(project, [number(project, order)], "leave_out")
    with project.read() as connection:
        said = str(connection.execute(select(commit_log)).all())
    assert "ann@" not in said
    with pytest.raises(NotFound, match="not there any more"):
        order_decisions.decide_orders(project, [999_999], "right")
    with pytest.raises(NotFound, match="No decision 7"):
        order_decisions.take_back_verdicts(project, [7])
    order_decisions.take_back_verdicts(project, [1])
    assert revenue(project)["email:ann@x.example"] == 9050.0
