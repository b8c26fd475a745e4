"""Refunds whose rows name only their order are of whoever placed it, whatever came first and whatever goes."""

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import audience, ingest, privacy
from app.ingest import order_decisions
from app.privacy import retention
from app.project import Project
from storage.file import models
from tests.app.ingest.conftest import Dump, Rows

Write = Callable[[str, str], Path]
HEAD = "Order ID,Email,Created,Total,Currency\n"
ORDERS = HEAD + "A1,ana@x.de,2011-03-13,55.00,EUR\nA3,bo@x.de,2011-03-15,40.00,EUR\n"
NEWER = "Order ID,Customer ID,Email,Created,Total,Currency\nA1,5,ana@x.de,2011-03-13,60.00,EUR\n" + (
    "A9,7,cy@x.de,2011-03-14,50.00,EUR\n"
)
OTHER = f"{HEAD}A3,dora@x.de,2010-03-13,80.00,EUR\n"
LINES = "order_id,email,date,sku,quantity,price\nA1,ana@x.de,2011-03-13,MUG,1,55\nA3,bo@x.de,2011-03-15,MUG,2,20\n"
BACK = "Refund ID,Order ID,Refund date,Amount,Currency\n"
REFUNDS = f"{BACK}R1,A1,2011-03-20,5.00,EUR\nR2,A3,2011-03-21,15.00,EUR\nR3,A3,2011-03-22,2.50,EUR\n" + (
    "R4,A9,2011-03-23,9.00,EUR\n"
)
MORE = f"{BACK}R4,A9,2011-03-23,9.00,EUR\nR5,A1,2011-04-20,3.00,EUR\n"
FILES = {"orders": ORDERS, "newer": NEWER, "other": OTHER, "refunds": REFUNDS, "more": MORE}
Money = dict[str, tuple[float, float]]


def money(project: Project) -> Money:
    """What everybody bought and got back, as lists and segments say it."""
    found = audience.members(project, {"all": []}, ["key", "email", "revenue", "refunded"]).to_pylist()
    return {row["email"] or row["key"]: ((row["revenue"] or 0) / 1e4, (row["refunded"] or 0) / 1e4) for row in found}


def stored(project: Project) -> Money:
    """The same by the events alone: quicker, where it is asked often."""
    found: Money = {}
    with project.read() as connection:
        names = {row.id: row.email for row in connection.execute(models.profile.select())}
        for row in connection.execute(models.event.select().where(models.event.c.aside.is_(None))):
            if row.name in ("placed_order", "refunded_order") and row.profile_id is not None:
                bought, back = found.get(names[row.profile_id], (0, 0))
                amount = (row.amount or 0) / 1e4
                plus = (amount, 0) if row.name == "placed_order" else (0, amount)
                found[names[row.profile_id]] = bought + plus[0], back + plus[1]
    return found


def expected(files: set[str]) -> Money:
    """The same reckoned by hand: each order's total, and its refunds where one person alone has placed it."""
    bought: dict[str, dict[str, float]] = {}
    if "orders" in files:
        bought |= {"ana@x.de": {"A1": 55.0}, "bo@x.de": {"A3": 40.0}}
    if "other" in files:
        bought["dora@x.de"] = {"A3": 80.0}
    refunds = (
        {"R1": ("A1", 5.0), "R2": ("A3", 15.0), "R3": ("A3", 2.5), "R4": ("A9", 9.0)} if "refunds" in files else {}
    )
    refunds |= {"R4": ("A9", 9.0), "R5": ("A1", 3.0)} if "more" in files else {}
    placed = [order for theirs in bought.values() for order in theirs]
    return {
        who: (
            sum(theirs.values()),
            sum(amount for order, amount in refunds.values() if order in theirs and placed.count(order) == 1),
        )
        for who, theirs in bought.items()
    }


def bring(project: Project, write: Write, name: str, kind: str = "orders", text: str | None = None) -> Any:
    return ingest.run_import(project, write(f"{name}.csv", FILES[name] if text is None else text), kind)


@pytest.fixture
def shop(project: Project, write: Write) -> Project:
    """A project with the orders, as import 1."""
    bring(project, write, "orders")
    return project


# Whatever comes and goes, in whatever order.


ORDERINGS = list(itertools.permutations(["orders", "other", "refunds", "more"]))


