"""Rows that could not be read come back mended, and the project is then what it were had they been right at once."""

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select

from app import ingest
from app.ingest import Mends
from app.project import Project
from storage.file import kept_traits
from storage.file.models import event, profile

Write = Callable[[str, str], Path]
SHOP = """\
Name,Email,Created at,Financial Status,Total,Subtotal,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku
#1001,anna@x.example,2024-05-01 10:00:00 +0000,paid,60.00,60.00,1,Mug,20.00,MUG
#1001,anna@x.example,,,,,2,Cup,20.00,CUP
#1002,bob@x.example,2024-05-02 10:00:00 +0000,paid,50.00,50.00,1,Pot,50.00,POT
#1003,cara@x.example,2024-05-03 10:00:00 +0000,paid,70.00,70.00,1,Pan,30.00,PAN
#1003,cara@x.example,,,,,1,Lid,40.00,LID
#1004,gil@x.example,2024-05-05 10:00:00 +0000,paid,40.00,40.00,1,Tea,40.00,TEA
"""
LINES = """\
order_id,email,order_date,sku,quantity,price
A1,anna@x.example,2024-05-01,MUG,1,20.00
A1,anna@x.example,2024-05-01,CUP,2,20.00
A2,bob@x.example,2024-05-02,POT,1,50.00
A3,cara@x.example,2024-05-03,PAN,1,30.00
"""
PURCHASES = """\
email,date,amount,product
anna@x.example,2024-05-01,20.00,Mug
bob@x.example,2024-05-02,50.00,Pot
bob@x.example,2024-05-03,51.00,Pot
"""
EVENTS = """\
email,event,time,duration_s,amount
anna@x.example,Viewed Product,2024-05-02 10:00:00,12,1.50
bob@x.example,Viewed Product,2024-05-02 10:00:00,13,2.00
cara@x.example,Clicked Email,2024-05-02 10:00:00,14,3.00
"""
PEOPLE = """\
email,first_name,birth_date,points
anna@x.example,Anna,1990-05-23,12
bob@x.example,Bob,1991-05-23,13
cara@x.example,Cara,1992-05-23,14
"""
WIDE = """\
Order ID,Email,Date,Total,Item 1 SKU,Item 1 Quantity,Item 1 Price,Item 2 SKU,Item 2 Quantity,Item 2 Price
B1,anna@x.example,2024-05-01,60.00,MUG,1,20.00,CUP,2,20.00
B2,bob@x.example,2024-05-02,50.00,POT,1,50.00,,,
"""
CASES = {
    "a price of a later line": ("orders", SHOP, [("2,Cup,20.00", "2,Cup,abc")]),
    "a price and a total": ("orders", SHOP, [("Pan,30.00", "Pan,3o.00"), ("paid,50.00", "paid,5o.00")]),
    "a time": ("orders", SHOP, [("2024-05-03", "2024-05-33")]),
    "a line's time, the order without a total": ("orders", LINES, [("A1,anna@x.example,2024-05-01,CUP",
                                                                     "A1,anna@x.example,2024-05-99,CUP")]),
    "a line's price, the order without a total": ("orders", LINES, [("MUG,1,20.00", "MUG,1,x.y")]),
    "a purchase without a number": ("orders", PURCHASES, [("2024-05-02,50.00", "2024-05-02,fifty")]),
    "an order's time in one row": ("orders", WIDE, [("2024-05-01", "2024-05-61")]),
    "a price of several in one row": ("orders", WIDE, [("CUP,2,20.00", "CUP,2,abc")]),
    "a number of an event": ("events", EVENTS, [("13,2.00", "13,abc"), (",14,", ",x,")]),
    "an event's time": ("events", EVENTS, [("bob@x.example,Viewed Product,2024", "bob@x.example,Viewed Product,x")]),
    "an address and a birthday": ("profiles", PEOPLE, [("anna@x", "anna x"), ("1991-05-23", "1991-15-23")]),
}  # fmt: skip


def _known(connection: Connection) -> dict[str, Any]:
    """What the project says: who people are, and what stands of what they did, order and numbers left out."""
    said = [
        event.c[name]
        for name in ("name", "at", "order_id", "sku", "quantity", "amount", "price", "duration_s", "more", "link_id")
    ]
    rows = connection.execute(
        select(profile.c.key, *said[:-1])
        .join(profile, profile.c.id == event.c.profile_id)
        .where(event.c.aside.is_(None))
    )
    traits = connection.execute(select(profile.c.key, kept_traits.of_profile().label("traits")))
    return {"events": sorted(map(repr, rows)), "traits": {row.key: row.traits for row in traits}}


def _mend(path: Path, clean: str, damages: list[tuple[str, str]]) -> str:
    text = path.read_text("utf-8")
    for right, wrong in damages:
        text = text.replace(wrong, right)
    return text


