"""A person's timeline: orders once, repeats joined, days whole, months without gaps."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from app.domain.clock import micros
from app.people import timeline
from app.project import Change, Project
from storage.file.models import event, product, profile

LONDON = "Europe/London"


def at(text: str) -> int:
    return micros(dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "shop.quill", timezone=LONDON) as made:
        with made.write("One person", {Change.PROFILES}) as connection:
            row = {"id": 1, "key": "p1", "email": None, "mailable": False, "traits": {}, "created_batch": 1}
            connection.execute(insert(profile), [row])
            connection.execute(insert(product), [{"sku": "T1", "name": "Teacup", "batch_id": 1}])
        yield made


def put(project: Project, *rows: dict[str, Any]) -> None:
    base = {"link_id": 1, "profile_id": 1, "batch_id": 1, "row": 1, "digest": 1}
    with project.write("Events", {Change.EVENTS}) as connection:
        for row in rows:
            connection.execute(insert(event).values(**base, **row))


def test_an_order_is_one_happening_with_its_products(project: Project) -> None:
    put(
        project,
        {"name": "ordered_product", "at": at("2011-09-04T10:00"), "order_id": "7", "sku": "T1", "amount": 10_000},
        {"name": "ordered_product", "at": at("2011-09-04T10:00"), "order_id": "7", "sku": "T2", "amount": 20_000},
        {"name": "placed_order", "at": at("2011-09-04T10:00"), "order_id": "7", "amount": 30_000},
    )
    (told,) = timeline.page(project, 1).happenings
    assert told.names == ("placed_order",)
    assert (told.products, told.amount, set(told.details)) == (2, 30_000, {"Teacup", "T2"})
    assert (told.group, told.times) == ("orders", 1)


def test_a_refund_sums_its_lines_and_stays_apart_from_the_order(project: Project) -> None:
    put(
        project,
        {"name": "placed_order", "at": at("2011-09-04T10:00"), "order_id": "7", "amount": 30_000},
        {"name": "refunded_order", "at": at("2011-09-05T10:00"), "order_id": "7", "sku": "T1", "amount": 10_000},
        {"name": "refunded_order", "at": at("2011-09-05T10:00"), "order_id": "7", "sku": "T2", "amount": 5_000},
    )
    refund, order = timeline.page(project, 1).happenings
    assert (refund.names, refund.amount, refund.products) == (("refunded_order",), 15_000, 2)
    assert order.amount == 30_000


def test_repeats_of_one_visit_are_counted_and_emails_of_a_day_joined(project: Project) -> None:
    put(
        project,
        *({"name": "viewed_product", "at": at(f"2011-09-03T10:{minute}"), "sku": "T1"} for minute in (10, 20, 45)),
        {"name": "opened_email", "at": at("2011-08-02T09:00"), "campaign": "C08", "variant": "B"},
        {"name": "clicked_email", "at": at("2011-08-02T09:05"), "campaign": "C08", "variant": "B"},
    )
    viewed, mailed = timeline.page(project, 1).happenings
    assert (viewed.names, viewed.subject, viewed.times) == (("viewed_product",), "Teacup", 3)
    assert (mailed.names, mailed.subject, mailed.times) == (("opened_email", "clicked_email"), "C08 · B", 1)


def test_after_half_an_hour_of_nothing_or_at_midnight_another_visit_begins(project: Project) -> None:
    times = ["2011-09-03T10:00", "2011-09-03T10:30", "2011-09-03T11:01", "2011-09-03T22:50", "2011-09-03T23:10"]
    put(project, *({"name": "viewed_product", "at": at(time), "sku": "T1"} for time in times))
    put(project, {"name": "opened_email", "at": at("2011-09-03T10:10"), "campaign": "C1"})
    told = timeline.page(project, 1).happenings
    # In London it is midnight an hour earlier than in UTC.
    assert [(one.names[0], one.times, one.visit and one.local.strftime("%H:%M")) for one in told] == [
        ("viewed_product", 1, "00:10"),
        ("viewed_product", 1, "23:50"),
        ("viewed_product", 1, "12:01"),
        ("viewed_product", 2, "11:30"),
        ("opened_email", 1, None),
    ]
    assert len({one.visit for one in told}) == 5


def test_an_order_tells_its_lines_and_what_came_back(project: Project) -> None:
    same = {"at": at("2011-09-04T10:00"), "order_id": "A1"}
    sold = {"name": "ordered_product", "sku": "T1", "quantity": 20_000, "amount": 60_000}
    put(
        project,
        {"name": "placed_order", "amount": 60_000, **same},
        {**sold, **same},
        {"name": "ordered_product", "sku": "X9", **same},
        {"name": "refunded_order", "sku": "T1", "quantity": 10_000, "amount": 30_000, **same},
        {**sold, **same, "aside": "mended"},
        {**sold, **same, "order_id": "B2"},
    )
    told = [one for one in timeline.page(project, 1).happenings if one.order == "A1"]
    assert {one.names for one in told} == {("placed_order",), ("refunded_order",)}
    assert [(one.product, one.quantity, one.amount) for one in timeline.lines_of(project, 1, "A1")] == [
        ("Teacup", 20_000, 60_000),
        ("X9", None, None),
        ("Teacup", -10_000, -30_000),
    ]
    assert timeline.lines_of(project, 2, "A1") == []


def test_days_are_local_and_pages_never_split_one(project: Project) -> None:
    # 23:30 UTC in June is the next day in London.
    times = ["2011-06-30T23:30", "2011-07-01T08:00", "2011-07-01T09:00", "2011-06-30T10:00"]
    put(project, *({"name": "viewed_page", "at": at(time), "url": f"/{time}"} for time in times))
    first = timeline.page(project, 1, rows=3)
    assert [told.day.isoformat() for told in first.happenings] == ["2011-07-01"] * 3
    second = timeline.page(project, 1, before=first.before, rows=2)
    assert [told.day.isoformat() for told in second.happenings] == ["2011-06-30"]
    assert second.before is None


def test_a_day_larger_than_a_page_stays_whole(project: Project) -> None:
    put(project, *({"name": "viewed_page", "at": at(f"2011-07-01T08:0{n}"), "url": f"/{n}"} for n in range(6)))
    put(project, *({"name": "viewed_page", "at": at(f"2011-06-{n}T08:00"), "url": f"/{n}"} for n in range(10, 30)))
    first = timeline.page(project, 1, rows=2)
    assert sum(told.day == dt.date(2011, 7, 1) for told in first.happenings) == 6
    assert first.before is not None


def test_a_group_leaves_the_others_out(project: Project) -> None:
    put(
        project,
        {"name": "viewed_page", "at": at("2011-06-30T10:00"), "url": "/"},
        {"name": "opened_email", "at": at("2011-06-30T11:00"), "campaign": "C1"},
        {"name": "joined_club", "at": at("2011-06-30T12:00")},
    )
    for group, name in (("web", "viewed_page"), ("email", "opened_email"), ("other", "joined_club")):
        assert [told.names for told in timeline.page(project, 1, group).happenings] == [(name,)]
    assert timeline.totals(project, 1) == {"web": 1, "email": 1, "other": 1}


def test_months_have_no_gaps_and_count_orders_once(project: Project) -> None:
    put(
        project,
        {"name": "placed_order", "at": at("2011-11-04T10:00"), "order_id": "1", "amount": 1},
        {"name": "ordered_product", "at": at("2011-11-04T10:00"), "order_id": "1", "sku": "T1", "amount": 1},
        {"name": "viewed_page", "at": at("2012-01-04T10:00")},
    )
    found = [(month.first.isoformat(), month.events, month.orders) for month in timeline.months(project, 1)]
    assert found == [("2011-11-01", 1, 1), ("2011-12-01", 0, 0), ("2012-01-01", 1, 0)]
    assert timeline.months(project, 2) == []