@pytest.mark.parametrize(
    "order", [pytest.param(one, marks=[] if at % 4 == 0 else [pytest.mark.long]) for at, one in enumerate(ORDERINGS)]
)
def test_the_money_is_the_same_in_any_order_of_imports_and_undos(
    project: Project, write: Write, order: tuple[str, ...]
) -> None:
    for at, name in enumerate(order):
        bring(project, write, name)
        assert stored(project) == expected(set(order[: at + 1]))
    assert money(project) == expected(set(order))
    # From the middle, so that each is once the first and once the last of what is left.
    left = set(order)
    for number in (2, 3, 1, 4):
        ingest.undo(project, number)
        left.remove(order[number - 1])
        assert stored(project) == expected(left)
    assert money(project) == {}


@pytest.mark.parametrize("gone", [(1, 3), (2, 1), (3, 2)])
def test_what_remains_is_what_a_fresh_project_makes_of_it(
    project: Project, new_project: Callable[[], Project], write: Write, dump: Dump, gone: tuple[int, ...]
) -> None:
    names = ["refunds", "newer", "orders", "more", "other"]
    for name in names:
        bring(project, write, name)
    for number in gone:
        ingest.undo(project, number)
    fresh = new_project()
    for number, name in enumerate(names, 1):
        if number not in gone:
            bring(fresh, write, name)
    assert dump(project) == dump(fresh)
    assert money(project) == money(fresh)


def test_lines_of_orders_tell_their_buyers_too(project: Project, write: Write) -> None:
    bring(project, write, "refunds")
    bring(project, write, "lines", text=LINES)
    assert money(project) == {"ana@x.de": (55.0, 5.0), "bo@x.de": (40.0, 17.5)}
    ingest.undo(project, 2)
    bring(project, write, "orders")
    assert money(project) == {"ana@x.de": (55.0, 5.0), "bo@x.de": (40.0, 17.5)}


def test_what_a_cookie_ordered_is_its_persons_as_soon_as_that_is_known(project: Project, write: Write) -> None:
    bring(project, write, "refunds")
    events = "time,event,cookie_id,email,order_id,amount\n2011-03-13 10:00:00,placed_order,k1,,A1,55\n"
    bring(project, write, "web", "events", events)
    assert money(project) == {}
    known = "time,event,cookie_id,email,order_id,amount\n2011-03-14 10:00:00,viewed_page,k1,ana@x.de,,\n"
    bring(project, write, "login", "events", known)
    assert money(project) == {"ana@x.de": (55.0, 5.0)}
    ingest.undo(project, 3)
    assert money(project) == {}


# What is told.


def test_where_no_order_is_known_all_rows_wait(project: Project, write: Write) -> None:
    path = write("refunds.csv", REFUNDS)
    for report in (ingest.dry_run(project, path, "orders"), ingest.run_import(project, path, "orders")):
        assert (report.accepted, report.rejected, report.anonymous, report.profiles_created) == (4, 0, 4, 0)
        assert report.events == {"refunded_order": 4}
        assert any("4 rows wait and count for nobody: nobody in the project" in note.text for note in report.warnings)
    assert money(project) == {}
    path = write("orders.csv", ORDERS)
    for report in (ingest.dry_run(project, path, "orders"), ingest.run_import(project, path, "orders")):
        assert any("3 refunds that waited for their orders count from now on" in one.text for one in report.warnings)


def test_an_order_number_of_several_people_waits_and_says_so(shop: Project, write: Write) -> None:
    bring(shop, write, "refunds")
    report = bring(shop, write, "other")
    assert any("2 refunds of other imports wait and count for nobody" in note.text for note in report.warnings)
    assert money(shop)["bo@x.de"] == (40.0, 0.0)
    report = bring(shop, write, "again", text=REFUNDS + "R9,A1,2011-03-30,1.00,EUR\n")
    assert report.anonymous == 3
    assert [(note.count, note.lines) for note in report.warnings if "several people" in note.text] == [(2, (3, 4))]


def test_taking_the_orders_back_says_which_refunds_wait(shop: Project, write: Write) -> None:
    bring(shop, write, "refunds")
    assert "3 refunds of other imports wait" in ingest.undo(shop, 1).note
    assert not ingest.undo(shop, 2).note


def test_the_same_file_again_changes_nothing_and_says_so(shop: Project, write: Write) -> None:
    bring(shop, write, "refunds")
    before = money(shop)
    again = bring(shop, write, "refunds")
    assert (again.duplicates, again.events) == (4, {})
    assert any("This very file came in before" in note.text for note in again.warnings)
    ingest.undo(shop, 2)
    assert money(shop) == before
    ingest.undo(shop, 1)
    bring(shop, write, "orders")
    assert money(shop) == before
    ingest.undo(shop, 3)
    assert [back for _, back in money(shop).values()] == [0, 0]