@pytest.fixture
def other(tmp_path: Path) -> Project:
    return Project.create(tmp_path / "other.quill", name="other", timezone="UTC")


@pytest.mark.parametrize("case", CASES)
def test_mended_rows_leave_the_project_as_if_they_had_been_right(
    project: Project, other: Project, write: Write, tmp_path: Path, case: str
) -> None:
    kind, clean, damages = CASES[case]
    damaged = clean
    for right, wrong in damages:
        assert clean.count(right) == 1
        damaged = damaged.replace(right, wrong)
    report = ingest.run_import(project, write("file.csv", damaged), kind)
    assert report.rejected + report.unread >= len(damages)
    before = _told(project)
    done = []
    for number, export in enumerate((ingest.export_rejected, ingest.export_unread)):
        out = tmp_path / f"out{number}.csv"
        if export(project, 1, out):
            mended = write(f"mended{number}.csv", _mend(out, clean, damages))
            found = ingest.run_import(project, mended, kind)
            assert found.mends is not None
            assert (found.mends.batch, found.rejected, found.unread) == (1, 0, 0)
            done.append(found.batch)
    ingest.run_import(other, write("clean.csv", clean), kind, report.mapping)
    assert done
    assert _told(project) == _told(other)
    for batch in reversed(done):
        ingest.undo(project, batch)
    assert _told(project) == before


def _told(project: Project) -> dict[str, Any]:
    with project.read() as connection:
        return _known(connection)


def test_an_order_is_given_out_whole_with_what_each_row_is_there_for(
    project: Project, write: Write, tmp_path: Path
) -> None:
    ingest.run_import(project, write("shop.csv", SHOP.replace("2,Cup,20.00", "2,Cup,abc")), "orders")
    out = tmp_path / "cells.csv"
    assert ingest.export_unread(project, 1, out) == 1
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][:4] == ["line", "reason", "Name", "Email"]
    assert [row[:2] for row in rows[1:]] == [
        ["2", "Belongs to the same order"],
        ["3", "Lineitem price: no amount that can be read"],
    ]
    assert rows[2][2:] == ["#1001", "anna@x.example", "", "", "", "", "2", "Cup", "abc", "CUP"]


def test_a_few_rows_are_read_as_their_whole_file_was(project: Project, write: Write, tmp_path: Path) -> None:
    rows = "".join(f"p{day}@x.example,{day:02}/03/2024\n" for day in range(1, 29))
    people = write("people.csv", f"email,Joined\n{rows}late@x.example,04/??/2024\n")
    first = ingest.run_import(project, people, "profiles")
    assert first.unread == 1
    out = tmp_path / "cells.csv"
    ingest.export_unread(project, 1, out)
    mended = write("mended.csv", out.read_text("utf-8").replace("??", "05"))
    seen = ingest.dry_run(project, mended)
    assert (seen.kind, seen.mends) == ("profiles", Mends(1, "people.csv", 1, [[2, 30]]))
    assert "1 mended row of people.csv (import 1)" in seen.warnings[0].text
    ingest.run_import(project, mended)
    name = first.mapping.columns["Joined"].to
    with project.read() as connection:
        traits = dict(connection.execute(select(profile.c.email, kept_traits.of_profile())).all())
    assert traits["late@x.example"][name] == dt.datetime(2024, 5, 4, tzinfo=project.timezone).timestamp() * 1_000_000


def test_what_a_later_file_says_stays_newer_than_mended_rows(project: Project, write: Write, tmp_path: Path) -> None:
    ingest.run_import(project, write("january.csv", PEOPLE.replace("1991-05-23", "1991-15-23")), as_of="2024-01-31")
    ingest.run_import(project, write("march.csv", PEOPLE.replace("Bob", "Robert")), as_of="2024-03-31")
    out = tmp_path / "cells.csv"
    ingest.export_unread(project, 1, out)
    ingest.run_import(project, write("mended.csv", out.read_text("utf-8").replace("1991-15-23", "1991-05-23")))
    with project.read() as connection:
        traits = dict(connection.execute(select(profile.c.email, kept_traits.of_profile())).all())
    assert traits["bob@x.example"]["first_name"] == "Robert"


def test_what_is_mended_in_two_steps_is_known_each_time(project: Project, write: Write, tmp_path: Path) -> None:
    damaged = EVENTS.replace("13,2.00", "13,abc").replace("14,3.00", "14,def")
    ingest.run_import(project, write("events.csv", damaged), "events")
    out = tmp_path / "cells.csv"
    ingest.export_unread(project, 1, out)
    half = write("half.csv", out.read_text("utf-8").replace("abc", "2.00").replace("def", "ghi"))
    second = ingest.run_import(project, half)
    assert second.unread == 1
    ingest.export_unread(project, 2, out)
    third = ingest.run_import(project, write("rest.csv", out.read_text("utf-8").replace("ghi", "3.00")))
    assert third.mends is not None
    assert (third.mends.batch, third.unread) == (2, 0)
    with project.read() as connection:
        stand = connection.execute(select(event.c.amount).where(event.c.aside.is_(None))).scalars().all()
    assert sorted(stand) == [15_000, 20_000, 30_000]