def test_an_import_whose_rows_were_given_the_buyers_as_they_came_is_another_reading(
    shop: Project, write: Write
) -> None:
    bring(shop, write, "refunds")
    # As versions before this one left it.
    with shop.write("x", set()) as connection:
        mine = models.batch.c.id == 2
        for person, address in ((1, "ana@x.de"), (2, "bo@x.de")):
            theirs = models.link.update().where(models.link.c.batch_id == 2, models.link.c.profile_id == person)
            connection.execute(theirs.values(identifiers=[["email", address, address]]))
        for table in (models.event, models.link):
            connection.execute(table.delete().where(table.c.profile_id.is_(None)))
        told = connection.execute(models.batch.select().where(mine)).one().report
        connection.execute(models.batch.update().where(mine).values(report=told | {"lent": {"by": [1], "said": "x"}}))
    assert [one.batch for one in ingest.history(shop)] == [1, 2]
    again = bring(shop, write, "refunds")
    assert (again.duplicates, again.events) == (3, {"refunded_order": 1})
    ingest.undo(shop, 2)
    assert money(shop) == {"ana@x.de": (55.0, 5.0), "bo@x.de": (40.0, 17.5)}


def test_rows_that_name_no_order_are_refused_and_come_mended(shop: Project, write: Write) -> None:
    report = bring(shop, write, "odd", text=f"{BACK}R1,A1,never,5.00,EUR\nR2,,2011-03-21,15.00,EUR\n")
    assert (report.accepted, sum(report.reasons.values())) == (0, 2)
    head = f"line,reason,{BACK}"
    report = bring(shop, write, "mended", text=f"{head}2,No time that can be read,R1,A1,2011-03-20,5.00,EUR\n")
    assert report.mends is not None
    assert money(shop)["ana@x.de"] == (55.0, 5.0)


# People.


def test_they_follow_their_buyer_into_a_merge_and_out_of_it(shop: Project, write: Write, rows: Rows) -> None:
    bring(shop, write, "refunds")
    before = money(shop)
    ana, bo = (row["id"] for row in rows(shop, models.profile))
    decided = ingest.merge(shop, [ana, bo])
    assert list(money(shop).values()) == [(95.0, 22.5)]
    ingest.take_back(shop, decided)
    assert money(shop) == before
    # Two people with one number of an order are one: then it is known whose the refunds are.
    bring(shop, write, "other")
    assert money(shop)["bo@x.de"] == (40.0, 0.0)
    dora = next(row["id"] for row in rows(shop, models.profile) if row["email"] == "dora@x.de")
    ingest.merge(shop, [bo, dora])
    assert money(shop)["bo@x.de"] == (120.0, 17.5)
    ingest.take_apart(shop, "email", "dora@x.de")
    assert money(shop)["bo@x.de"] == (40.0, 0.0)


def test_a_file_that_joins_people_takes_them_along(project: Project, write: Write) -> None:
    bring(project, write, "refunds")
    bring(project, write, "numbers", text="Order ID,Customer ID,Created,Total\nA1,5,2011-03-13,60.00\n")
    bring(project, write, "orders")
    assert sorted(back for _, back in money(project).values()) == [0.0, 0.0, 17.5]
    bring(project, write, "people", "profiles", "Customer ID,Email\n5,ana@x.de\n")
    assert money(project)["ana@x.de"][1] == 5.0
    ingest.undo(project, 4)
    assert sorted(back for _, back in money(project).values()) == [0.0, 0.0, 17.5]


def test_a_file_that_joins_their_buyer_and_names_another_leaves_them_waiting(project: Project, write: Write) -> None:
    # Who was known first keeps the number, and the buyer's links go there.
    bring(project, write, "numbers", text="Order ID,Customer ID,Created,Total\nX1,5,2011-03-13,60.00\n")
    bring(project, write, "orders")
    bring(project, write, "refunds")
    joins = "X2,5,ana@x.de,2011-04-13,10.00\nA1,8,dora@x.de,2011-04-13,20.00\n"
    bring(project, write, "joins", text=f"Order ID,Customer ID,Email,Created,Total\n{joins}")
    assert money(project) == {"ana@x.de": (125.0, 0.0), "bo@x.de": (40.0, 17.5), "dora@x.de": (20.0, 0.0)}


def test_they_make_nobody_and_name_nobody(shop: Project, write: Write, rows: Rows) -> None:
    before = rows(shop, models.identifier), rows(shop, models.conflict), rows(shop, models.profile)
    bring(shop, write, "refunds")
    assert (rows(shop, models.identifier), rows(shop, models.conflict), rows(shop, models.profile)) == before
    assert [row["identifiers"] for row in rows(shop, models.link) if row["batch_id"] == 2] == [[], [], []]


def test_what_a_buyer_is_called_there_fills_what_no_other_file_says(project: Project, write: Write) -> None:
    refunds = "Order ID,Refund date,Amount,First name\nA1,2011-03-20,5.00,Ana\n"

    def names() -> dict[str, str | None]:
        """Everybody's."""
        found = audience.members(project, {"all": []}, ["email", "first_name"]).to_pylist()
        return {row["email"]: row["first_name"] for row in found}

    bring(project, write, "refunds", text=refunds)
    bring(project, write, "orders")
    assert names() == {"ana@x.de": "Ana", "bo@x.de": None}
    ingest.undo(project, 1)
    assert names() == {"ana@x.de": None, "bo@x.de": None}


@pytest.mark.parametrize("gone", [(3, 2), (2, 3)])
def test_a_no_beside_a_refund_stays_with_whom_it_was_once_known_of(
    project: Project, write: Write, gone: tuple[int, int]
) -> None:
    bring(project, write, "people", "profiles", "Email,Email consent\nana@x.de,yes\nbo@x.de,yes\n")
    refused = "Order ID,Refund date,Amount,Accepts Marketing\nA1,2011-03-20,5.00,no\n"
    bring(project, write, "refunds", text=refused)
    mailable = {"all": [{"consent": "email", "is": "granted"}]}

    def granted() -> list[str]:
        """Who may be mailed."""
        return [row["email"] for row in audience.members(project, mailable, ["email"]).to_pylist()]

    assert granted() == ["ana@x.de", "bo@x.de"]
    bring(project, write, "orders")
    assert granted() == ["bo@x.de"]
    for number in gone:
        ingest.undo(project, number)
        assert granted() == ["bo@x.de"]


def test_an_order_that_is_left_out_takes_its_refunds_along(shop: Project, write: Write, rows: Rows) -> None:
    bring(shop, write, "refunds")
    number = next(
        row["id"] for row in rows(shop, models.event) if (row["name"], row["order_id"]) == ("placed_order", "A3")
    )
    decided = order_decisions.decide_orders(shop, [number], "leave_out")
    assert money(shop)["bo@x.de"] == (0.0, 0.0)
    ingest.undo(shop, 1)
    order_decisions.take_back_orders(shop, decided)
    bring(shop, write, "orders")
    assert money(shop)["bo@x.de"] == (40.0, 17.5)


# Leaving.


def test_they_go_with_whoever_is_erased(shop: Project, write: Write, rows: Rows) -> None:
    bring(shop, write, "refunds")
    bring(shop, write, "more")
    bring(shop, write, "other")
    privacy.erase(shop, "ana@x.de")
    assert {row["order_id"] for row in rows(shop, models.event)} == {"A3", "A9"}
    assert len(rows(shop, models.repeat)) == 1
    # Of two with one number one is left.
    privacy.erase(shop, "dora@x.de")
    assert money(shop) == {"bo@x.de": (40.0, 17.5)}
    assert [row["order_id"] for row in rows(shop, models.event) if row["profile_id"] is None] == ["A9"]


def test_those_that_are_said_again_go_too(project: Project, write: Write, rows: Rows) -> None:
    bring(project, write, "refunds")
    bring(project, write, "again", text=REFUNDS + "R9,A3,2011-03-30,1.00,EUR\n")
    bring(project, write, "orders")
    assert len(rows(project, models.repeat)) == 4
    privacy.erase(project, "ana@x.de")
    assert len(rows(project, models.repeat)) == 3
    ingest.undo(project, 1)
    assert money(project) == {"bo@x.de": (40.0, 18.5)}


def test_they_stay_with_whoever_is_made_anonymous(shop: Project, write: Write, rows: Rows) -> None:
    bring(shop, write, "refunds")
    shop.change_settings({"clock": "2030-01-01"})
    retention.apply(shop, 24, "anonymise")
    assert sorted(money(shop).values()) == [(40.0, 17.5), (55.0, 5.0)]
    bring(shop, write, "late", text=f"{BACK}R8,A1,2011-05-20,2.00,EUR\n")
    assert sorted(money(shop).values()) == [(40.0, 17.5), (55.0, 7.0)]
    ingest.undo(shop, 3)
    assert sorted(money(shop).values()) == [(40.0, 17.5), (55.0, 5.0)]
    bring(shop, write, "others", text=f"{HEAD}A1,zoe@x.de,2012-03-13,10.00,EUR\n")
    assert sorted(money(shop).values()) == [(10.0, 0.0), (40.0, 17.5), (55.0, 0.0)]