def test_a_file_of_lines_that_no_import_put_aside_is_a_file_like_any_other(project: Project, write: Write) -> None:
    ingest.run_import(project, write("people.csv", PEOPLE.replace("1991-05-23", "1991-15-23")), "profiles")
    log = write("log.csv", "line,reason,email,first_name,birth_date,points\n2,ok,anna@x.example,Ann,1990-05-24,13\n")
    found = ingest.run_import(project, log, "profiles")
    assert found.mends is None
    assert not found.mapping.columns["email"].skip


def _standing(project: Project) -> list[tuple[str, int | None]]:
    question = select(event.c.name, event.c.amount).where(event.c.aside.is_(None), event.c.digest != 0)
    with project.read() as connection:
        return sorted((name, amount) for name, amount in connection.execute(question))


def _rows_of(project: Project, batch: int, tmp_path: Path, *, cells: bool = True) -> str:
    out = tmp_path / f"out{batch}.csv"
    assert (ingest.export_unread if cells else ingest.export_rejected)(project, batch, out)
    return out.read_text("utf-8")


WEEK = "email,event,time,duration_s,amount\n{who}@x.example,Viewed Product,2024-05-0{day} 10:00:00,{took},{amount}\n"


def test_files_of_one_tool_are_told_apart_by_their_rows(project: Project, write: Write, tmp_path: Path) -> None:
    for week, (who, day, amount) in enumerate((("anna", 1, "20.00"), ("cara", 8, "500.00")), 1):
        text = WEEK.format(who=who, day=day, took="soon", amount=amount)
        ingest.run_import(project, write(f"week{week}.csv", text), "events")
    mended = ingest.run_import(project, write("m.csv", _rows_of(project, 1, tmp_path).replace("soon", "12")))
    assert mended.mends is not None
    assert mended.mends.batch == 1
    assert _standing(project) == [("viewed_product", 200_000), ("viewed_product", 5_000_000)]


LISTED = "Email Address,First Name,Last Name,Notes\nann@x.example,Ann,Oh,n\n{who} x.example,{who},Ray,m\n"


def test_mended_rows_of_a_list_of_the_refused_never_come_in_as_contacts(
    project: Project, write: Write, tmp_path: Path
) -> None:
    ingest.run_import(project, write("unsubscribed.csv", LISTED.format(who="bob")), "suppressions")
    ingest.run_import(project, write("subscribed.csv", LISTED.format(who="eve")), "profiles")
    text = _rows_of(project, 1, tmp_path, cells=False).replace("bob x", "bob@x")
    found = ingest.run_import(project, write("mended unsubscribed.csv", text))
    assert (found.kind, found.suppressed) == ("suppressions", 1)
    # Where imports of two kinds fit alike, the file says itself what it is.
    ingest.run_import(project, write("list.csv", LISTED.format(who="bob")), "profiles")
    again = ingest.dry_run(project, write("unsubscribed again.csv", text))
    assert again.kind == "suppressions"


PLACED = "email,event,time,order_id,amount\nanna@x.example,Placed Order,2024-05-01 10:00:00,A1,{amount}\n"


def test_an_event_is_counted_once_however_often_and_wherever_it_is_mended(
    project: Project, write: Write, tmp_path: Path
) -> None:
    ingest.run_import(project, write("events.csv", PLACED.format(amount="abc")), "events")
    text = _rows_of(project, 1, tmp_path)
    wrong = write("wrong.csv", text.replace("abc", "1.00"))
    first = ingest.run_import(project, wrong)
    assert _standing(project) == [("placed_order", 10_000)]
    # The same file a second time, of which the first is taken back.
    ingest.run_import(project, wrong)
    ingest.undo(project, first.batch or 0)
    assert _standing(project) == [("placed_order", 10_000)]
    ingest.run_import(project, write("right.csv", text.replace("abc", "2.00")))
    assert _standing(project) == [("placed_order", 20_000)]


def test_what_came_in_right_by_another_file_takes_the_broken_event_s_place(
    project: Project, write: Write, tmp_path: Path
) -> None:
    ingest.run_import(project, write("events.csv", PLACED.format(amount="abc")), "events")
    ingest.run_import(project, write("anew.csv", PLACED.format(amount="3.00")), "events")
    ingest.run_import(project, write("mended.csv", _rows_of(project, 1, tmp_path).replace("abc", "3.00")))
    assert _standing(project) == [("placed_order", 30_000)]
